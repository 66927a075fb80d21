import { expect, test } from "vitest";
import { examples } from "../../examples/bgp/speaker-both-families.ts";
import { preview, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { NETWORK } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { speakerBothFamilies as policy } from "./speaker-both-families.ts";

const pair = examples.passes;
const asn = (localAs: unknown): Draft[] => change(change(pair, "border-ipv4", { localAs }), "border-ipv6", { localAs });

test("one speaker of each family passes", () => {
  expect(messages(policy, preview(pair), { asns: [64_500] })).toEqual([]);
  expect(messages(policy, blind(pair), { asns: [64_500] })).toEqual([]);
});

test("a stack that speaks IPv4 alone fails, in phase 1 too", () => {
  expect(messages(policy, preview(examples.fails))).toEqual([
    'BgpSpeakerV2 "border-ipv4" is of ipVersion 4, and the stack has no speaker of ipVersion 6; BGP-01 wants a speaker of each family. Fix: add a BgpSpeakerV2 with ipVersion 6 and the same localAs',
  ]);
  expect(findings(policy, preview(examples.fails), { phase: 1 }).map(({ level }) => level)).toEqual(["mandatory"]);
});

test("an ipVersion that is left out is 4", () => {
  const drafts = change(examples.fails, "border-ipv4", { ipVersion: undefined });
  expect(messages(policy, preview(drafts))[0]).toContain("is of ipVersion 4");
});

test("IPv6 alone passes in mode v6-only, and fails in others", () => {
  const ipv6 = pair.filter(({ name }) => name === "border-ipv6");
  expect(messages(policy, preview(ipv6), { mode: "v6-only" })).toEqual([]);
  expect(messages(policy, preview(ipv6), { mode: "dual" })[0]).toContain("no speaker of ipVersion 4");
  expect(messages(policy, preview(examples.fails), { mode: "v6-only" })[0]).toContain("wants a speaker of IPv6");
});

test.each([0, 23_456])("AS%i fails in every environment", (localAs) => {
  for (const environment of ["example", "production"] as const)
    expect(messages(policy, preview(asn(localAs)), { environment })).toHaveLength(2);
});

test.each([64_496, 65_000, 65_535, 131_071, 4_200_000_000, 4_294_967_295])(
  "AS%i fails in production and staging alone",
  (localAs) => {
    expect(messages(policy, preview(asn(localAs)), { environment: "production" })[0]).toContain(
      `has localAs ${localAs}, a number for`,
    );
    expect(messages(policy, preview(asn(localAs)), { environment: "staging" })).toHaveLength(2);
    expect(messages(policy, preview(asn(localAs)), { environment: "example" })).toEqual([]);
    expect(messages(policy, preview(asn(localAs)))).toEqual([]);
  },
);

test.each([64_495, 131_072, 4_199_999_999])("AS%i beside the reserved ranges passes in production", (localAs) => {
  expect(messages(policy, preview(asn(localAs)), { environment: "production", asns: [localAs] })).toEqual([]);
});

test("a number that is not the province's fails", () => {
  expect(messages(policy, preview(asn(64_510)), { asns: [64_500, 64_501] })[0]).toContain(
    "wants an AS number that is registered for the province (AS64500 and AS64501)",
  );
});

test("a family or number that is not known yet is not judged", () => {
  expect(messages(policy, preview(change(pair, "border-ipv6", { ipVersion: UNKNOWN })))).toEqual([]);
  expect(messages(policy, preview(asn(UNKNOWN)), { environment: "production", asns: [64_500] })).toEqual([]);
});

test("a stack without speakers is not judged", () => {
  expect(messages(policy, preview([{ type: NETWORK, name: "lan", inputs: {} }]), { platform: true })).toEqual([]);
});
