import fc from "fast-check";
import { allocate } from "../allocation/allocate.ts";
import type { Ledger, SiteRequest } from "../ledger/ledger.ts";

/** Random histories of a province, for property tests: batches of requests, a batch a year. */

export const EMPTY_LEDGER: Ledger = { profile: "P40", root6: "3fff:38::/40", root4: "10.0.0.0/8", entries: [] };

const letter = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz".split(""));
const year = fc.nat(3);
const order = fc.option(fc.nat(5), { nil: undefined });

interface Dated {
  year: number;
  request: SiteRequest;
}

const agency = fc
  .record({
    site: fc.string({ unit: letter, minLength: 2, maxLength: 6 }),
    kind: fc.constantFrom("platform" as const, "department" as const),
    order,
    year,
  })
  .map(({ year: when, ...request }): Dated => ({ year: when, request: { ...request, ...labelsOf(request.site) } }));

/** An area and its communes, whose codes begin with the area's number so that they never clash. */
const areaWithCommunes = fc
  .record({
    area: fc.integer({ min: 100, max: 140 }).map(String),
    order,
    year,
    communes: fc.uniqueArray(fc.record({ number: fc.integer({ min: 10, max: 99 }), wait: year }), {
      maxLength: 8,
      selector: ({ number }) => number,
    }),
  })
  .map(({ area, order: place, year: when, communes }): Dated[] => [
    { year: when, request: { site: area, kind: "area", order: place, ...labelsOf(area) } },
    ...communes.map(({ number, wait }): Dated => {
      const site = `${area}${number}`;
      return { year: Math.max(when, wait), request: { site, kind: "commune", parent: area, ...labelsOf(site) } };
    }),
  ]);

/** Four batches in which every code is requested once and every commune comes with or after its area. */
export const historyOfRequests: fc.Arbitrary<SiteRequest[][]> = fc
  .record({
    agencies: fc.uniqueArray(agency, { maxLength: 12, selector: ({ request }) => request.site }),
    areas: fc.uniqueArray(areaWithCommunes, { maxLength: 4, selector: ([area]) => area?.request.site }),
  })
  .map(({ agencies, areas }) => {
    const dated = [...agencies, ...areas.flat()];
    return [0, 1, 2, 3].map((batch) => dated.filter((each) => each.year === batch).map(({ request }) => request));
  });

/** The ledgers after each batch, the empty one first. */
export function ledgersOf(batches: readonly (readonly SiteRequest[])[]): Ledger[] {
  const ledgers = [EMPTY_LEDGER];
  for (const [index, batch] of batches.entries()) {
    const reason = { date: `${2022 + index}-01-01`, document: `Quyết định số ${index + 1}` };
    ledgers.push(allocate(ledgers.at(-1) ?? EMPTY_LEDGER, batch, reason).ledger);
  }
  return ledgers;
}

function labelsOf(site: string): Pick<SiteRequest, "name" | "owner" | "purpose"> {
  return { name: `Đơn vị ${site}`, owner: site, purpose: "mạng và máy chủ" };
}
