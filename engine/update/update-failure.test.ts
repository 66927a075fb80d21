import { expect, test } from "vitest";
import { Complaints, updateFailure } from "./update-failure.ts";

const ended = (code: number, said: { stdout?: string; stderr?: string } = {}) => ({
  code,
  stdout: "",
  stderr: "",
  ...said,
});

test("the engine's complaints are the reason", () => {
  const { message } = updateFailure("up", "stttt", ended(255, { stderr: "noise" }), [
    "web-1: no quota",
    "update failed",
  ]);
  expect(message).toBe("pulumi up of stttt failed:\nweb-1: no quota\nupdate failed");
});

test("an engine that was killed is said to be, and none of its events is shown", () => {
  const debug = '{"diagnosticEvent":{"message":"[DEBUG] password: hunter2","severity":"debug"}}\n';
  const { message } = updateFailure("up", "15061", ended(137, { stdout: debug }), []);
  expect(message).toBe(
    "pulumi up of 15061 failed: the engine was ended by signal 9.\n" +
      "The same command goes on from here: it looks first at what was left half-done.",
  );
});

test("what an engine says outside of its events is shown when it complains of nothing", () => {
  const said = '{"sequence":1}\nerror: could not load the plugin\n';
  expect(updateFailure("destroy", "15061", ended(255, { stdout: said }), []).message).toBe(
    "pulumi destroy of 15061 failed: the engine ended with code 255.\nerror: could not load the plugin",
  );
  expect(updateFailure("up", "15061", ended(1, { stdout: said, stderr: "error: locked\n" }), []).message).toContain(
    "\nerror: locked",
  );
});

const thrown = (words: string): string =>
  `Running program '/checkout/infra/index.ts' failed with an unhandled exception:\n${words}`;
const refused = 'Post "http://192.0.2.1:9/v3/auth/tokens": connect: connection refused';

test.each([
  ["an error", "[Error: no such zone]\n", "no such zone"],
  [
    "one of a class",
    "[RepositoryError: stacks/province.yaml:1:1: missing] {\n  problems: [ [Object] ]\n}\n",
    "stacks/province.yaml:1:1: missing",
  ],
  [
    "one with its stack",
    "Error: no such zone\n    at file:///checkout/infra/a.ts:3:1\n    at async b\n",
    "no such zone",
  ],
  [
    "one with its stack and more",
    "TypeError: no such zone\n    at file:///a.ts:3:1 {\n  code: 'E'\n}\n",
    "no such zone",
  ],
  ["one that has lines", "[Error: zone\n[dmz] is none\n]\n", "zone\n[dmz] is none"],
  ["what is no error", "undefined\n", "undefined"],
])("%s that a program threw is shown by its words alone", (_, words, shown) => {
  const complaints = new Complaints();
  complaints.add(thrown(words).trim());
  expect(complaints.lines()).toEqual([shown]);
});

test("a fault that meets several resources, and calls of a program, is one", () => {
  const complaints = new Complaints();
  complaints.add(`1 error occurred:\n\t* ${refused}\n\n`, "small");
  complaints.add(refused, "large");
  complaints.add(refused, "small");
  for (const call of ["getRole", "getEndpoint"]) {
    const token = `openstack:identity/${call}:${call}`;
    const failed = `invocation of ${token} returned an error: invoking ${token}: 1 error occurred:\n\t* ${refused}\n\n`;
    complaints.add(
      thrown(`<ref *1> [Error: ${failed}] {\n  promise: Promise { <rejected> [Circular *1] }\n}\n`).trim(),
    );
  }
  complaints.add("update failed");
  expect(complaints.lines()).toEqual([`small, large, getRole, getEndpoint: ${refused}`]);
  complaints.clear();
  expect(complaints.lines()).toEqual([]);
});
