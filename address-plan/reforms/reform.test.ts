import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Reform, ReformEvent } from "../../model/schema/reform.ts";
import { allocate } from "../allocation/allocate.ts";
import { recordRegistrant } from "../allocation/change.ts";
import { formatLedger, parseLedger } from "../ledger/ledger-file.ts";
import type { SiteRequest } from "../ledger/ledger.ts";
import { planOf } from "../plan-of.ts";
import { routesOf } from "../prefixes/routes.ts";
import { checkLedger } from "../rules/check.ts";
import { printed } from "../testing/printed.ts";
import { EMPTY_LEDGER } from "../testing/random-histories.ts";
import { ReformError } from "./reform-result.ts";
import { applyReform } from "./reform.ts";

const request = (site: string, kind: SiteRequest["kind"], more: Partial<SiteRequest> = {}): SiteRequest => ({
  site,
  kind,
  name: `Đơn vị ${site}`,
  owner: site,
  purpose: "mạng",
  ...more,
});
const communes = Array.from({ length: 12 }, (_, index) =>
  request(String(14_700 + index), "commune", { parent: index < 10 ? "380" : "405" }),
);
const founded = allocate(
  EMPTY_LEDGER,
  [
    request("dc-b", "platform", { owner: "stttt" }),
    request("stttt", "department"),
    request("skhcn", "department"),
    request("380", "area"),
    request("405", "area"),
    ...communes,
  ],
  { date: "2022-05-16", document: "Kế hoạch" },
).ledger;
const LEDGER = recordRegistrant(founded, "stttt", { date: "2022-05-16", document: "Kế hoạch" }).ledger;

const reform = (...events: ReformEvent[]): Reform => ({
  date: "2025-07-01",
  document: "1686/NQ-UBTVQH15",
  title: "Sắp xếp",
  events,
});
function refusal(...events: ReformEvent[]): string[] {
  try {
    applyReform(LEDGER, reform(...events));
    return [];
  } catch (error) {
    return error instanceof ReformError ? error.problems.map(({ en }) => en) : [String(error)];
  }
}

test("twelve communes become one: it keeps its prefix, eleven go to quarantine for 24 months (AP-11, AP-12)", () => {
  const [into = "", ...from] = communes.map(({ site }) => site);
  const { ledger, added, summary } = applyReform(
    LEDGER,
    reform({ kind: "merge", into, from, name: "Phường Hạc Thành" }),
  );
  expect(added.map(({ event }) => event)).toEqual(["rename", ...from.map(() => "retire")]);
  const plan = planOf(ledger);
  expect(plan.sites[into]).toMatchObject({ name: "Phường Hạc Thành", ipv6: planOf(LEDGER).sites[into]?.ipv6 });
  expect(plan.quarantined.map(({ site, until }) => [site, until])).toEqual(from.map((site) => [site, "2027-07-01"]));
  expect(summary).toMatchObject({
    renumbered: [],
    fresh: [],
    straddling: [{ site: into, area: "380", others: ["405"] }],
    renamed: [{ site: into, from: "Đơn vị 14700", to: "Phường Hạc Thành" }],
  });
  expect(summary.kept).toHaveLength(6);
  expect(checkLedger(ledger, LEDGER)).toEqual([]);
  // The day before, nothing had happened.
  expect(planOf(ledger, "2025-06-30")).toEqual(planOf(LEDGER, "2025-06-30"));
});

test("what a reform has written is not written again, also after a later one", () => {
  const first = reform({ kind: "merge", into: "14700", from: ["14701"], name: "Tên mới" });
  const later = { ...reform({ kind: "merge", into: "14702", from: ["14700"] }), date: "2026-01-01" };
  const ledger = applyReform(applyReform(LEDGER, first).ledger, later).ledger;
  expect(applyReform(ledger, first).added).toEqual([]);
  expect(formatLedger(applyReform(ledger, later).ledger)).toBe(formatLedger(ledger));
});

test("a split leaves the parent its prefix and gives the new unit the next slot (AP-12)", () => {
  const { ledger, summary } = applyReform(
    LEDGER,
    reform({
      kind: "split",
      unit: "14700",
      into: [
        { code: "14700", name: "Xã Một" },
        { code: "14790", name: "Xã Hai" },
      ],
    }),
  );
  expect(planOf(ledger).sites["14700"]).toMatchObject({ name: "Xã Một", ipv6: planOf(LEDGER).sites["14700"]?.ipv6 });
  expect(summary.fresh.map(({ site }) => site)).toEqual(["14790"]);
  expect(planOf(ledger).sites["14790"]).toMatchObject({ parent: "380", owner: "14790", since: "2025-07-01" });
  expect(checkLedger(ledger, LEDGER)).toEqual([]);
});

