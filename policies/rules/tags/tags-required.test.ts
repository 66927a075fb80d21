import { expect, test } from "vitest";
import { preview, urnOf } from "../../examples/drafts.ts";
import { judge } from "../../judge.ts";
import { UNKNOWN } from "../../policy.ts";
import { NETWORK, ROUTER } from "../../resources/types.ts";
import { compliantTenant, tenantContext } from "../../testing/compliant-tenant.ts";
import { findings, messages } from "../../testing/messages.ts";
import { tagsRequired as policy } from "./tags-required.ts";

const network = (tags: unknown) => [{ type: NETWORK, name: "n", inputs: { tags } }];
const complete = [
  "agency:stttt",
  "dc:dc-a",
  "env:example",
  "owner:stttt",
  "securityLevel:3",
  "stage:pilot",
  "system:tenant",
  "zone:dmz",
];

test("the eight tags pass, and seven where a zone means nothing", () => {
  expect(messages(policy, preview(compliantTenant()), tenantContext)).toEqual([]);
  const router = [{ type: ROUTER, name: "r", inputs: { tags: complete.filter((tag) => !tag.startsWith("zone:")) } }];
  expect(messages(policy, preview(router), tenantContext)).toEqual([]);
});

test("what the stack knows is filled in, sorted, and what the resource says stays", () => {
  const verdict = judge(preview(network(["zone:dmz", "stage:verified"])), tenantContext, { policies: [policy] });
  expect(verdict.findings).toEqual([
    {
      policy: "TAG-01",
      level: "remediate",
      resource: urnOf("n", NETWORK),
      message: expect.objectContaining({
        en: "Network \"n\" lacks the tags agency, dc, env, owner, securityLevel and system; TAG-01 wants the tags agency, dc, env, owner, securityLevel, stage, system and zone. Fix: add the tags as key:value; the stack's own values come from the agency's YAML",
      }),
    },
  ]);
  expect(verdict.resources[0]?.inputs["tags"]).toEqual(
    complete.map((tag) => (tag === "stage:pilot" ? "stage:verified" : tag)),
  );
});

test("a zone that nobody gives fails", () => {
  const found = findings(policy, preview(network(complete.filter((tag) => !tag.startsWith("zone:")))), tenantContext);
  expect(found.map((finding) => finding.level)).toEqual(["mandatory"]);
  expect(found[0]?.message.en).toContain('Network "n" lacks the tag zone');
});

test("a program of nobody's agency has tags of its own", () => {
  expect(messages(policy, preview(network(undefined)))).toEqual([]);
});

test("unknown tags may be the missing ones, and stay", () => {
  expect(messages(policy, preview(network(UNKNOWN)), tenantContext)).toEqual([]);
  expect(messages(policy, preview(network([UNKNOWN])), tenantContext)).toEqual([]);
});
