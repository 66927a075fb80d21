import { expect, test } from "vitest";
import { examples } from "../../examples/dns/cutover-ttl.ts";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN, type Lifecycle } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { findings, messages } from "../../testing/messages.ts";
import { cutoverTtl as policy } from "./cutover-ttl.ts";

const found = (ttl: unknown, lifecycle: Lifecycle = { stage: "cutover" }) =>
  messages(policy, preview(change(examples.passes, "portal", { ttl })), { lifecycle });

test("300 seconds in stage cutover pass", () => {
  expect(found(300)).toEqual([]);
  expect(found(60)).toEqual([]);
});

test("a day in stage cutover is advised against", () => {
  expect(found(86_400)).toEqual([
    'RecordSet "portal" has ttl 86400 in stage cutover; DNS-05 wants ttl 300 or less until the cutover is verified. Fix: set ttl to 300',
  ]);
  expect(findings(policy, preview(examples.fails), examples.context)[0]?.level).toBe("advisory");
  expect(found(301)).toHaveLength(1);
});

test("the zone's TTL is nobody's promise during a cutover", () => {
  expect(found(undefined)[0]).toContain("leaves its ttl to the zone in stage cutover");
});

test.each([
  [{ stage: "v6-only" }, 1],
  [{ stage: "production", previous: "cutover" }, 1],
  [{ stage: "production", previous: "verified" }, 0],
  [{ stage: "retired", previous: "cutover" }, 0],
  [{ stage: "dual-stack" }, 0],
] satisfies [Lifecycle, number][])("300 seconds at %j make %i findings", (lifecycle, count) => {
  expect(found(300, lifecycle)).toHaveLength(count);
  expect(found(3600, lifecycle)).toEqual([]);
  expect(found(undefined, lifecycle)).toEqual([]);
});

const typed = (type: unknown) =>
  messages(policy, preview(change(examples.fails, "portal", { type })), examples.context);

test("names of servers are judged, other records and unknown values are not", () => {
  for (const type of ["A", "aaaa", "CNAME"]) expect(typed(type)).toHaveLength(1);
  for (const type of ["TXT", "NS", UNKNOWN]) expect(typed(type)).toEqual([]);
  expect(found(UNKNOWN)).toEqual([]);
  expect(messages(policy, preview(examples.fails))).toEqual([]);
});
