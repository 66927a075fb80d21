import { describe, expect, test } from "vitest";
import { readResources, UnreadableFile } from "./read-resources.ts";

const NETWORK = "openstack:networking/network:Network";
const read = (file: object) => readResources(JSON.stringify(file), "file.json");

/** What the refusal says in both languages; nothing when the file is read. */
function refusal(file: object): string | undefined {
  try {
    read(file);
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableFile) return `${error.message} ${error.text.vi}`;
    throw error;
  }
}

describe("a preview of Pulumi", () => {
  const state = (name: string, more: object = {}) => ({
    urn: `urn:pulumi:dev::shop::${NETWORK}::${name}`,
    type: NETWORK,
    custom: true,
    ...more,
  });
  const step = (op: string, newState: { urn: string }) => ({ op, urn: newState.urn, newState });
  const there = state("there", { id: "1", inputs: { mtu: 1500 } });
  const component = { urn: "urn:pulumi:dev::shop::my:c:Thing::c", type: "my:c:Thing", custom: false };
  const provider = { ...state("p"), type: "pulumi:providers:openstack" };
  const preview = (steps: object[], more: object = {}) => ({ steps, changeSummary: { same: 1, create: 1 }, ...more });

  test.each([
    ["whose program threw", [{ message: "boom", severity: "error" }], [step("create", state("a"))]],
    ["that failed before its first resource", [{ message: "no config", severity: "error" }], undefined],
  ])("%s is refused", (_, diagnostics, steps) => {
    const said = refusal({ diagnostics, ...(steps && { steps, changeSummary: { create: 1 } }) });
    expect(said).toMatch(/this preview failed \(1 error .*thất bại \(1 lỗi/s);
    expect(said).not.toContain(diagnostics[0]?.message);
  });

  test("with a warning alone is judged", () => {
    const diagnostics = [{ message: "deprecated", severity: "warning" }];
    expect(refusal(preview([step("same", there)], { diagnostics }))).toBeUndefined();
  });

  test.each([
    ["a resource that is not made, for it is no target", state("v6")],
    ["one that is not shown at all", undefined],
  ])("with %s is refused", (_, newState) => {
    const passedOver = { op: "same", urn: `urn:pulumi:dev::shop::${NETWORK}::v6`, oldState: newState, newState };
    expect(refusal(preview([step("create", state("a")), passedOver]))).toMatch(/partial: 1 .*chỉ là một phần: 1 /s);
  });

  test("with unchanged components and providers, and what is known though not made, is judged", () => {
    const known = state("v6", { inputs: { mtu: 9000 } });
    const steps = [component, provider, there, known].map((each) => step("same", each));
    expect(refusal(preview(steps))).toBeUndefined();
  });

  test("that counts unchanged resources and does not show them is refused", () => {
    const steps = [step("same", there), step("update", there)];
    expect(refusal({ steps, changeSummary: { same: 3 } })).toMatch(/leaves out 2 unchanged resources.*--show-sames/);
    expect(refusal({ steps, changeSummary: { same: 1 } })).toBeUndefined();
  });
});

test.each([
  ["an operation that did not end", { pending_operations: [{ type: "creating", resource: {} }] }, true],
  [
    "a resource gone that was to be made anew",
    { resources: [{ urn: "u", type: "t", pendingReplacement: true }] },
    true,
  ],
  ["no such thing", { pending_operations: [], resources: [{ urn: "u", type: "t" }] }, false],
])("a state of Pulumi with %s is refused: %#", (_, deployment, refused) => {
  expect(/interrupted update.*bị ngắt/s.test(refusal({ version: 3, deployment }) ?? "")).toBe(refused);
});

describe("a plan of Terraform", () => {
  const address = (name: string) => `openstack_networking_network_v2.${name}`;
  const resource = (name: string, more: object = {}) => ({
    address: address(name),
    mode: "managed",
    type: "openstack_networking_network_v2",
    name,
    values: {},
    ...more,
  });
  const change = (name: string, ...actions: string[]) => ({ ...resource(name), change: { actions } });
  interface Parts {
    planned?: string[];
    before?: string[];
    declared?: object[];
    changes?: object[];
    more?: object;
  }
  const plan = ({ planned = [], before = [], declared = [], changes = [], more }: Parts) => ({
    format_version: "1.2",
    terraform_version: "1.7.5",
    planned_values: { root_module: { resources: planned.map((name) => resource(name)) } },
    prior_state: { values: { root_module: { resources: before.map((name) => resource(name)) } } },
    configuration: { root_module: { resources: declared } },
    resource_changes: changes,
    ...more,
  });
  const all = { planned: ["a"], changes: [change("a", "create")], declared: [resource("a")] };

  test.each([
    ["errored", plan({ ...all, more: { errored: true, complete: false } }), "this plan failed"],
    ["errored before anything was planned", { format_version: "1.2", errored: true }, "this plan failed"],
    ["incomplete by its own word", plan({ ...all, more: { complete: false } }), "this plan is partial"],
    [
      "deferred",
      plan({ ...all, more: { complete: false, deferred_changes: [{ reason: "x" }] } }),
      "says nothing of 1 resources",
    ],
    [
      "of targets, by an older program, of what is there",
      plan({ ...all, before: ["a", "b"], changes: [change("a", "no-op")] }),
      "says nothing of 1 resources",
    ],
    [
      "of targets, by an older program, of what is not there yet",
      plan({ ...all, declared: [resource("a"), resource("b")] }),
      "says nothing of 1 resources",
    ],
    ["that only refreshes", plan({ before: ["a"], more: { complete: true } }), "-refresh-only"],
  ])("%s is refused", (_, file, said) => {
    expect(refusal(file)).toContain(said);
  });

  const modules = { m: { module: { resources: [resource("b")] }, count_expression: { constant_value: 0 } } };
  test.each([
    ["whole", plan({ ...all, more: { complete: true, errored: false } })],
    [
      "that changes nothing",
      plan({ ...all, before: ["a"], changes: [change("a", "no-op")], more: { applyable: false } }),
    ],
    ["with a loop of none", plan({ ...all, declared: [resource("a"), resource("b", { count_expression: {} })] })],
    ["with a module of none", plan({ ...all, more: { configuration: { root_module: { module_calls: modules } } } })],
    [
      "of OpenTofu, where a resource may be switched off",
      plan({ ...all, declared: [resource("b")], more: { terraform_version: "1.12.6" } }),
    ],
    [
      "that moves",
      plan({ ...all, before: ["old"], changes: [{ ...change("a", "no-op"), previous_address: address("old") }] }),
    ],
    ["that forgets", plan({ ...all, before: ["a", "b"], changes: [change("a", "no-op"), change("b", "forget")] })],
    [
      "that destroys all",
      plan({ before: ["a"], declared: [resource("a"), resource("b")], changes: [change("a", "delete")] }),
    ],
    [
      "with data sources alone before",
      plan({
        ...all,
        more: { prior_state: { values: { root_module: { resources: [resource("d", { mode: "data" })] } } } },
      }),
    ],
  ])("%s is judged", (_, file) => {
    expect(refusal(file)).toBeUndefined();
  });

  test("an old copy that waits for its deletion is not the resource", () => {
    const old = { ...change("a", "delete"), deposed: "0f1e2d3c" };
    const { steps } = read(plan({ ...all, changes: [change("a", "create"), old] }));
    expect(steps?.map(({ op }) => op)).toEqual(["create"]);
    const values = { root_module: { resources: [resource("a"), resource("a", { deposed_key: "0f1e2d3c" })] } };
    expect(read({ format_version: "1.0", values }).resources).toHaveLength(1);
  });
});

test.each([
  ["a plan", { format_version: "2.0", planned_values: {} }, "version 2.0 of Terraform's format"],
  ["a state", { format_version: "10.1", values: {} }, "version 10.1 of Terraform's format"],
  ["a plan with a number", { format_version: 2, planned_values: {} }, "version 2 of Terraform's format"],
  ["a plan with a word", { format_version: "next", planned_values: {} }, "version next of Terraform's format"],
  ["a state of Pulumi", { version: 5, deployment: {} }, "version 5 of Pulumi's states"],
])("%s of a version that nobody here knows is refused", (_, file, said) => {
  expect(refusal(file)).toContain(said);
});

test.each([
  { format_version: "0.1", planned_values: {} },
  { format_version: "1.9", values: {} },
  { version: 4, deployment: {} },
])("known versions are read: %j", (file) => {
  expect(refusal(file)).toBeUndefined();
});
