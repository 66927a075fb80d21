import { expect, test } from "vitest";
import { capture, run } from "./command.ts";
import { LocalCloudError } from "./errors.ts";
import { runDir } from "./paths.ts";

const node = (program: string) => [process.execPath, "-e", program];

test("a command that takes too long is killed at once and has code 124", async () => {
  expect(
    await capture(node("process.on('SIGINT', () => {}); setTimeout(() => {}, 60_000)"), { timeoutMs: 300 }),
  ).toMatchObject({ code: 124 });
});

test("a command that must succeed throws with what it said", async () => {
  const failing = run(node("console.error('the reason'); process.exitCode = 3"));
  await expect(failing).rejects.toThrow(LocalCloudError);
  await expect(failing).rejects.toThrow(/code 3[^]*the reason/);
});

test.each(["", "Up", "../etc", "a b", "-x", "x".repeat(40)])("the cloud name %j is refused", (name) => {
  expect(() => runDir(name)).toThrow(/cloud name/);
});
