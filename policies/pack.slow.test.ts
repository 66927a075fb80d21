import { afterAll, beforeAll, expect, test } from "vitest";
import { allPolicies } from "./all.ts";
import { preview, ref, type Draft } from "./examples/drafts.ts";
import { examples as ipv4Port } from "./examples/port/port-has-v6.ts";
import { examples as ungatedGuest } from "./examples/qos/qos-on-wan-guest.ts";
import { judge } from "./judge.ts";
import { pulumiName } from "./level.ts";
import { compare } from "./order.ts";
import { UNKNOWN, type Finding, type JudgedResource, type PolicyContext } from "./policy.ts";
import {
  ADDRESS_GROUP,
  COMPUTE_SEC_GROUP,
  INSTANCE,
  NETWORK,
  ROLE,
  ROLE_ASSIGNMENT,
  SUBNET,
} from "./resources/types.ts";
import { SecretInput, startPack, type PackVerdict, type RunningPack } from "./testing/analyzer.ts";
import { change, without } from "./testing/change-drafts.ts";
import { compliantTenant, rule, tenantContext } from "./testing/compliant-tenant.ts";
import { applied } from "./testing/draft-views.ts";
import { waivedMessage } from "./waivers.ts";

let pack: RunningPack;
beforeAll(async () => {
  pack = await startPack();
}, 60_000);
afterAll(() => pack.stop());

/** One fault of every kind of policy: one resource, whole stack, repaired, advisory. */
const faulty = (): Draft[] => [
  ...change(
    change(without(compliantTenant(), "router-dmz-ipv6", "https-ipv6"), "dmz-ipv6", {
      ipv6RaMode: undefined,
      cidr: "3fff:38:60:2000::/60",
    }),
    "dmz",
    { mtu: 1200, tags: ["zone:dmz"] },
  ),
  rule("ping-any", { ethertype: "IPv6", protocol: "icmp", remoteIpPrefix: "::/0" }),
];

const names = new Map(allPolicies.map((policy) => [policy.id, pulumiName(policy)]));
const order = (rows: string[][]) => rows.toSorted((a, b) => compare(a.join(), b.join()));
const ofJudge = (findings: readonly Finding[]) =>
  order(
    findings
      .filter(({ level }) => level !== "remediate")
      .map((each) => [names.get(each.policy)!, each.level, each.resource, each.message.en]),
  );
const ofPack = ({ violations }: PackVerdict) =>
  order(violations.map((each) => [each.policy, each.level, each.urn, each.message]));
const province = (context: PolicyContext) => ({ province: context as Record<string, unknown> });

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("the pack gives the verdict of the offline check %s", async (_, view) => {
  const resources = view(faulty());
  const verdict = judge(resources, tenantContext);
  const answer = await pack.ask(resources, { config: province(tenantContext) });
  expect(ofPack(answer)).toEqual(ofJudge(verdict.findings));
  expect(ofPack(answer).map(([policy, level]) => `${policy} ${level}`)).toEqual([
    "net-02-v6-subnet-64 mandatory",
    "net-11-mtu-min mandatory",
    "rtr-01-router-both-families mandatory",
    "sec-02-family-parity mandatory",
    "sec-06-icmpv6-dangerous advisory",
  ]);
  expect(order(answer.remediations.map(({ policy, urn }) => [policy, urn]))).toEqual(
    order(
      verdict.findings
        .filter(({ level }) => level === "remediate")
        .map((each) => [names.get(each.policy)!, each.resource]),
    ),
  );
});

