import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { processTree, type RunningProcess, runsIn, senderOf, victims } from "./processes.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const running = (pid: number, parent: number, program: string, stack?: string): RunningProcess => ({
  pid,
  parent,
  program,
  stack,
});
const UP = [
  running(1, 0, "node"),
  running(2, 1, "pulumi", "platform"),
  running(3, 1, "pulumi", "15061"),
  running(4, 3, "pulumi-language-nodejs", "15061"),
  running(5, 4, "node", "15061"),
  running(6, 3, "pulumi-resource-openstack", "15061"),
  running(7, 2, "pulumi-resource-openstack", "platform"),
];

test("each target is found, of the stack that is meant; the tree is everything", () => {
  expect(victims(UP, "engine", "15061")).toEqual([3]);
  expect(victims(UP, "plugin", "platform")).toEqual([7]);
  expect(victims(UP, "program", "15061")).toEqual([5]);
  expect(victims(UP, "program", "platform")).toEqual([]);
  expect(victims(UP, "tree", "15061")).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("what a process started belongs to the stack that it was started with, and a connection to its sender", async () => {
  const program = `
    require("node:child_process").spawn(process.execPath, ["-e", process.argv[1], "x"], { stdio: "inherit" });`;
  const client = `require("node:net").connect(Number(process.env.PORT), "127.0.0.1"); process.argv;`;
  const server = createServer();
  const accepted = new Promise<number>((resolve) => server.on("connection", ({ remotePort }) => resolve(remotePort!)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const outer = spawn(process.execPath, ["-e", program, client, "--", "--stack", "project-15061"], {
    env: { ...process.env, PORT: String(port) },
    stdio: "ignore",
  });
  ends.push(() => {
    for (const { pid } of processTree(outer.pid!).toReversed()) process.kill(pid, "SIGKILL");
    server.close();
  });
  const connection = { client: await accepted, proxy: port };
  const tree = processTree(process.pid);
  const sender = senderOf(connection, tree);
  expect(sender?.stack).toBe("project-15061");
  expect(sender?.parent).toBe(outer.pid);
  expect(runsIn(sender!.pid, process.cwd())).toBe(true);
  expect(runsIn(sender!.pid, "/nowhere")).toBe(false);
  const own = connect(port, "127.0.0.1");
  ends.push(() => own.destroy());
  expect(senderOf({ client: 1, proxy: port }, tree)).toBeUndefined();
});
