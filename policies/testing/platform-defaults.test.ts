import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allPolicies } from "../all.ts";
import { preview, type Draft } from "../examples/drafts.ts";
import { allExamples } from "../examples/examples-of.ts";
import { judge } from "../judge.ts";
import type { PolicyContext } from "../policy.ts";
import * as type from "../resources/types.ts";

/** What an input is when the program leaves it out. */
const DEFAULTS: readonly [kind: string, input: string, value: unknown][] = [
  [type.NETWORK, "adminStateUp", true],
  [type.NETWORK, "external", false],
  [type.NETWORK, "portSecurityEnabled", true],
  [type.NETWORK, "shared", false],
  [type.SUBNET, "enableDhcp", true],
  [type.SUBNET, "ipVersion", 4],
  [type.SUBNET, "noGateway", false],
  [type.SUBNET_POOL, "shared", false],
  [type.ADDRESS_SCOPE, "ipVersion", 4],
  [type.ADDRESS_SCOPE, "shared", false],
  [type.PORT, "adminStateUp", true],
  [type.PORT, "noFixedIp", false],
  [type.PORT, "noSecurityGroups", false],
  [type.SEC_GROUP, "deleteDefaultRules", false],
  [type.SEC_GROUP, "stateful", true],
  [type.FIREWALL_RULE, "action", "deny"],
  [type.FIREWALL_RULE, "enabled", true],
  [type.FIREWALL_RULE, "ipVersion", 4],
  [type.ROUTER, "adminStateUp", true],
  [type.BGP_SPEAKER, "advertiseFloatingIpHostRoutes", true],
  [type.BGP_SPEAKER, "advertiseTenantNetworks", true],
  [type.BGP_SPEAKER, "ipVersion", 4],
  [type.BGP_PEER, "authType", "none"],
  [type.IKE_POLICY, "authAlgorithm", "sha1"],
  [type.IKE_POLICY, "encryptionAlgorithm", "aes-128"],
  [type.IKE_POLICY, "ikeVersion", "v1"],
  [type.IKE_POLICY, "pfs", "group5"],
  [type.IPSEC_POLICY, "authAlgorithm", "sha1"],
  [type.IPSEC_POLICY, "encryptionAlgorithm", "aes-128"],
  [type.IPSEC_POLICY, "pfs", "group5"],
  [type.IPSEC_POLICY, "transformProtocol", "esp"],
  [type.SITE_CONNECTION, "mtu", 1500],
  [type.LOAD_BALANCER, "adminStateUp", true],
  [type.LISTENER, "adminStateUp", true],
  [type.LISTENER, "connectionLimit", -1],
  [type.INSTANCE, "configDrive", false],
  [type.INSTANCE, "powerState", "active"],
  [type.IMAGE, "protected", false],
  [type.IMAGE, "visibility", "private"],
  [type.VOLUME, "enableOnlineResize", false],
  [type.PROJECT, "enabled", true],
  [type.PROJECT, "isDomain", false],
  [type.USER, "enabled", true],
  [type.APPLICATION_CREDENTIAL, "unrestricted", false],
  [type.QOS_BANDWIDTH_LIMIT_RULE, "direction", "egress"],
  [type.DNS_ZONE, "type", "PRIMARY"],
];

/** What no policy's example has. */
const firewall: Draft[] = [4, 6].map((ipVersion) => ({
  type: type.FIREWALL_RULE,
  name: `https-ipv${ipVersion}`,
  inputs: { ipVersion, action: "allow", protocol: "tcp", destinationPort: "443" },
}));

const stacks: { drafts: Draft[]; context: PolicyContext }[] = [
  ...(await allExamples(allPolicies)).flatMap(
    ({ examples: { passes, fails, context = {}, failsContext = context } }) => [
      { drafts: passes, context },
      { drafts: fails, context: failsContext },
    ],
  ),
  { drafts: [...firewall, { type: type.IPSEC_POLICY, name: "weak", inputs: {} }], context: {} },
];

/** The drafts with an input of all of one kind set, or left out. */
const having = (drafts: readonly Draft[], kind: string, input: string, value: unknown): Draft[] =>
  drafts.map((draft) => {
    const { [input]: _, ...inputs } = draft.inputs;
    if (draft.type !== kind || draft.external) return draft;
    return { ...draft, inputs: value === undefined ? inputs : { ...inputs, [input]: value } };
  });

const verdict = (drafts: readonly Draft[], context: PolicyContext) =>
  judge(preview(drafts), context).findings.map(({ policy, level, resource }) => `${policy} ${level} ${resource}`);

describe("a default that is left out is judged as the default written out, in every example", () => {
  test.each(DEFAULTS)("%s %s %s", (kind, input, value) => {
    const own = stacks.filter(({ drafts }) => drafts.some((draft) => draft.type === kind && !draft.external));
    expect(own.length).toBeGreaterThan(0);
    for (const { context, drafts } of own) {
      const [left, written] = [undefined, value].map((each) => having(drafts, kind, input, each));
      expect(verdict(left!, context)).toEqual(verdict(written!, context));
    }
  });
});

test("the page of the defaults has each of them", () => {
  const page = readFileSync(new URL("../../docs/policies-and-defaults.md", import.meta.url), "utf8");
  const missing = DEFAULTS.filter(([kind, input]) => !page.includes(`| \`${kind.split(":").at(-1)}.${input}\` |`));
  expect(missing.map(([kind, input]) => `${kind.split(":").at(-1)}.${input}`)).toEqual([]);
});