test("what a resource's links add to its own finding is found in the pack too, and waived there", async () => {
  const resources = preview([
    ...compliantTenant(),
    { type: ADDRESS_GROUP, name: "offices", inputs: { addresses: ["10.96.80.0/20", "::/0"] } },
    rule("ssh", {
      ethertype: "IPv6",
      protocol: "tcp",
      portRangeMin: 22,
      portRangeMax: 22,
      remoteAddressGroupId: ref("offices"),
      description: "from zone mgmt: ssh",
    }),
  ]);
  const levels = async (context: PolicyContext) => {
    const answer = await pack.ask(resources, { config: province(context) });
    expect(ofPack(answer)).toEqual(
      order([
        ...ofJudge(judge(resources, context).findings),
        ...judge(resources, context).waived.map((each) => [
          names.get(each.policy)!,
          "advisory",
          each.resource,
          waivedMessage(each.message, each.waiver).en,
        ]),
      ]),
    );
    return answer.violations.filter(({ policy }) => policy.startsWith("sec-04")).map(({ level }) => level);
  };
  const waiver = {
    policy: "SEC-04",
    resource: "ssh",
    reason: "move",
    approvedBy: "Giám đốc Sở",
    expires: "2999-12-31",
  };
  expect(await levels(tenantContext)).toEqual(["mandatory"]);
  expect(await levels({ ...tenantContext, waivers: [waiver] })).toEqual(["advisory"]);
});

test("levels of the user's config hold in the pack as in the offline check", async () => {
  const resources = preview(faulty());
  const levels = new Map([
    ["NET-02", "advisory"],
    ["NET-05", "mandatory"],
    ["NET-11", "disabled"],
    // One half of it only advises, which no config makes stricter.
    ["SEC-06", "mandatory"],
  ] as const);
  const config = Object.fromEntries(
    [...levels].map(([id, enforcementLevel]) => [names.get(id)!, { enforcementLevel }]),
  );
  const answer = await pack.ask(resources, { config: { ...province(tenantContext), ...config } });
  const verdict = judge(resources, tenantContext, { levels });
  expect(ofPack(answer)).toEqual(ofJudge(verdict.findings));
  expect(ofPack(answer).map(([policy, level]) => `${policy} ${level}`)).toEqual([
    "net-02-v6-subnet-64 advisory",
    "net-05-v6-modes-consistent mandatory",
    "rtr-01-router-both-families mandatory",
    "sec-02-family-parity mandatory",
    "sec-06-icmpv6-dangerous advisory",
  ]);
  expect(answer.remediations.map(({ policy }) => policy)).not.toContain("net-05-v6-modes-consistent");
});

test("what only advises fails where the user's config says so", async () => {
  const resources = preview(ungatedGuest.fails);
  const levels = new Map([["QOS-01", "mandatory"]] as const);
  const answer = await pack.ask(resources, {
    config: { ...province(ungatedGuest.context ?? {}), [names.get("QOS-01")!]: { enforcementLevel: "mandatory" } },
  });
  expect(ofPack(answer)).toEqual(ofJudge(judge(resources, ungatedGuest.context ?? {}, { levels }).findings));
  expect(ofPack(answer)).toContainEqual([names.get("QOS-01"), "mandatory", expect.anything(), expect.anything()]);
});

test.each([
  ["a key that is none", { phas: 2 }, "phas"],
  ["a value out of range", { phase: 4 }, "phase"],
])("%s in the pack's config is a violation, once", async (_, wrong, said) => {
  const { violations } = await pack.ask(preview(compliantTenant()), { config: { province: wrong } });
  const own = violations.filter(({ policy }) => policy === "province");
  expect(own).toMatchObject([{ level: "mandatory", message: expect.stringContaining(said) as string }]);
});

test("stack policies judge inputs: what a provider computes is unknown in a preview and hides nothing", async () => {
  const resources = preview(without(compliantTenant(), "app-ipv6", "router-app-ipv6"));
  const computed = (resource: JudgedResource) => ({
    ...resource.inputs,
    id: UNKNOWN,
    external: UNKNOWN,
    ipv6AddressMode: UNKNOWN,
    tags: UNKNOWN,
    ipVersion: UNKNOWN,
  });
  const answer = await pack.ask(resources, { config: province(tenantContext), outputs: computed });
  expect(ofPack(answer)).toEqual(ofJudge(judge(resources, tenantContext).findings));
  expect(answer.violations.map(({ policy, level }) => [policy, level])).toEqual([
    ["net-01-network-dual-stack", "mandatory"],
  ]);
});

