import { expect, test } from "vitest";
import { UNKNOWN_VALUE } from "../../openstack/kinds/compare.ts";
import {
  holdsSecret,
  inOrder,
  linkedInputs,
  plainInputs,
  providerReference,
  type PlannedResource,
} from "./planned-resource.ts";

const MARK = "4dabf18193072939515e22adb298388d";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urnOf = (type: string, name: string): string => `urn:pulumi:dev::p::provincial:x:Y$${type}::${name}`;
const [port, group, network] = [
  urnOf("openstack:networking/port:Port", "web-1"),
  urnOf("openstack:compute/serverGroup:ServerGroup", "web"),
  urnOf("openstack:networking/network:Network", "web"),
];

test("the engine's marks are read: what is secret in the clear, what is not known as such", () => {
  const raw = {
    password: { [MARK]: "1b47061264138c4ac30d75fd1eb44270", value: "swordfish" },
    userData: { [MARK]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", secret: true },
    fixedIps: [{ subnetId: UNKNOWN, ipAddress: "192.0.2.1" }],
  };
  expect(plainInputs(raw)).toEqual({
    password: "swordfish",
    userData: UNKNOWN_VALUE,
    fixedIps: [{ subnetId: UNKNOWN_VALUE, ipAddress: "192.0.2.1" }],
  });
  expect([holdsSecret(raw.password), holdsSecret(raw.userData), holdsSecret(raw.fixedIps)]).toEqual([
    true,
    true,
    false,
  ]);
});

test("an id that is not known is that of the one resource of the right type that it was made from", () => {
  const server = {
    type: "openstack:compute/instance:Instance",
    propertyDependencies: { networks: [network, port], schedulerHints: [group] },
  };
  const inputs = { networks: [{ port: UNKNOWN_VALUE }], schedulerHints: [{ group: UNKNOWN_VALUE }] };
  const ids = new Map([
    [port, "p1"],
    [network, "n1"],
  ]);
  expect(linkedInputs(server, inputs, ids)).toEqual({
    networks: [{ port: "p1" }],
    schedulerHints: [{ group: UNKNOWN_VALUE }],
  });
  const two = { networks: [{ port: UNKNOWN_VALUE }, { port: UNKNOWN_VALUE }] };
  expect(linkedInputs(server, two, ids)).toEqual(two);
});

test("each comes after what it hangs on", () => {
  const of = (urn: string, dependencies: string[], parent?: string) =>
    ({ urn, dependencies, parent }) as unknown as PlannedResource;
  const order = inOrder([of("c", ["b"]), of("b", [], "a"), of("a", [])]).map(({ urn }) => urn);
  expect(order).toEqual(["a", "b", "c"]);
});

test("a provider is the state's of the same URN, or the default one", () => {
  const provider = (name: string, id: string) => ({
    urn: `urn:pulumi:dev::p::pulumi:providers:openstack::${name}`,
    type: "pulumi:providers:openstack",
    id,
  });
  const state = [provider("default_3_15_2", "1"), provider("stttt", "2")];
  expect(providerReference("", state)).toBe(`${state[0]?.urn}::1`);
  expect(providerReference(`${state[1]?.urn}::${UNKNOWN}`, state)).toBe(`${state[1]?.urn}::2`);
  expect(providerReference(`${state[1]?.urn}::${UNKNOWN}`, state.slice(0, 1))).toBeUndefined();
});
