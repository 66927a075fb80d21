import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  checkpointFile,
  DamagedFileError,
  fileNames,
  presentStateFile,
  readStateFile,
  unpacked,
  writeWhole,
} from "./state-file.ts";

/** A whole copy of a stack's state. */
export interface StateCopy {
  path: string;
  /** When the engine wrote this state. */
  time: Date;
  /** How many resources it holds. */
  resources: number;
}

/** How many copies of our own a stack keeps. */
const KEPT = 5;
/** How many of Pulumi's own are left, each as large as the state; and how many records of `pulumi stack history`. */
const KEPT_OF_PULUMI = 2;
const KEPT_RECORDS = 50;

/** How old a file is that nobody finishes any more. */
const UNFINISHED_MS = 10 * 60_000;

function copiesFolder(folder: string, project: string, stack: string): string {
  return join(folder, "copies", project, stack);
}

/**
 * Keeps a copy of a stack's state where it is whole and no copy holds the same yet, and lets the oldest copies go: ours,
 * and those that Pulumi's file backend adds after each update and never takes away.
 *
 * @param instead a copy that this one takes the place of, as the later one of the same run
 * @returns the copy that holds the state now; undefined when there is no whole state
 */
export function keepCopy(folder: string, project: string, stack: string, instead?: string): string | undefined {
  const path = presentStateFile(folder, project, stack);
  if (path === undefined) return undefined;
  const bytes = readFileSync(path);
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const copies = copiesFolder(folder, project, stack);
  const names = fileNames(copies).filter((name) => /^\d+-/.test(name));
  const same = names.findLast((name) => name.endsWith(`-${digest}.json.gz`));
  // Numbered and not dated: a clock that was wrong for an hour must not decide which copy is the last.
  const number = String(Number.parseInt(names.at(-1) ?? "0", 10) + 1).padStart(8, "0");
  const copy = join(copies, same ?? `${number}-${digest}.json.gz`);
  if (same === undefined) {
    if (!isWhole(path, bytes)) return undefined;
    writeWhole(copy, gzipSync(unpacked(bytes), { level: 1 }));
  }
  if (instead !== undefined && instead !== copy) rmSync(instead, { force: true });
  prune(folder, project, stack);
  return copy;
}

function isWhole(path: string, bytes: Buffer): boolean {
  try {
    readStateFile(path, bytes);
    return true;
  } catch (error) {
    if (error instanceof DamagedFileError) return false;
    throw error;
  }
}

function prune(folder: string, project: string, stack: string): void {
  const history = join(folder, ".pulumi", "history", project, stack);
  const allBut = (kept: number, place: string, ending: RegExp): string[] =>
    fileNames(place)
      .filter((name) => ending.test(name))
      .slice(0, -kept)
      .map((name) => join(place, name));
  const old = [
    ...allBut(KEPT, copiesFolder(folder, project, stack), /^\d+-.*\.json\.gz$/),
    ...allBut(KEPT_OF_PULUMI, join(folder, ".pulumi", "backups", project, stack), /\.json(\.gz)?$/),
    ...allBut(KEPT_OF_PULUMI, history, /\.checkpoint\.json(\.gz)?$/),
    ...allBut(KEPT_RECORDS, history, /\.history\.json(\.gz)?$/),
  ];
  for (const path of old.flatMap((each) => [each, `${each}.attrs`])) rmSync(path, { force: true });
}

/** Takes away what a kill left half-written of a stack's state and its copies, each as large as the state. */
export function removeUnfinished(folder: string, project: string, stack: string): void {
  const state = checkpointFile(folder, project, stack);
  const places = [dirname(state), copiesFolder(folder, project, stack)];
  const unfinished = places.flatMap((place) =>
    fileNames(place)
      .filter((name) => name.endsWith(".tmp"))
      .map((name) => join(place, name)),
  );
  for (const path of unfinished.filter((each) => dirname(each) === places[1] || each.startsWith(`${state}.`))) {
    // Nobody writes for so long: another update may be at work, which is told of later.
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > UNFINISHED_MS)
      rmSync(path, { force: true });
  }
}

/** All copies of a stack's state that are whole, ours and Pulumi's, newest first. */
export function goodCopies(folder: string, project: string, stack: string): StateCopy[] {
  const places = [
    copiesFolder(folder, project, stack),
    join(folder, ".pulumi", "backups", project, stack),
    join(folder, ".pulumi", "history", project, stack),
  ];
  const paths = places.flatMap((place) =>
    fileNames(place)
      .filter((name) => /\.json(\.gz)?$/.test(name) && !/^damaged-|\.history\./.test(name))
      .map((name) => join(place, name)),
  );
  const state = checkpointFile(folder, project, stack);
  return [...paths, `${state}.bak`, `${state}.gz.bak`]
    .flatMap((path) => goodCopy(path) ?? [])
    .toSorted((a, b) => b.time.getTime() - a.time.getTime());
}

/** What a copy holds; undefined when it is damaged itself, or not there. */
export function goodCopy(path: string): StateCopy | undefined {
  try {
    const { deployment } = readStateFile(path);
    const written = new Date(deployment?.manifest.time ?? "");
    const time = Number.isNaN(written.getTime()) ? statSync(path).mtime : written;
    return { path, time, resources: deployment?.resources?.length ?? 0 };
  } catch {
    return undefined;
  }
}

/**
 * Puts a copy in the place of a stack's state. What was there is kept beside the copies, in the place of what an earlier
 * call kept.
 *
 * @returns where that is; undefined when there was none
 */
export function restoreCopy(folder: string, project: string, stack: string, copy: StateCopy): string | undefined {
  const path = checkpointFile(folder, project, stack);
  const damaged = presentStateFile(folder, project, stack);
  // First what may fail for want of room; a rename needs none.
  const restored = `${path}.restored`;
  writeWhole(restored, unpacked(readFileSync(copy.path)));
  const aside = damaged && join(copiesFolder(folder, project, stack), `damaged-${basename(damaged)}`);
  if (damaged !== undefined && aside !== undefined) {
    mkdirSync(dirname(aside), { recursive: true, mode: 0o700 });
    renameSync(damaged, aside);
  }
  renameSync(restored, path);
  return aside;
}