test("a unit of which others only take parts ends; one that an event names goes on", () => {
  const { summary } = applyReform(
    LEDGER,
    reform(
      { kind: "merge", into: "14700", from: [], partsOf: ["14701", "14702"] },
      { kind: "merge", into: "14702", from: ["14703"] },
    ),
  );
  expect(summary.quarantined.map(({ site, into }) => [site, into])).toEqual([
    ["14703", "14702"],
    ["14701", "14700"],
  ]);
});

test("who owned for an office that ends, and the registrant, are followed by its successor (AP-12, AP-24)", () => {
  const { ledger, summary } = applyReform(LEDGER, reform({ kind: "merge", into: "skhcn", from: ["stttt"] }));
  expect(summary).toMatchObject({ moved: [{ site: "dc-b", owner: "skhcn" }], registrant: "skhcn" });
  expect(planOf(ledger).sites["dc-b"]?.owner).toBe("skhcn");
  expect(planOf(ledger).registrant).toMatchObject({ site: "skhcn", since: "2025-07-01" });
  expect(refusal({ kind: "dissolve", unit: "stttt" })).toEqual([
    "dc-b belongs to stttt, which ends without a successor: name one, or its new owner",
    "stttt is the root's registrant and ends without a successor: name one",
  ]);
});

test("districts end without touching their areas; a commune that is wired elsewhere keeps its addresses and is a route of its own", () => {
  const { ledger, added, summary } = applyReform(
    LEDGER,
    reform(
      { kind: "merge", into: "380", from: ["405"] },
      { kind: "dissolve", unit: "380" },
      { kind: "transfer", unit: "14700", district: "405" },
      { kind: "transfer", unit: "14701", area: "405" },
    ),
  );
  expect(added).toMatchObject([{ event: "transfer", site: "14701", area: "405" }]);
  expect(summary.without).toHaveLength(3);
  const plan = planOf(ledger);
  expect(plan.sites["14701"]).toMatchObject({
    parent: "380",
    wiredTo: "405",
    ipv6: planOf(LEDGER).sites["14701"]?.ipv6,
  });
  const own = routesOf(plan).filter(({ table, site, family }) => table === "core" && family === 6 && site === "14701");
  expect(own).toHaveLength(1);
});

test("a unit that comes back gets a slot of its own, and its old prefix stays in quarantine (AP-11)", () => {
  const ended = applyReform(LEDGER, reform({ kind: "dissolve", unit: "14711", successor: "14710" })).ledger;
  const back = {
    ...reform({ kind: "found", unit: "14711", unitKind: "commune", name: "Xã cũ", area: "405" }),
    date: "2025-09-01",
  };
  const { ledger, summary } = applyReform(ended, back);
  expect(summary.fresh).toHaveLength(1);
  expect(planOf(ledger).sites["14711"]?.ipv6).not.toEqual(planOf(LEDGER).sites["14711"]?.ipv6);
  expect(planOf(ledger).quarantined.map(({ site }) => site)).toEqual(["14711"]);
  expect(checkLedger(ledger, ended)).toEqual([]);
});

const SUCCESSION = reform({
  kind: "merge",
  into: "sbcvt",
  from: ["skhcn", "stttt"],
  continues: "stttt",
  name: "Sở Bưu chính",
});

test("a merger under a new code goes on as the site of the parent that it names; nothing is renumbered (AP-12)", () => {
  const { ledger, added, summary } = applyReform(LEDGER, SUCCESSION);
  expect(added.map(({ event, site }) => `${event} ${site}`)).toEqual([
    "recode stttt",
    "retire skhcn",
    "transfer dc-b",
    "registrant sbcvt",
  ]);
  const [before, after] = [planOf(LEDGER), planOf(ledger)];
  const old = before.sites["stttt"]!;
  expect(after.sites["stttt"]).toBeUndefined();
  expect(after.sites["sbcvt"]).toEqual({
    ...old,
    site: "sbcvt",
    name: "Sở Bưu chính",
    owner: "sbcvt",
    formerCodes: ["stttt"],
  });
  expect(after.quarantined.map(({ site, into }) => [site, into])).toEqual([["skhcn", "sbcvt"]]);
  expect(after.sites["dc-b"]?.owner).toBe("sbcvt");
  expect(after.registrant?.site).toBe("sbcvt");
  expect(summary).toMatchObject({
    recoded: [{ site: "sbcvt", from: "stttt" }],
    fresh: [],
    renumbered: [],
    registrant: "sbcvt",
  });
  expect(summary.kept).toContain("sbcvt");
  expect(checkLedger(ledger, LEDGER)).toEqual([]);
  expect(planOf(ledger, "2025-06-30")).toEqual(planOf(LEDGER, "2025-06-30"));
  expect(routesOf(after)).toContainEqual(expect.objectContaining({ destination: old.ipv6, site: "sbcvt" }));
});

