import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { asText, type Progress, type Text, TextError, textOf } from "../../model/text.ts";
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
  progress: Progress;
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
    throw new EngineError({
      en: `No checksum of Pulumi's official archive for ${platform} is pinned.`,
      vi: `Chưa ghi mã kiểm tra của gói Pulumi chính thức cho ${platform}.`,
    });
  const url = `${options.source}/pulumi-v${VERSIONS.cliOfficial}-${platform}.tar.gz`;
  const work = join(options.temporary, `official.${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const archive = join(work, "archive.tar.gz");
    const actual = await fetchFile(url, archive, options);
    if (actual !== expected) {
      throw new EngineError(
        {
          en: `${url} is not the file that was pinned (SHA-256 ${actual}, expected ${expected}).`,
          vi: `${url} không phải tệp đã ghi nhận (SHA-256 ${actual}, cần ${expected}).`,
        },
        {
          en: "It was not run. Someone between here and there may have changed it.",
          vi: "Tệp chưa được chạy. Có thể ai đó trên đường truyền đã sửa nó.",
        },
      );
    }
    options.progress({ en: "unpacking Pulumi", vi: "đang giải nén Pulumi" });
    const unpacked = await runTool("tar", ["-xzf", archive, "-C", work], {
      timeoutMs: 120_000,
      signal: options.signal,
    });
    if (unpacked.code !== 0)
      throw new EngineError({
        en: `${url} could not be unpacked:\n${tail(unpacked.stderr)}`,
        vi: `Không giải nén được ${url}:\n${tail(unpacked.stderr)}`,
      });
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(join(work, "pulumi"), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const STALLED = { en: "no data for 30 s", vi: "không có dữ liệu trong 30 giây" };

/** @returns the SHA-256 of what came */
async function fetchFile(url: string, path: string, { progress, signal }: DownloadOptions): Promise<string> {
  const stalled = new AbortController();
  let watchdog: NodeJS.Timeout | undefined;
  const alive = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => stalled.abort(new TextError(STALLED)), 30_000);
  };
  const hash = createHash("sha256");
  try {
    alive();
    const answer = await fetch(url, { signal: AbortSignal.any([stalled.signal, ...(signal ? [signal] : [])]) });
    if (!answer.ok || !answer.body)
      throw new EngineError({
        en: `${url} answered ${answer.status} ${answer.statusText}.`,
        vi: `${url} trả lời ${answer.status} ${answer.statusText}.`,
      });
    const total = Number(answer.headers.get("content-length") ?? 0);
    let done = 0;
    await pipeline(
      Readable.fromWeb(answer.body),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          alive();
          hash.update(chunk);
          done += chunk.length;
          const [so, all] = [megabytes(done), megabytes(total)];
          progress({
            en: `downloading Pulumi ${VERSIONS.cliOfficial}: ${so}${total ? ` of ${all}` : ""} MB`,
            vi: `đang tải Pulumi ${VERSIONS.cliOfficial}: ${so}${total ? `/${all}` : ""} MB`,
          });
          yield chunk;
        }
      },
      createWriteStream(path),
    );
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EngineError) throw error;
    const why = reasonOf(error);
    const said = { en: `${url} could not be fetched: ${why.en}`, vi: `Không tải được ${url}: ${why.vi}` };
    throw new EngineError(said, undefined, error);
  } finally {
    clearTimeout(watchdog);
  }
  return hash.digest("hex");
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

/** fetch hides the reason in the cause. */
function reasonOf(error: unknown): Text {
  if (!(error instanceof Error) || !(error.cause instanceof Error)) return textOf(error);
  return asText(`${error.message} (${error.cause.message})`);
}
