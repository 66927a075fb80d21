import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { PlanVerdict } from "./stack-verdict.ts";

/** The oldest verdicts go when the file would be larger. */
const LARGEST_FILE = 64 * 2 ** 20;

const checksum = (key: string, verdict: string): string =>
  createHash("sha256").update(`${key} ${verdict}`).digest("base64url");

/**
 * Verdicts of former checks by their keys, in one file: a line holds a key, a checksum and the verdict as JSON. What is
 * damaged or foreign is not there, and a cache that can't be read or written is an empty one: no check fails for it.
 */
export class VerdictCache {
  readonly #file: string;
  /** Lines by key, the one used last at the end. */
  readonly #lines: Map<string, string>;
  #changed = false;

  constructor(file: string) {
    this.#file = file;
    this.#lines = new Map(linesOf(file).map((line) => [line.slice(0, line.indexOf(" ")), line]));
  }

  /** A verdict of an earlier check with the same key. */
  get(key: string): PlanVerdict | undefined {
    const line = this.#lines.get(key);
    if (line === undefined) return undefined;
    const [, sum = "", ...rest] = line.split(" ");
    const text = rest.join(" ");
    if (sum !== checksum(key, text)) return undefined;
    this.#lines.delete(key);
    this.#lines.set(key, line);
    // The checksum says that `put` wrote it, and the key that this code did
    return JSON.parse(text) as PlanVerdict;
  }

  put(key: string, verdict: PlanVerdict): void {
    const text = JSON.stringify(verdict);
    this.#lines.delete(key);
    this.#lines.set(key, `${key} ${checksum(key, text)} ${text}`);
    this.#changed = true;
  }

  /** Writes what is new, all at once. */
  save(): void {
    if (!this.#changed) return;
    const kept: string[] = [];
    let size = 0;
    for (const line of [...this.#lines.values()].toReversed()) {
      size += line.length + 1;
      if (size > LARGEST_FILE) break;
      kept.push(line);
    }
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      writeFileSync(temporary, `${kept.toReversed().join("\n")}\n`, { mode: 0o600 });
      renameSync(temporary, this.#file);
    } catch {
      removeQuietly(temporary);
    }
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never there: its folder is none.
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.includes(" "));
  } catch {
    return [];
  }
}
