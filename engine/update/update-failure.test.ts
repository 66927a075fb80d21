import { expect, test } from "vitest";
import { updateFailure } from "./update-failure.ts";

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
