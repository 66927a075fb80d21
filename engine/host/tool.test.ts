import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { isAlive } from "./process-table.ts";
import { runTool, tail } from "./tool.ts";

const sh = (script: string, options: Parameters<typeof runTool>[2] = {}) => runTool("sh", ["-c", script], options);

test("lines come as they are written, from both streams", async () => {
  const lines: string[] = [];
  const result = await sh("echo one; echo two >&2; printf three", {
    onLine: (line, stream) => lines.push(`${stream} ${line}`),
  });
  expect(result).toMatchObject({ code: 0, stdout: "one\nthree", stderr: "two\n" });
  expect(lines.toSorted()).toEqual(["stderr two", "stdout one", "stdout three"]);
});

test("input is given, and a tool that reads none is no trouble", async () => {
  expect((await sh("cat", { input: "secret state" })).stdout).toBe("secret state");
  expect((await sh("exit 3", { input: "x".repeat(1_000_000) })).code).toBe(3);
});

test("a program that is not there ends with 127 and the reason", async () => {
  expect(await runTool("/nowhere/pulumi", [])).toMatchObject({
    code: 127,
    stderr: expect.stringContaining("ENOENT") as string,
  });
});

test("one that takes too long is interrupted, and killed when it does not heed that or has no grace", async () => {
  const said = "trap 'echo heard; exit 0' INT; while :; do sleep 0.05; done";
  expect(await sh(said, { timeoutMs: 100 })).toMatchObject({ code: 124, stdout: "heard\n" });
  expect(await sh(said, { timeoutMs: 100, graceMs: 0 })).toMatchObject({ code: 124, stdout: "" });
  const deaf = "trap '' INT; while :; do sleep 0.05; done";
  expect(await sh(deaf, { timeoutMs: 100, graceMs: 100 })).toMatchObject({ code: 124 });
});

test("an abort lets it finish what it has begun", async () => {
  const abort = new AbortController();
  const running = sh("trap 'echo state written; exit 0' INT; echo ready; while :; do sleep 0.05; done", {
    signal: abort.signal,
    ownGroup: true,
    onLine: (line) => line === "ready" && abort.abort(),
  });
  expect(await running).toMatchObject({ code: 0, stdout: "ready\nstate written\n" });
  expect((await sh("exec sleep 60", { signal: abort.signal })).code).toBe(130);
});

test("one that says nothing after it was asked to stop is killed, with what it started in other groups", async () => {
  const abort = new AbortController();
  const started: number[] = [];
  const deaf = "trap 'echo heard' INT; setsid sleep 600 & echo $!; while :; do sleep 0.05; done";
  const { code, stdout } = await sh(deaf, {
    signal: abort.signal,
    ownGroup: true,
    quietMs: 300,
    onLine: (line) => {
      if (line === "heard") return;
      started.push(Number(line));
      abort.abort();
    },
  });
  expect([code, stdout]).toEqual([137, expect.stringContaining("heard")]);
  await expect.poll(() => isAlive(started[0] ?? 0)).toBe(false);
});

test("one that goes on telling what it ends may take its time", async () => {
  const abort = new AbortController();
  const busy =
    "trap 'for n in 1 2 3 4 5 6; do sleep 0.2; echo $n; done; exit 0' INT; echo ready; while :; do sleep 0.05; done";
  const onLine = (line: string) => line === "ready" && abort.abort();
  const { code, stdout } = await sh(busy, { signal: abort.signal, ownGroup: true, quietMs: 600, onLine });
  expect([code, stdout]).toEqual([0, "ready\n1\n2\n3\n4\n5\n6\n"]);
});

test("in a group of its own it does not outlive the process that runs it", async () => {
  const tool = pathToFileURL(join(import.meta.dirname, "tool.ts")).href;
  const script = `const { runTool } = await import("${tool}");
    const onLine = (line) => { console.log(line); process.exit(130); };
    await runTool("sh", ["-c", "echo $$; trap '' INT; while :; do sleep 0.05; done"], { ownGroup: true, onLine });`;
  const { code, stdout } = await runTool(process.execPath, ["--input-type=module", "--eval", script]);
  expect(code).toBe(130);
  await expect.poll(() => isAlive(Number(stdout))).toBe(false);
});

test("in a group of its own it does not hear the terminal", async () => {
  // proc_pid_stat(5): field 5 is the process group; its leader is the tool itself.
  const script = "cut -d' ' -f5 /proc/self/stat; echo $$";
  const [group, pid] = (await sh(script, { ownGroup: true })).stdout.split("\n");
  expect(group).toBe(pid);
  const [shared, other] = (await sh(script)).stdout.split("\n");
  expect(shared).not.toBe(other);
});

test("the end of what was said", () => {
  expect(tail("1\n2\n3\n\n", 2)).toBe("2\n3");
  expect(tail("")).toBe("");
});
