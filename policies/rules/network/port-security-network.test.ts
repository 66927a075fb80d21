import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { NETWORK } from "../../resources/types.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { portSecurityNetwork as policy } from "./port-security-network.ts";

const network = (inputs: Record<string, unknown>) => preview([{ type: NETWORK, name: "n", inputs }]);

test("a network that says nothing passes", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
});

test("port security off fails", () => {
  expect(messages(policy, network({ portSecurityEnabled: false }))).toEqual([
    'Network "n" has portSecurityEnabled false; NET-12 wants port security on every network. Fix: remove portSecurityEnabled, or set it to true',
  ]);
});

test("a shared network fails", () => {
  expect(messages(policy, network({ shared: true }))[0]).toContain("is shared with every project");
});

test("an external network fails in an agency's stack only", () => {
  expect(messages(policy, network({ external: true }), { agency: "stttt" })[0]).toContain(
    "of agency stttt is external",
  );
  expect(messages(policy, network({ external: true }), { platform: true })).toEqual([]);
  expect(messages(policy, network({ external: true }))).toEqual([]);
});

test("unknown settings are not judged", () => {
  expect(
    messages(policy, network({ portSecurityEnabled: UNKNOWN, shared: UNKNOWN, external: UNKNOWN }), tenantContext),
  ).toEqual([]);
});
