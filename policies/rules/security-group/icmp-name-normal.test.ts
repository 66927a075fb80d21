import { expect, test } from "vitest";
import { preview, urnOf } from "../../examples/drafts.ts";
import { judge } from "../../judge.ts";
import { UNKNOWN } from "../../policy.ts";
import { SEC_GROUP_RULE } from "../../resources/types.ts";
import { compliantTenant, rule } from "../../testing/compliant-tenant.ts";
import { findings, messages } from "../../testing/messages.ts";
import { icmpNameNormal as policy } from "./icmp-name-normal.ts";
const one = (inputs: Record<string, unknown>) => preview([...compliantTenant(), rule("subject", inputs)]);

test("the canonical name passes, and icmp in IPv4", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
});

test("icmp with ethertype IPv6 is repaired", () => {
  const verdict = judge(one({ ethertype: "IPv6", protocol: "icmp", portRangeMin: 128 }), {}, { policies: [policy] });
  expect(verdict.findings).toEqual([
    {
      policy: "SEC-08",
      level: "remediate",
      resource: urnOf("subject", SEC_GROUP_RULE),
      message: expect.objectContaining({
        en: 'SecGroupRule "subject" calls ICMPv6 "icmp"; SEC-08 wants the canonical name ipv6-icmp. Fix: write protocol: ipv6-icmp',
      }),
    },
  ]);
  expect(verdict.resources.at(-1)?.inputs).toMatchObject({ protocol: "ipv6-icmp", portRangeMin: 128 });
});

test.each(["icmpv6", "58"])("%s is repaired", (protocol) => {
  expect(findings(policy, one({ ethertype: "IPv6", protocol })).map((finding) => finding.level)).toEqual(["remediate"]);
});

test("unknown values are left alone", () => {
  expect(messages(policy, one({ ethertype: "IPv6", protocol: UNKNOWN }))).toEqual([]);
  expect(messages(policy, one({ ethertype: UNKNOWN, protocol: "icmp" }))).toEqual([]);
});