test("a succession is written once, also after a later one, and the old code may name another unit again", () => {
  const first = applyReform(LEDGER, SUCCESSION).ledger;
  expect(applyReform(first, SUCCESSION).added).toEqual([]);
  const next = { ...reform({ kind: "merge", into: "moi", from: ["sbcvt"], continues: "sbcvt" }), date: "2026-01-01" };
  const second = applyReform(first, next).ledger;
  expect(planOf(second).sites["moi"]).toMatchObject({
    ipv6: planOf(LEDGER).sites["stttt"]?.ipv6,
    formerCodes: ["stttt", "sbcvt"],
  });
  expect(applyReform(second, SUCCESSION).added).toEqual([]);
  expect(applyReform(second, next).added).toEqual([]);
  const back = {
    ...reform({ kind: "found", unit: "stttt", unitKind: "department", name: "Sở cũ" }),
    date: "2027-01-01",
  };
  const third = applyReform(second, back);
  expect(third.summary.fresh.map(({ site }) => site)).toEqual(["stttt"]);
  expect(checkLedger(third.ledger, second)).toEqual([]);
});

test("a site that got addresses of its own keeps them, whatever a reform says later of its parents", () => {
  const { continues: _, ...plain } = SUCCESSION.events[0] as ReformEvent & { kind: "merge" };
  const written = applyReform(LEDGER, reform(plain)).ledger;
  const { added, summary } = applyReform(written, SUCCESSION);
  expect(added).toEqual([]);
  expect(summary.without).toContainEqual({
    code: "sbcvt",
    reason: {
      en: "it has addresses of its own, so that those of stttt do not go on: no line is ever changed",
      vi: "đơn vị đã có địa chỉ riêng nên địa chỉ của stttt không tiếp tục: không dòng nào bị sửa",
    },
  });
});

test("the department of agriculture could have gone on with a parent's addresses, had the ledger not given it its own", () => {
  const text = readFileSync(new URL("../../stacks/address-ledger.jsonl", import.meta.url), "utf8");
  const { ledger } = parseLedger(text, "ledger");
  const year2024 = { ...ledger!, entries: ledger!.entries.filter(({ date }) => date < "2025") };
  const { summary, ledger: after } = applyReform(year2024, {
    ...reform({
      kind: "merge",
      into: "snnmt",
      from: ["snnptnt", "stnmt"],
      continues: "snnptnt",
      name: "Sở Nông nghiệp và Môi trường",
    }),
    date: "2025-03-01",
  });
  expect(printed(planOf(after).sites["snnmt"])).toMatchObject({ ipv6: "3fff:38:78::/48", ipv4: "10.120.0.0/16" });
  expect(planOf(after).quarantined.map(({ site }) => site)).toEqual(["stnmt"]);
  expect(summary.fresh).toEqual([]);
  expect(printed(planOf(ledger!, "2025-03-01").sites["snnmt"]?.ipv6)).not.toBe("3fff:38:78::/48");
});

test("what has no place is refused, with every reason, and nothing is added", () => {
  expect(
    refusal(
      { kind: "found", unit: "Xã Mới", unitKind: "commune", name: "Xã Mới", area: "380" },
      { kind: "found", unit: "14799", unitKind: "commune", name: "Xã Mới", area: "399" },
      { kind: "transfer", unit: "14700", area: "399" },
    ),
  ).toEqual([
    'commune "Xã Mới": the code of this kind is five digits of the General Statistics Office, such as 15061 (AP-16)',
    'commune 14799: area "399" has no addresses yet; request the area too',
    "14700: found a transfer to area 399; wanted an area of the ledger (AP-12). allocate the area first",
  ]);
});
