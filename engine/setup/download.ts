import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EngineError } from "../errors.ts";
import { runTool, tail } from "../host/tool.ts";
import { OFFICIAL_ARCHIVES, VERSIONS } from "./versions.ts";

/** Where Pulumi's own installer gets its archives, or the mirror of it that PROVINCE_PULUMI_MIRROR names. */
export function officialSource(env: NodeJS.ProcessEnv = process.env): string {
  return env["PROVINCE_PULUMI_MIRROR"] || "https://get.pulumi.com/releases/sdk";
}

/** This machine as the official archives name it, such as "linux-x64". */
export const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/**
 * Whether a server answers at all within the time; any answer will do. Never throws and never hangs:
 * a network that drops packets silently costs `timeoutMs` and no more.
 */
export async function isReachable(url: string, timeoutMs = 2000): Promise<boolean> {
  try {
    const answer = await fetch(url, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    // A proxy that refuses the site answers too, with 403 or 407; then the archive is out of reach.
    return answer.status !== 403 && answer.status !== 407;
  } catch {
    return false;
  }
}

export interface DownloadOptions {
  progress: (message: string) => void;
  temporary: string;
  signal?: AbortSignal;
  source: string;
  /** Instead of the pinned one. */
  sha256?: string;
}

/**
 * Downloads the official CLI with its language hosts into `folder`, checks the archive against the
 * pinned checksum before anything in it is run, and puts it in place by a rename.
 *
 * @throws EngineError when there is no checksum for this platform, or on any failure of the download
 */
export async function downloadOfficial(folder: string, options: DownloadOptions): Promise<void> {
  const expected = options.sha256 ?? OFFICIAL_ARCHIVES[platform];
  if (expected === undefined)
    throw new EngineError(`No checksum of Pulumi's official archive for ${platform} is pinned.`);
  const url = `${options.source}/pulumi-v${VERSIONS.cliOfficial}-${platform}.tar.gz`;
  const work = join(options.temporary, `official.${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const archive = join(work, "archive.tar.gz");
    const actual = await fetchFile(url, archive, options);
    if (actual !== expected) {
      throw new EngineError(
        `${url} is not the file that was pinned (SHA-256 ${actual}, expected ${expected}).`,
        "It was not run. Someone between here and there may have changed it.",
      );
    }
    options.progress("unpacking Pulumi");
    const unpacked = await runTool("tar", ["-xzf", archive, "-C", work], {
      timeoutMs: 120_000,
      signal: options.signal,
    });
    if (unpacked.code !== 0) throw new EngineError(`${url} could not be unpacked:\n${tail(unpacked.stderr)}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(join(work, "pulumi"), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns the SHA-256 of what came */
async function fetchFile(url: string, path: string, { progress, signal }: DownloadOptions): Promise<string> {
  const stalled = new AbortController();
  let watchdog: NodeJS.Timeout | undefined;
  const alive = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => stalled.abort(new Error("no data for 30 s")), 30_000);
  };
  const hash = createHash("sha256");
  try {
    alive();
    const answer = await fetch(url, { signal: AbortSignal.any([stalled.signal, ...(signal ? [signal] : [])]) });
    if (!answer.ok || !answer.body) throw new EngineError(`${url} answered ${answer.status} ${answer.statusText}.`);
    const total = Number(answer.headers.get("content-length") ?? 0);
    let done = 0;
    await pipeline(
      Readable.fromWeb(answer.body),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          alive();
          hash.update(chunk);
          done += chunk.length;
          progress(
            `downloading Pulumi ${VERSIONS.cliOfficial}: ${megabytes(done)}${total ? ` of ${megabytes(total)}` : ""} MB`,
          );
          yield chunk;
        }
      },
      createWriteStream(path),
    );
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EngineError) throw error;
    throw new EngineError(`${url} could not be fetched: ${reasonOf(error)}`, "", error);
  } finally {
    clearTimeout(watchdog);
  }
  return hash.digest("hex");
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

/** fetch hides the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
