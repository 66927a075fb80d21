import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { stateOf, writeState } from "../testing/state-folder.ts";
import { goodCopies } from "./copies.ts";
import { type GuardedStack, withGuardedState } from "./guard.ts";

const MIB = 1024 * 1024;
let guarded: GuardedStack;
beforeEach(() => {
  vi.useFakeTimers();
  guarded = { folder: mkdtempSync(join(tmpdir(), "guard-")), project: "p", stack: "dev" };
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(guarded.folder, { recursive: true, force: true });
});

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
const resources = (): number[] => goodCopies(guarded.folder, "p", "dev").map((copy) => copy.resources);

test("without room nothing is begun, and the message says how much is needed where", async () => {
  const work = vi.fn<() => Promise<void>>();
  await expect(withGuardedState(guarded, work, () => 12 * MIB)).rejects.toThrow(
    `12 MiB are free on the disk of ${guarded.folder}, and 64 MiB are needed.\nNothing was begun. Free some room`,
  );
  expect(work).not.toHaveBeenCalled();
});

test("a large state needs more room", async () => {
  writeFileSync(writeState(guarded.folder, "dev", stateOf(1)), " ".repeat(2 * MIB));
  await expect(withGuardedState(guarded, untilAborted, () => 70 * MIB)).rejects.toThrow("80 MiB are needed");
});

test("when the room comes to an end, the work is interrupted in order", async () => {
  let free = 100 * MIB;
  const outcome = expect(withGuardedState(guarded, untilAborted, () => free)).rejects.toThrow(
    /20 MiB are free .* 64 MiB are needed\.\nThe update was interrupted in order/,
  );
  free = 40 * MIB;
  await vi.advanceTimersByTimeAsync(5_000);
  free = 20 * MIB;
  await vi.advanceTimersByTimeAsync(5_000);
  await outcome;
});

test("copies are kept of the state before, now and then meanwhile, and after; those of one run take one place", async () => {
  writeState(guarded.folder, "dev", stateOf(1, 1));
  await withGuardedState(guarded, async () => {
    expect(resources()).toEqual([1]);
    for (let n = 2; n < 6; n++) {
      writeState(guarded.folder, "dev", stateOf(n, n));
      await vi.advanceTimersByTimeAsync(20_000);
      expect(resources()).toEqual([n, 1]);
    }
    writeState(guarded.folder, "dev", stateOf(9, 9));
  });
  expect(resources()).toEqual([9, 1]);
});
