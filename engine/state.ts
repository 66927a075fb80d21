import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { refuseNewPassphrase } from "./backend/passphrase.ts";

/** Where stacks' state and its passphrase lie; `.state/` is ignored by git. */
export interface StateOptions {
  /** Root of the repository (or of any folder that gets a `.state/` of its own). */
  root: string;
  /** Instead of `file://<root>/.state/backend`. */
  backendUrl?: string;
}

/**
 * The variables that tell Pulumi where the state is and how secrets in it are encrypted. What the user
 * has set wins: PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE and PULUMI_CONFIG_PASSPHRASE_FILE.
 *
 * Makes the backend's folder (Pulumi demands that it is there) and, once, the passphrase.
 *
 * @throws EngineError when the passphrase is gone and stacks are there that it sealed
 */
export function stateVariables(options: StateOptions, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const variables: Record<string, string> = {};
  variables["PULUMI_BACKEND_URL"] = backendUrl(options, env);
  const folder = fileBackendFolder(variables["PULUMI_BACKEND_URL"]);
  if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
  // An empty passphrase counts as set: that is how Pulumi is told not to encrypt in earnest.
  if (env["PULUMI_CONFIG_PASSPHRASE"] === undefined && !env["PULUMI_CONFIG_PASSPHRASE_FILE"]) {
    const path = join(options.root, ".state", "passphrase");
    if (!existsSync(path)) refuseNewPassphrase(options.root, folder, path);
    variables["PULUMI_CONFIG_PASSPHRASE_FILE"] = ensurePassphrase(path);
  }
  return variables;
}

/** The URL of the backend: the user's own `PULUMI_BACKEND_URL` wins. */
export function backendUrl(options: StateOptions, env: NodeJS.ProcessEnv = process.env): string {
  const own = options.backendUrl ?? pathToFileURL(join(options.root, ".state", "backend")).href;
  return env["PULUMI_BACKEND_URL"] || withoutSidecars(own);
}

/**
 * A file backend that lays no `.attrs` file beside each of its files. Those are not written by a rename as
 * the state itself is: a kill leaves half of one, and Pulumi then refuses the state ("failed to load
 * checkpoint: EOF"). Nothing in them is needed (gocloud.dev/blob/fileblob, `metadata=skip`).
 */
function withoutSidecars(url: string): string {
  return url.startsWith("file://") && !url.includes("?") ? `${url}?metadata=skip` : url;
}

/** The folder of a `file://` backend; undefined for a backend of another kind. */
export function fileBackendFolder(url: string): string | undefined {
  if (!url.startsWith("file://")) return undefined;
  // Pulumi also takes `file://~` and relative paths, and options such as `?no_tmp_dir=true`.
  const path = url.slice("file://".length).replace(/\?.*$/, "");
  if (path.startsWith("/")) return fileURLToPath(`file://${path}`);
  return path.startsWith("~") ? join(process.env["HOME"] ?? "/", path.slice(1)) : path;
}

/**
 * Makes the secrets passphrase unless it is there: 256 random bits, readable by its owner alone. Two
 * processes that make it at once end with the same one, since only the first link succeeds.
 *
 * @returns its path
 */
export function ensurePassphrase(path: string): string {
  try {
    readFileSync(path);
    return path;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(temporary, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  return path;
}