test("rules inside a group of Nova's old kind are judged in the pack too", async () => {
  const rules = ["0.0.0.0/0", "10.0.0.0/24"].map((cidr) => ({ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidr }));
  for (const view of [preview, applied]) {
    const resources = view([{ type: COMPUTE_SEC_GROUP, name: "web", inputs: { name: "web", rules } }]);
    const answer = await pack.ask(resources);
    expect(ofPack(answer)).toEqual(ofJudge(judge(resources, {}).findings));
    expect(answer.violations.map(({ policy }) => policy).toSorted()).toEqual([
      "sec-01-explicit-egress",
      "sec-02-family-parity",
      "sec-02-family-parity",
      "sec-04-no-admin-from-internet",
    ]);
  }
});

test("with PROVINCE_LANG=vi the pack speaks Vietnamese", async () => {
  const vietnamese = await startPack("vi");
  try {
    const resources = preview([{ type: NETWORK, name: "lan", inputs: { mtu: 1200 } }]);
    const { violations } = await vietnamese.ask(resources);
    const { findings } = judge(resources, {});
    expect(violations.map(({ message }) => message).toSorted()).toEqual(
      findings.map(({ message }) => message.vi).toSorted(),
    );
    expect(violations.map(({ message }) => message).join("\n")).toContain("Mạng “lan” có mtu 1200");
  } finally {
    await vietnamese.stop();
  }
}, 60_000);

test("what a program only reads is judged nowhere", async () => {
  const drafts: Draft[] = [
    { type: NETWORK, name: "lan", inputs: { mtu: 1200 }, external: true },
    { type: ROLE, name: "admin", inputs: { name: "admin" }, external: true },
    {
      type: INSTANCE,
      name: "server",
      inputs: { networks: [{ uuid: ref("lan") }], securityGroups: ["default"], keyPair: "ops" },
    },
    { type: ROLE_ASSIGNMENT, name: "deployer", inputs: { roleId: ref("admin"), projectId: "theirs", userId: "x" } },
  ];
  for (const view of [preview, applied]) {
    const resources = view(drafts);
    const answer = await pack.ask(resources);
    expect(ofPack(answer)).toEqual(ofJudge(judge(resources, {}).findings));
    expect(answer.violations.map(({ policy }) => policy).toSorted()).toEqual([
      "cmp-02-no-default-sg",
      "iam-01-project-per-agency",
    ]);
  }
});

test("resources that were not shown one by one are judged by their outputs", async () => {
  const drafts: Draft[] = [
    { type: NETWORK, name: "untargeted", inputs: { external: false } },
    {
      type: SUBNET,
      name: "untargeted-ipv4",
      inputs: { networkId: ref("untargeted"), ipVersion: 4, cidr: "10.0.0.0/24" },
    },
  ];
  const answer = await pack.ask(applied(drafts), { stackOnly: true });
  expect(answer.violations.map(({ policy, message }) => [policy, message.split(";")[0]])).toEqual([
    ["net-01-network-dual-stack", 'Network "untargeted" has IPv4 subnets only: "untargeted-ipv4" (10.0.0.0/24)'],
  ]);
});

test("the compliant tenant passes, and a program that the config says nothing of", async () => {
  for (const context of [tenantContext, {}]) {
    const answer = await pack.ask(preview(compliantTenant()), { config: province(context) });
    expect([answer.violations, answer.remediations]).toEqual([[], []]);
  }
});

