import { expect, test } from "vitest";
import type { ResourceState } from "../checkpoint.ts";
import type { PlannedResource } from "../recovery/planned-resource.ts";
import { mayLose } from "./may-lose.ts";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urnOf = (type: string, name: string): string => `urn:pulumi:s::p::${type}::${name}`;
const NETWORK = "openstack:networking/network:Network";
const PORT = "openstack:networking/port:Port";
const SERVER = "openstack:compute/instance:Instance";
const RULE = "openstack:networking/secGroupRule:SecGroupRule";
const PROVIDER = urnOf("pulumi:providers:openstack", "agency");
const PLATFORM = urnOf("pulumi:pulumi:StackReference", "organization/p/platform");

const planned = (
  type: string,
  raw: Record<string, unknown>,
  from: Record<string, string[]> = {},
  more: Partial<PlannedResource> = {},
): PlannedResource => {
  const { urn = urnOf(type, "web") } = more;
  const links = { propertyDependencies: from, dependencies: [], protect: false, provider: `${PROVIDER}::${UNKNOWN}` };
  return { type, custom: true, raw, ...links, ...more, urn };
};
const made = (type: string, inputs: Record<string, unknown>, more: Partial<ResourceState> = {}): ResourceState => ({
  urn: urnOf(type, "web"),
  type,
  custom: true,
  inputs: { __defaults: [], ...inputs },
  provider: `${PROVIDER}::7`,
  ...more,
});

const reference = made("pulumi:pulumi:StackReference", { name: "organization/p/platform" }, { urn: PLATFORM });
/** A server on a port on a network, with a flavor and an image of the platform. */
const standing = (flavors: Record<string, string> = { small: "f1" }): ResourceState[] => [
  { ...reference, outputs: { outputs: { flavors, images: { debian: "i1" } } } },
  made(NETWORK, { name: "web" }),
  made(PORT, { networkId: "n1", fixedIps: [{ __defaults: [], ipAddress: "192.0.2.1" }] }),
  made(SERVER, {
    imageId: "i1",
    flavorId: "f1",
    networks: [{ __defaults: [], port: "p1" }],
    powerState: "active",
    __defaults: ["powerState"],
  }),
];
const program = (change: { network?: object; port?: object; server?: object; alias?: PlannedResource } = {}) => [
  planned(NETWORK, { name: "web", ...change.network }),
  planned(
    PORT,
    { networkId: UNKNOWN, fixedIps: [{ ipAddress: "192.0.2.1" }], ...change.port },
    { networkId: [urnOf(NETWORK, "web")] },
  ),
  planned(
    SERVER,
    { imageId: UNKNOWN, flavorId: UNKNOWN, networks: [{ port: UNKNOWN }], ...change.server },
    { imageId: [PLATFORM], flavorId: [PLATFORM], networks: [urnOf(PORT, "web")] },
  ),
];
const outputs = { flavors: { small: "f1" }, images: { debian: "i1" } };
const ask = (plan: PlannedResource[], state = standing(), now: object | null = outputs) =>
  mayLose(
    { manifest: { time: "" }, resources: state },
    plan,
    () => (now ?? undefined) as Record<string, unknown> | undefined,
  );

test("a program that plans what the state holds loses nothing", () => {
  expect(ask(program())).toBe(false);
});

test("neither does one that adds something or changes what can be changed in place", () => {
  expect(ask([...program(), planned(RULE, { protocol: "tcp" })])).toBe(false);
  expect(ask(program({ server: { metadata: { a: "b" } } }))).toBe(false);
});

test.each([
  ["is planned no more", program().slice(0, 2)],
  ["has another value of an input that replaces it", program({ port: { macAddress: "fa:16:3e:00:00:01" } })],
  ["has no longer such a value", program({ server: { networks: undefined } })],
  ["has one that is made from something that changes", program({ network: { name: "other" } })],
  ["has one that is made from nobody knows what", [...program().slice(0, 2), planned(SERVER, { networks: UNKNOWN })]],
  ["has another image, which would be written over its disk", program({ server: { imageId: "i2" } })],
])("it may where something that holds addresses or data %s", (_, plan) => {
  expect(ask(plan)).toBe(true);
});

test("it may where the cloud has lost what the server hangs on, and where the platform says something else now", () => {
  const withoutPort = standing().filter(({ type }) => type !== PORT);
  expect(ask(program(), withoutPort)).toBe(true);
  expect(ask(program(), standing(), { ...outputs, images: { debian: "i2" } })).toBe(true);
  expect(ask(program(), standing(), null)).toBe(true);
});

test("it may with another provider, and with a kind whose replacing inputs nobody wrote down", () => {
  const elsewhere = program().map((each) => ({ ...each, provider: `${PROVIDER}2::${UNKNOWN}` }));
  expect(ask(elsewhere)).toBe(true);
  const zone = "openstack:dns/zone:Zone";
  expect(ask([planned(zone, { ttl: 60 })], [made(zone, { ttl: 30 })])).toBe(true);
});

test("a secret can't be compared, so that it may", () => {
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
  const plan = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "x" };
  expect(ask([planned(SERVER, { userData: plan })], [made(SERVER, { userData: secret })])).toBe(true);
});

test("what goes on under another name by an alias stays, and what is only waiting to be deleted is no loss", () => {
  const renamed = planned(NETWORK, { name: "web" }, {}, { urn: urnOf(NETWORK, "webs"), aliases: ["name:web"] });
  expect(ask([renamed], [made(NETWORK, { name: "web" })])).toBe(false);
  expect(ask([], [made(NETWORK, { name: "web" }, { delete: true })])).toBe(false);
});

test("rules come and go", () => {
  expect(ask([], [made(RULE, { protocol: "tcp" })])).toBe(false);
});
