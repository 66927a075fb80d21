import type { ResourceValidationArgs } from "@pulumi/policy";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { allPolicies } from "./all.ts";
import { policyContext } from "./context.ts";
import { examplesOf } from "./examples/examples-of.ts";
import { ProvinceContext } from "./pulumi/province-context.ts";
import { provincePolicy } from "./pulumi/province-policy.ts";
import { tenantContext } from "./testing/compliant-tenant.ts";

const { configSchema } = provincePolicy(new ProvinceContext());
const asPulumi = new Ajv().compile({ type: "object", ...configSchema, additionalProperties: false });
const accepted = (value: unknown) => ({ pulumi: asPulumi(value), check: policyContext.safeParse(value).success });

test("Pulumi and `province check --config` take what the policies are tested with", async () => {
  expect(accepted({})).toEqual({ pulumi: true, check: true });
  expect(accepted(tenantContext)).toEqual({ pulumi: true, check: true });
  for (const policy of allPolicies) {
    const examples = await examplesOf(policy);
    for (const context of [examples?.context, examples?.failsContext]) {
      if (context) expect(accepted(context), policy.id).toEqual({ pulumi: true, check: true });
    }
  }
});

const waiver = { policy: "NET-01", resource: "*", reason: "moves", approvedBy: "head", expires: "2027-06-30" };
const allowed = { from: "app", to: "db", ports: [{ protocol: "tcp", port: 1, portTo: 2 }] };

test.each([
  { waivers: [{ ...waiver, stack: "stttt", document: "12/QD" }] },
  { flows: [allowed, { ...allowed, ports: [] }] },
  { lifecycle: { stage: "pilot", tests: { functional: "pass", load: "fail" } } },
  { uplinks: [{ carrier: "A", asn: 64500, ipv6: false }] },
  { systemPhases: { web: 1 }, phase: 3, securityLevel: 5 },
])("both take %o", (value) => {
  expect(accepted(value)).toEqual({ pulumi: true, check: true });
});

test.each([
  { mood: "good" },
  { phase: 4 },
  { phase: "2" },
  { phase: 1.5 },
  { systemPhases: { web: 0 } },
  { securityLevel: 0 },
  { mode: "ipv6" },
  { platform: "yes" },
  { date: "30.6.2027" },
  { agency: null },
  { ulaPrefixes: "fd00::/48" },
  { asns: ["64500"] },
  { tags: { agency: 1 } },
  { zones: { dmz: { ipv6: "3fff::/64", ipv4: "10.0.0.0/24" } } },
  { zones: { dmz: { ipv6: "3fff::/64", ipv4: "10.0.0.0/24", addressMode: "slaac", mtu: 1500 } } },
  { aggregates: { ipv4: [] } },
  { flows: [{ ...allowed, ports: [{ protocol: "icmp", port: 1, portTo: 2 }] }] },
  { roas: [{ prefix: "3fff::/32", asn: 64500.5, maxLength: 48 }] },
  { uplinks: [{ carrier: "A" }] },
  { cloudServices: ["dns"] },
  { nat64: { prefix: "64:ff9b::/96", dns64Servers: [], pref64: true } },
  { lifecycle: { previous: "pilot" } },
  { lifecycle: { stage: "pilot", tests: { functional: "good" } } },
  { waivers: [{ ...waiver, expires: "soon" }] },
  { waivers: [{ ...waiver, until: "2027-06-30" }] },
])("both refuse %o", (value) => {
  expect(accepted(value)).toEqual({ pulumi: false, check: false });
});

test.each([
  { language: "en", says: "the pack's config does not fit: agency: Invalid input: expected string, received number" },
  { language: "vi", says: "cấu hình của bộ chính sách không đúng dạng: agency: Đầu vào không hợp lệ" },
] as const)("the pack says once in $language what is wrong with its config", async ({ language, says }) => {
  const { validateResource } = provincePolicy(new ProvinceContext(), language);
  const told: string[] = [];
  const args = { getConfig: () => ({ agency: 1 }) } as unknown as ResourceValidationArgs;
  for (let resource = 0; resource < 2; resource++) {
    if (typeof validateResource === "function") await validateResource(args, (message) => told.push(message));
  }
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(says);
});
