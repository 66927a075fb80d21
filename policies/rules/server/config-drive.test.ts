import { expect, test } from "vitest";
import { preview, urnOf } from "../../examples/drafts.ts";
import { judge } from "../../judge.ts";
import { type PolicyContext, UNKNOWN } from "../../policy.ts";
import { INSTANCE } from "../../resources/types.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { findings, messages } from "../../testing/messages.ts";
import { configDrive as policy } from "./config-drive.ts";

const v6Only: PolicyContext = { mode: "v6-only" };
const server = (inputs: Record<string, unknown>) => preview([{ type: INSTANCE, name: "s", inputs }]);

test("a server with a config drive passes, and every server of a dual-stack tenant", () => {
  expect(messages(policy, server({ configDrive: true }), v6Only)).toEqual([]);
  expect(messages(policy, preview(compliantTenant()), { mode: "dual" })).toEqual([]);
});

test("in mode v6-only the config drive is added", () => {
  const verdict = judge(server({}), v6Only, { policies: [policy] });
  expect(verdict.findings).toEqual([
    {
      policy: "CMP-04",
      level: "remediate",
      resource: urnOf("s", INSTANCE),
      message: expect.objectContaining({
        en: 'Instance "s" has no config drive on an IPv6-only network; CMP-04 wants configDrive: true there. Fix: set configDrive: true',
      }),
    },
  ]);
  expect(verdict.resources[0]?.inputs).toEqual({ configDrive: true });
});

test("one that is switched off is switched on, and one in zone v6only gets it in any mode", () => {
  expect(findings(policy, server({ configDrive: false }), v6Only).map((finding) => finding.level)).toEqual([
    "remediate",
  ]);
  expect(messages(policy, server({ tags: ["zone:v6only"] }))).toHaveLength(1);
});

test("an unknown setting is left alone", () => {
  expect(judge(server({ configDrive: UNKNOWN }), v6Only, { policies: [policy] })).toMatchObject({
    findings: [],
    resources: [{ inputs: { configDrive: UNKNOWN } }],
  });
});