test("the config's phase and levels hold", async () => {
  const resources = preview(faulty());
  const context: PolicyContext = { ...tenantContext, phase: 1 };
  const answer = await pack.ask(resources, {
    config: {
      ...province(context),
      "net-11-mtu-min": { enforcementLevel: "disabled" },
      "net-02-v6-subnet-64": { enforcementLevel: "advisory" },
    },
  });
  expect(order(answer.violations.map(({ policy, level }) => [policy, level]))).toEqual([
    ["net-02-v6-subnet-64", "advisory"],
    ["rtr-01-router-both-families", "advisory"],
    ["sec-02-family-parity", "advisory"],
    ["sec-06-icmpv6-dangerous", "advisory"],
  ]);
});

test("a system's own phase holds in the pack too", async () => {
  const drafts = [
    ...change(ipv4Port.fails, "web", { tags: ["system:web"] }),
    ...ipv4Port.fails.slice(3).map((port) => ({ ...port, name: "db" })),
  ];
  const context: PolicyContext = { phase: 3, systemPhases: { web: 1 } };
  const { violations } = await pack.ask(preview(drafts), { config: province(context) });
  const port = violations.filter(({ policy }) => policy === "prt-01-port-has-v6");
  expect(order(port.map(({ urn, level }) => [urn.split("::").at(-1)!, level]))).toEqual([
    ["db", "mandatory"],
    ["web", "advisory"],
  ]);
});

test("a waived violation advises and says on whose word; past its end it counts again", async () => {
  const resources = preview([{ type: NETWORK, name: "old", inputs: { mtu: 1200, external: true } }]);
  const waivers = [
    { policy: "NET-11", resource: "old", reason: "switch", approvedBy: "Giám đốc Sở", expires: "2027-06-30" },
  ];
  const told = async (date: string) =>
    (await pack.ask(resources, { config: province({ date, waivers }) })).violations
      .filter(({ policy }) => policy === "net-11-mtu-min")
      .map(({ level, message }) => [level, message.split(": ")[0]]);
  expect(await told("2027-06-30")).toEqual([["advisory", "waived until 2027-06-30 by Giám đốc Sở (switch)"]]);
  expect((await told("2027-07-01")).map(([level]) => level)).toEqual(["mandatory"]);
});

test("a repair keeps secrets secret and unknown values unknown", async () => {
  const resources: JudgedResource[] = preview([
    { type: INSTANCE, name: "s", inputs: { userData: UNKNOWN, tags: ["zone:dmz"], networks: [{ port: UNKNOWN }] } },
  ]).map((resource) => ({ ...resource, inputs: { ...resource.inputs, keyPair: new SecretInput("operators") } }));
  const answer = await pack.ask(resources, { config: province({ ...tenantContext, mode: "v6-only" }) });
  expect(answer.remediations.map(({ policy, diagnostic }) => [policy, diagnostic])).toEqual([
    ["cmp-04-config-drive", ""],
    ["tag-01-tags-required", ""],
  ]);
  expect(answer.remediations.at(-1)?.inputs).toMatchObject({
    configDrive: true,
    keyPair: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "operators" },
    networks: [{ port: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }],
    userData: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  });
});

test("in this repository the pack knows its own stacks without config, and no other project's", async () => {
  const [network] = preview([{ type: NETWORK, name: "n", inputs: { tags: ["zone:dmz"] } }]);
  const inProject = (project: string): JudgedResource => ({
    ...network!,
    urn: `urn:pulumi:stttt::${project}::${NETWORK}::n`,
  });
  const own = await pack.ask([inProject("provincial-cloud")]);
  expect(own.remediations.map(({ policy, inputs }) => [policy, inputs["tags"][0]])).toEqual([
    ["tag-01-tags-required", "agency:stttt"],
  ]);
  expect((await pack.ask([inProject("someone-elses")])).remediations).toEqual([]);
});

test("every policy is in the pack, after the one that holds the config", async () => {
  const { policies } = await pack.ask(preview([{ type: NETWORK, name: "n", inputs: {} }]));
  expect(policies).toEqual([
    ["province", "remediate"],
    ...allPolicies.map((policy) => [pulumiName(policy), policy.level]),
  ]);
});
