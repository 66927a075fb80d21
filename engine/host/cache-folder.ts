import { homedir } from "node:os";
import { join } from "node:path";

/** The folder for what can be made again, of this user and outside every checkout (XDG: a relative path is ignored). */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const xdg = env["XDG_CACHE_HOME"];
  const base = xdg?.startsWith("/") ? xdg : join(env["HOME"] ?? homedir(), ".cache");
  return join(base, "provincial-cloud");
}
