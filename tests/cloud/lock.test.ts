import { spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { withLock } from "../../local-cloud/lock.ts";

const fresh = () => join(mkdtempSync(join(tmpdir(), "lock-")), "some.lock");

test("only one holds a lock at a time, all get it, and its file goes with it", async () => {
  const path = fresh();
  let inside = 0;
  let most = 0;
  const waited: string[] = [];
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(20);
    inside--;
  };
  await Promise.all(Array.from({ length: 6 }, () => withLock(path, (message) => waited.push(message), work)));
  expect(most).toBe(1);
  expect(waited).toHaveLength(5);
  expect(existsSync(path)).toBe(false);
});

test("a lock is freed when its holder is killed", async () => {
  const path = fresh();
  const program = `
    import { withLock } from ${JSON.stringify(join(import.meta.dirname, "../../local-cloud/lock.ts"))};
    await withLock(${JSON.stringify(path)}, () => {}, async () => {
      console.log("held");
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const holder = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await new Promise((resolve) => holder.stdout.once("data", resolve));
  const messages: string[] = [];
  const second = withLock(
    path,
    (message) => messages.push(message),
    async () => "mine",
  );
  await sleep(200);
  expect(messages).toEqual([`waiting for another run (process ${holder.pid}) to finish`]);
  holder.kill("SIGKILL");
  expect(await second).toBe("mine");
});

test("a lock is freed when the work fails", async () => {
  const path = fresh();
  const failing = withLock(
    path,
    () => undefined,
    () => Promise.reject(new Error("no luck")),
  );
  await expect(failing).rejects.toThrow("no luck");
  expect(
    await withLock(
      path,
      () => undefined,
      async () => 1,
    ),
  ).toBe(1);
});
