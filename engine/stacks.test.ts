import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asText } from "../model/text.ts";
import { EngineError } from "./errors.ts";
import { stackOutputs, standingStacks } from "./stacks.ts";
import { scriptedEngine } from "./testing/scripted-engine.ts";
import { stateOf, writeState } from "./testing/state-folder.ts";

// A pulumi that lists what stands in the file `list`, and gives each stack its own name as an output.
const program = `#!/bin/sh
echo "$*" >>calls
case "$*" in
"stack ls --json"*) cat list ;;
*) echo "{\\"of\\":\\"$4\\"}" ;;
esac
`;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stacks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function backend(script = program) {
  const { engine, env } = scriptedEngine(folder, script);
  return [engine, { cwd: folder, env }] as const;
}
const list = [
  { name: "organization/provincial-cloud/platform", resourceCount: 53 },
  { name: "stttt", resourceCount: 0 },
  { name: "15061", resourceCount: 81 },
  // A backend that does not count.
  { name: "vpubnd" },
];

test("a stack that was taken away stays in Pulumi's list, and does not stand", async () => {
  writeFileSync(join(folder, "list"), JSON.stringify(list));
  expect(await standingStacks(...backend())).toEqual(["platform", "15061", "vpubnd"]);
});

test("outputs come from the stacks that stand; of the others nothing is asked", async () => {
  writeFileSync(join(folder, "list"), JSON.stringify(list));
  const [engine, place] = backend();
  const outputs = await stackOutputs(engine, ["platform", "stttt", "15061", "15064"], place, () => {});
  expect(outputs).toEqual({ platform: { of: "platform" }, "15061": { of: "15061" } });
  expect(readFileSync(join(folder, "calls"), "utf8").trim().split("\n")).toHaveLength(3);
});

test("a state that can't be read is told in Pulumi's own words", async () => {
  const refusing = standingStacks(...backend("#!/bin/sh\necho 'error: no such backend' >&2\nexit 255\n"));
  await expect(refusing).rejects.toThrow(new EngineError(asText("pulumi stack ls: error: no such backend")));
});

test("in a folder, a damaged state is told of, stands, and blocks no other", async () => {
  const states = join(folder, "state");
  const { engine } = scriptedEngine(folder, "#!/bin/sh\nexit 1\n");
  writeFileSync(join(folder, "Pulumi.yaml"), "name: p\n");
  const place = { cwd: folder, env: { PULUMI_BACKEND_URL: `file://${states}?metadata=skip` } };
  expect(await standingStacks(engine, place)).toEqual([]);
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
  const type = "pulumi:pulumi:Stack";
  writeState(states, "platform", { manifest: {}, resources: [{ type, outputs: { key: secret, mtu: 1450 } }] });
  writeState(states, "gone", { manifest: {} });
  writeState(states, "begun", { manifest: {}, pending_operations: [{}] });
  truncateSync(writeState(states, "stttt", stateOf(3)), 20);
  expect(await standingStacks(engine, place)).toEqual(["begun", "platform", "stttt"]);
  const said: string[] = [];
  const outputs = await stackOutputs(engine, ["platform", "gone", "stttt"], place, ({ en }) => said.push(en));
  expect(outputs).toEqual({ platform: { key: "[secret]", mtu: 1450 } });
  expect(said).toEqual([expect.stringContaining("The state of stttt is damaged")]);
});
