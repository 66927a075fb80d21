import { describe, expect, test } from "vitest";
import { readEvent, UpdateProgress } from "./events.ts";

const urn = (type: string, name: string): string => `urn:pulumi:dev::t::${type}::${name}`;
const network = "openstack:networking/network:Network";
const step = (event: string, op: string, type: string, name: string, outputs?: object): string =>
  JSON.stringify({ sequence: 1, [event]: { metadata: { op, urn: urn(type, name), type, new: { outputs } } } });
const run = (progress: UpdateProgress, ...lines: string[]): (string | undefined)[] =>
  lines.map((line) => {
    const event = readEvent(line);
    return event && progress.take(event)?.en;
  });

test("each operation gets a line with its place in the whole; what stays the same gets none", () => {
  const lines = run(
    new UpdateProgress(3),
    step("resourcePreEvent", "create", network, "web"),
    step("resOutputsEvent", "create", network, "web"),
    step("resourcePreEvent", "same", network, "db"),
    step("resOutputsEvent", "same", network, "db"),
  );
  expect(lines).toEqual(["create Network web (0 of 3 done)", "create Network web (1 of 3 done)", undefined, undefined]);
});

test("the result counts what there is and what changed; a replacement counts once", () => {
  const progress = new UpdateProgress();
  run(
    progress,
    step("resOutputsEvent", "create-replacement", network, "web"),
    step("resOutputsEvent", "replace", network, "web"),
    step("resOutputsEvent", "delete", network, "old"),
    JSON.stringify({
      summaryEvent: {
        durationSeconds: 7,
        resourceChanges: { same: 2, replace: 1, "create-replacement": 1, delete: 1 },
      },
    }),
  );
  expect(progress.result()).toEqual({
    resources: 1,
    changes: { create: 0, update: 0, replace: 1, delete: 1, same: 2 },
    outputs: {},
    seconds: 7,
  });
});

test("a run that goes on after a failed one counts each change once", () => {
  const progress = new UpdateProgress();
  const summary = (resourceChanges: object) =>
    JSON.stringify({ summaryEvent: { durationSeconds: 3, resourceChanges } });
  run(
    progress,
    step("resOutputsEvent", "create", network, "web"),
    JSON.stringify({ diagnosticEvent: { severity: "error", message: "got 503 instead", urn: urn(network, "db") } }),
    summary({ create: 1, same: 1 }),
  );
  progress.goOn();
  run(
    progress,
    step("resOutputsEvent", "same", network, "web"),
    step("resOutputsEvent", "create", network, "db"),
    summary({ create: 1, same: 2 }),
  );
  expect(progress.errors).toEqual([]);
  expect(progress.result()).toMatchObject({
    resources: 2,
    changes: { create: 2, update: 0, replace: 0, delete: 0, same: 1 },
    seconds: 6,
  });
});

test("outputs of the stack come out, secrets masked", () => {
  const progress = new UpdateProgress();
  const key = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
  run(progress, step("resOutputsEvent", "same", "pulumi:pulumi:Stack", "t-dev", { address: "2001:db8::1", key }));
  expect(progress.result().outputs).toEqual({ address: "2001:db8::1", key: "[secret]" });
});

describe("what goes wrong", () => {
  test("is kept with the resource's name: errors and mandatory policies", () => {
    const progress = new UpdateProgress();
    const diagnostic = (severity: string, message: string, on?: string) =>
      JSON.stringify({ diagnosticEvent: { severity, message, urn: on } });
    run(
      progress,
      diagnostic("error", "409: quota exceeded\n", urn(network, "web")),
      diagnostic("warning", "deprecated"),
      diagnostic("debug", "noise"),
      JSON.stringify({
        policyEvent: {
          enforcementLevel: "mandatory",
          policyName: "NET-01",
          message: "no IPv6",
          resourceUrn: urn(network, "db"),
        },
      }),
      JSON.stringify({ policyEvent: { enforcementLevel: "advisory", policyName: "TAG-01", message: "no tag" } }),
    );
    expect(progress.errors).toEqual(["web: 409: quota exceeded", "db: NET-01: no IPv6"]);
  });

  test.each(["", "not JSON", "{half", '{"sequence":1,"preludeEvent":{}}'])(
    "a line such as %j is passed over",
    (line) => {
      expect(readEvent(line)).toBeUndefined();
    },
  );
});

test("a provider's complaint, which comes as its log and as the failure of the step, counts once and in its own words", () => {
  const said = "Error creating openstack_networking_subnetpool_v2: got 409 instead: {}";
  const complaint = (message: string): string =>
    JSON.stringify({ diagnosticEvent: { urn: urn(network, "web"), message, severity: "error" } });
  const progress = new UpdateProgress();
  run(
    progress,
    complaint(`sdk-v2/provider2.go:571: sdk.helper_schema: ${said}: provider=openstack@3.15.2`),
    complaint(`1 error occurred:\n\t* ${said}\n\n`),
    complaint(`deleting ${urn(network, "web")}: 1 error occurred:\n\t* ${said}\n\n`),
    complaint("another one"),
  );
  expect(progress.errors).toEqual([`web: ${said}`, "web: another one"]);
});

test("what a refresh reads is said, and counts neither as done nor as there", () => {
  const progress = new UpdateProgress(2);
  const lines = run(
    progress,
    step("resourcePreEvent", "refresh", network, "web"),
    step("resOutputsEvent", "refresh", network, "web"),
    step("resourcePreEvent", "update", network, "web"),
    step("resOutputsEvent", "update", network, "web"),
  );
  expect(lines).toEqual([
    undefined,
    "reading Network web from the cloud",
    "update Network web (0 of 2 done)",
    "update Network web (1 of 2 done)",
  ]);
  expect(progress.result().resources).toBe(1);
});
