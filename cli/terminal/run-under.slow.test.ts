import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

/** Runs a script under another Node, as province.js does; in a process group of its own, as a terminal has it. */
function under(script: string) {
  const url = pathToFileURL(join(import.meta.dirname, "run-under.js")).href;
  const args = JSON.stringify(["--eval", script]);
  const main = `const { runUnder } = await import("${url}");
    process.exitCode = await runUnder(process.execPath, ${args}, process.env);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", main], { stdio: "pipe", detached: true });
  let said = "";
  const ready = new Promise<void>((resolve) =>
    child.stdout.on("data", (data: Buffer) => {
      said += data.toString();
      if (said.includes("ready")) resolve();
    }),
  );
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on("close", (code, signal) => resolve(code ?? signal)),
  );
  return { pid: child.pid ?? 0, ready, ended, said: () => said };
}
const finishing = (signal: string): string =>
  `process.on("${signal}", () => setTimeout(() => { console.log("finished"); process.exit(7); }, 200));
   setInterval(() => {}, 1000); console.log("ready");`;

test("Ctrl-C, which reaches both, ends the outer one after the inner one has finished, with its exit code", async () => {
  const { ended, pid, ready, said } = under(finishing("SIGINT"));
  await ready;
  process.kill(-pid, "SIGINT");
  expect(await ended).toBe(7);
  expect(said()).toContain("finished");
});

test.each(["SIGTERM", "SIGHUP"] as const)("%s to the outer one is passed on", async (signal) => {
  const { ended, pid, ready, said } = under(finishing(signal));
  await ready;
  process.kill(pid, signal);
  expect(await ended).toBe(7);
  expect(said()).toContain("finished");
});

test("a program that a signal ended gives 128 and the signal's number", async () => {
  const { ended } = under(`process.kill(process.pid, "SIGKILL")`);
  expect(await ended).toBe(137);
});

const url = (file: string): string => pathToFileURL(join(import.meta.dirname, "../..", file)).href;
/** An engine that is told to stop once ends what it has begun; one that is told so twice, as Pulumi, does not. */
const engine = `trap 'n=$((n + 1))' INT; echo ready
  while [ "$n" = "" ]; do sleep 0.05; done; sleep 1; [ "$n" = 1 ] && echo written`;
const running = `const { interruptible } = await import("${url("cli/up/interrupt.ts")}");
  const { runTool } = await import("${url("engine/host/tool.ts")}");
  const onLine = (line) => console.log(line);
  const work = async (signal) => {
    await runTool("sh", ["-c", ${JSON.stringify(engine)}], { signal, ownGroup: true, onLine });
    signal.throwIfAborted();
  };
  await interruptible(work).catch(({ code }) => (process.exitCode = code));`;

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s to the whole group lets the engine end in order",
  async (signal) => {
    const { ended, pid, ready, said } = under(running);
    await ready;
    process.kill(-pid, signal);
    expect(await ended).toBe(130);
    expect(said()).toBe("ready\nwritten\n");
  },
);
