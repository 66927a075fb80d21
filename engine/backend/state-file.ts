import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { TextError } from "../../model/text.ts";

/** What a file with the state of a stack holds, as far as its wholeness is judged by it. */
export interface StateFile {
  /** Undefined for a stack that was made and never updated. */
  deployment?: {
    manifest: { time: string };
    resources?: unknown[];
    secrets_providers?: { type: string; state?: { salt?: string } };
  };
}

/** A file that should hold the state of a stack and does not: as after a full disk. */
export class DamagedFileError extends TextError {}

/** RFC 1952, section 2.3.1. */
const GZIP_MAGIC = 0x1f8b;

/** Where a file backend keeps the state of a stack, unless it packs it. */
export function checkpointFile(folder: string, project: string, stack: string): string {
  return join(folder, ".pulumi", "stacks", project, `${stack}.json`);
}

/** The same as it is there: packed with PULUMI_DIY_BACKEND_GZIP=true or not; undefined when there is no such stack. */
export function presentStateFile(folder: string, project: string, stack: string): string | undefined {
  const plain = checkpointFile(folder, project, stack);
  const names = new Set(fileNames(dirname(plain)));
  return [`${stack}.json`, `${stack}.json.gz`]
    .filter((name) => names.has(name))
    .map((name) => join(dirname(plain), name))[0];
}

/** Names of the stacks that lie in a file backend, sorted; none where nothing was ever built. */
export function stacksIn(folder: string, project: string): string[] {
  const names = fileNames(dirname(checkpointFile(folder, project, "any")));
  return [...new Set(names.flatMap((name) => /^([^/]+)\.json(?:\.gz)?$/.exec(name)?.[1] ?? []))].toSorted();
}

/**
 * Reads a file with the state of a stack, packed or not.
 *
 * @throws DamagedFileError with what is wrong, in a few words
 */
export function readStateFile(path: string, bytes: Buffer = readFileSync(path)): StateFile {
  if (bytes.length < 2) throw new DamagedFileError({ en: "it is empty", vi: "tệp trống" });
  let value: { checkpoint?: { latest?: StateFile["deployment"] } };
  try {
    value = JSON.parse(unpacked(bytes).toString()) as typeof value;
  } catch (error) {
    const cut = /unexpected end|unterminated/i.test((error as Error).message);
    const why = cut
      ? { en: `it is cut off after ${bytes.length} bytes`, vi: `tệp bị cắt ngang sau ${bytes.length} byte` }
      : { en: "it is no JSON", vi: "tệp không phải JSON" };
    throw new DamagedFileError(why, { cause: error });
  }
  if (typeof value.checkpoint !== "object" || value.checkpoint === null)
    throw new DamagedFileError({ en: "it holds no state", vi: "tệp không chứa trạng thái" });
  return { deployment: value.checkpoint.latest ?? undefined };
}

/** The text of a state file, which may be packed. */
export function unpacked(bytes: Buffer): Buffer {
  return bytes.readUInt16BE(0) === GZIP_MAGIC ? gunzipSync(bytes) : bytes;
}

/** Puts a file in its place as a whole or not at all, whatever happens meanwhile; it is on the disk when this returns. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, bytes, { mode: 0o600, flush: true });
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Names in a folder, sorted; none when it is not there. */
export function fileNames(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
