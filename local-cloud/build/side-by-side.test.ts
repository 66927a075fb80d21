import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { sideBySide } from "./side-by-side.ts";

test("all parts run at the same time", async () => {
  const done: string[] = [];
  await sideBySide([
    async () => {
      await sleep(30);
      done.push("slow");
    },
    async () => void done.push("quick"),
  ]);
  expect(done).toEqual(["quick", "slow"]);
});

test("the reason of a failure comes after the others have ended", async () => {
  let ended = false;
  const other = async (signal: AbortSignal): Promise<void> => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    await sleep(20);
    ended = true;
  };
  const failing = async (): Promise<void> => {
    throw new Error("no mirror");
  };
  await expect(sideBySide([other, failing])).rejects.toThrow("no mirror");
  expect(ended).toBe(true);
});
