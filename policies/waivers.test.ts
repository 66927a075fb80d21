import { describe, expect, test } from "vitest";
import { preview } from "./examples/drafts.ts";
import { judge } from "./judge.ts";
import type { PolicyContext, Waiver } from "./policy.ts";
import { NETWORK, SUBNET } from "./resources/types.ts";

const waiver: Waiver = {
  policy: "NET-11",
  resource: "legacy-*",
  reason: "the old switch carries no more",
  approvedBy: "Giám đốc Sở KH&CN",
  expires: "2027-06-30",
};
const stack = preview([
  { type: NETWORK, name: "legacy-lan", inputs: { mtu: 1200 } },
  { type: NETWORK, name: "new-lan", inputs: { mtu: 1200 } },
]);
function judged(more: Partial<Waiver>, context: PolicyContext = { date: "2027-06-30" }) {
  const { findings, waived } = judge(stack, { ...context, waivers: [{ ...waiver, ...more }] });
  const name = (urn: string) => urn.split("::").at(-1);
  return {
    mtu: findings.filter(({ policy }) => policy === "NET-11").map(({ resource }) => name(resource)),
    waived: waived.map(({ policy, resource }) => `${policy} ${name(resource)}`),
    advice: findings.filter(({ level, policy }) => level === "advisory" && policy === "LIF-02").length,
    ends: findings.filter(({ level, policy }) => level === "mandatory" && policy === "LIF-02").length,
  };
}

describe("a waiver", () => {
  test("lets its policy's findings on its resources pass until its last day, and they stay visible", () => {
    expect(judged({})).toEqual({ mtu: ["new-lan"], waived: ["NET-11 legacy-lan"], advice: 0, ends: 0 });
  });

  test("that is past lets nothing pass", () => {
    const { mtu, waived } = judged({}, { date: "2027-07-01" });
    expect([mtu, waived]).toEqual([["legacy-lan", "new-lan"], []]);
  });

  test.each([
    ["another policy", { policy: "NET-12" }],
    ["another stack", { stack: "snv" }],
    ["a name without the star", { resource: "legacy" }],
    ["a day that is none", { expires: "2027-06-31" }],
    ["nobody's approval", { approvedBy: " " }],
  ])("of %s lets nothing pass", (_, more) => {
    expect(judged(more).mtu).toEqual(["legacy-lan", "new-lan"]);
  });

  test("may name a URN, and its text is no regular expression", () => {
    expect(judged({ resource: `urn:pulumi:*::${NETWORK}::legacy-lan` }).waived).toHaveLength(1);
    expect(judged({ resource: "legacy.lan" }).waived).toEqual([]);
  });

  test("of this stack that nothing needs gets advice", () => {
    expect(judged({ stack: "stttt", resource: "gone" })).toMatchObject({ advice: 1 });
    expect(judged({ stack: "stttt" })).toMatchObject({ advice: 0 });
  });

  test("stops a repair", () => {
    const subnet = preview([
      { type: SUBNET, name: "v6", inputs: { networkId: "n", ipVersion: 6, cidr: "3fff:38:60:2000::/64" } },
    ]);
    const { resources, waived } = judge(subnet, { waivers: [{ ...waiver, policy: "NET-05", resource: "v6" }] });
    expect(resources[0]!.inputs).not.toHaveProperty("ipv6RaMode");
    expect(waived.map(({ policy, level }) => [policy, level])).toEqual([["NET-05", "mandatory"]]);
  });
});
