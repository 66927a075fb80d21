import { expect, test } from "vitest";
import { examples } from "../../examples/dns/aaaa-for-a.ts";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { LOAD_BALANCER, PORT } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { aaaaForA as policy } from "./aaaa-for-a.ts";

const good = examples.passes;
const found = (drafts: readonly Draft[]) => messages(policy, preview(drafts));
const v6Only = (drafts: readonly Draft[]) => messages(policy, preview(drafts), { mode: "v6-only" });

test("A and AAAA of one name pass", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(good))).toEqual([]);
});

test("A alone fails, in phase 1 as an advice", () => {
  expect(found(examples.fails)).toEqual([
    'RecordSet "portal-a" is portal.example A without AAAA; DNS-01 wants an AAAA record set of the same name. Fix: add a RecordSet of type AAAA with the same name and as many addresses',
  ]);
  expect(findings(policy, preview(examples.fails), { phase: 1 })[0]?.level).toBe("advisory");
});

test("names are compared without case and final dot", () => {
  expect(found(change(good, "portal-aaaa", { name: "Portal.EXAMPLE" }))).toEqual([]);
  expect(found(change(good, "portal-aaaa", { name: "www.example." }))).toHaveLength(1);
});

test("the counts of addresses must be equal", () => {
  expect(found(change(good, "portal-a", { records: ["192.0.2.10", "192.0.2.11"] }))[0]).toContain(
    "is portal.example with 2 IPv4 addresses and 1 IPv6 address; DNS-01 wants as many addresses in each family",
  );
});

test("AAAA alone and other types pass", () => {
  expect(found(good.filter(({ name }) => name !== "portal-a"))).toEqual([]);
  expect(found(change(examples.fails, "portal-a", { type: "CNAME", records: ["www.example."] }))).toEqual([]);
});

test("in mode v6-only an A record fails, unless it leads to a load balancer", () => {
  expect(v6Only(good)[0]).toContain("is portal.example A in mode v6-only; DNS-01 wants no A record there");
  const known: Draft = { type: LOAD_BALANCER, name: "portal-v4", inputs: { vipAddress: "192.0.2.10" } };
  expect(v6Only([...good, known])).toEqual([]);
  const made = change([...good, { ...known, inputs: {} }], "portal-a", { records: [ref("portal-v4")] });
  expect(v6Only(made)).toEqual([]);
  const port: Draft = { type: PORT, name: "web", inputs: {} };
  expect(v6Only(change([...good, port], "portal-a", { records: [ref("web")] }))).toHaveLength(1);
});

test("while a name, a type or the records are not known, nothing is said to be missing", () => {
  expect(found(change(good, "portal-aaaa", { name: UNKNOWN }))).toEqual([]);
  expect(found(change(good, "portal-aaaa", { type: UNKNOWN }))).toEqual([]);
  expect(found(change(good, "portal-aaaa", { records: UNKNOWN }))).toEqual([]);
  expect(found(change(examples.fails, "portal-a", { name: UNKNOWN }))).toEqual([]);
  expect(v6Only(change(good, "portal-a", { records: UNKNOWN }))).toEqual([]);
});
