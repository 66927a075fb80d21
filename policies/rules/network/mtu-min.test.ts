import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { NETWORK } from "../../resources/types.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { findings, messages } from "../../testing/messages.ts";
import { mtuMin as policy } from "./mtu-min.ts";

const mtu = (value: unknown, tags?: string[]) =>
  findings(policy, preview([{ type: NETWORK, name: "n", inputs: { mtu: value, ...(tags ? { tags } : {}) } }]));

test("no MTU, 1450 and 1500 pass", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  for (const value of [undefined, 1280, 1450, 9000]) expect(mtu(value)).toEqual([]);
});

test("less than IPv6 needs fails", () => {
  expect(mtu(1200).map((finding) => [finding.level, finding.message.en])).toEqual([
    [
      "mandatory",
      'Network "n" has mtu 1200; NET-11 wants at least 1280, the least that IPv6 needs. Fix: leave mtu out, or set at least 1280 (1500 in dmz and app)',
    ],
  ]);
});

test("a small MTU in dmz gets advice", () => {
  expect(mtu(1450, ["zone:dmz"]).map((finding) => finding.level)).toEqual(["advisory"]);
});

test("an unknown MTU is not judged", () => {
  expect(mtu(UNKNOWN)).toEqual([]);
});
