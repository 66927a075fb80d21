import { expect, test } from "vitest";
import { readPulumiPreview, readPulumiState } from "./pulumi.ts";

const state = (name: string, more: object) => ({
  urn: `urn:pulumi:dev::shop::openstack:networking/network:Network::${name}`,
  type: "openstack:networking/network:Network",
  custom: true,
  ...more,
});
const made = state("made", { id: "1", inputs: { mtu: 1500 }, outputs: { mtu: 1500, name: "made" } });
const read = state("read", { id: "2", external: true, inputs: {}, outputs: { name: "lan", external: false } });

test("what was read is known by its outputs and marked, what was made by its inputs", () => {
  const expected = [
    ["made", { mtu: 1500 }, undefined],
    ["read", { name: "lan", external: false }, true],
  ];
  expect(readPulumiState({ resources: [made] }).resources[0]?.outputs).toEqual({ mtu: 1500, name: "made" });
  const shown = ({ resources }: ReturnType<typeof readPulumiState>) =>
    resources.map(({ name, inputs, external }) => [name, inputs, external]);
  expect(shown(readPulumiState({ resources: [made, read] }))).toEqual(expected);
  const steps = [made, read].map((newState) => ({ urn: newState.urn, op: "same", newState }));
  expect(shown(readPulumiPreview(steps))).toEqual(expected);
});

test("a resource that stays keeps its id and outputs, which the engine shows of the state before alone", () => {
  const newState = state("made", { inputs: { mtu: 1400 } });
  const after = (op: string) => readPulumiPreview([{ urn: made.urn, op, oldState: made, newState }]).resources[0]!;
  expect(after("same")).toMatchObject({ id: "1", inputs: { mtu: 1400 }, outputs: { mtu: 1500, name: "made" } });
  expect(after("update")).toMatchObject({ id: "1", inputs: { mtu: 1400 } });
  expect(after("replace")).not.toHaveProperty("id");
});

test("an unchanged resource that a preview shows as it was is there", () => {
  const steps = [{ urn: made.urn, op: "same", oldState: made }];
  expect(readPulumiPreview(steps).resources.map(({ name }) => name)).toEqual(["made"]);
});
