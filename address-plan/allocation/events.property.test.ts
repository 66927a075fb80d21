import fc from "fast-check";
import { expect, test } from "vitest";
import { formatLedger, parseLedger } from "../ledger/ledger-file.ts";
import type { AllocateEntry, Ledger, LedgerEntry } from "../ledger/ledger.ts";
import { planOf, zonePlanOf } from "../plan-of.ts";
import type { AddressPlan } from "../plan.ts";
import { contains, overlaps } from "../prefixes/address.ts";
import { addressReplacer, parsePrefix } from "../prefixes/prefix.ts";
import { subnetPlanOf } from "../prefixes/subnet.ts";
import { checkLedger } from "../rules/check.ts";
import { emptyLedger, randomSteps, stepOf } from "../testing/random-events.ts";

/** How many histories are tried; all ten thousand take minutes: PROVINCE_HISTORIES=10000. */
const HISTORIES = Number(process.env["PROVINCE_HISTORIES"] ?? 100);

/** What is wrong after a step, said without the code's own checks where that can be done. */
function faultsAfter(before: Ledger, after: Ledger): string[] {
  const faults: string[] = [];
  const text = formatLedger(after);
  if (!text.startsWith(formatLedger(before))) faults.push("the ledger did not only grow");
  const { ledger: read, problems } = parseLedger(text, "ledger");
  if (!read || problems.length > 0 || formatLedger(read) !== text) faults.push("reading gives other bytes");
  const plan = planOf(after);
  if (read && JSON.stringify(planOf(read), addressReplacer) !== JSON.stringify(plan, addressReplacer))
    faults.push("replaying gives another plan");
  for (const { policy, message } of checkLedger(after, before)) if (policy !== "AP-09") faults.push(message.en);
  return [
    ...faults,
    ...renumbered(planOf(before), plan, after.entries.slice(before.entries.length)),
    ...reissued(before, after),
    ...shared(plan),
  ];
}

/** Sites that are active before and after, some under another code: the old prefix holds, and so do zone and subnet in it. */
const renumbered = (before: AddressPlan, after: AddressPlan, added: readonly LedgerEntry[]): string[] =>
  Object.values(before.sites).flatMap((old) => {
    const recode = added.find((line) => line.event === "recode" && line.site === old.site);
    const now = after.sites[recode?.event === "recode" ? recode.into : old.site];
    if (recode && now?.since !== old.since) return [`${old.site} did not go on`];
    if (!now || now.since !== old.since) return [];
    const places = [old, now].map((site) =>
      JSON.stringify(subnetPlanOf(zonePlanOf(site, "dmz", 2), 0), addressReplacer),
    );
    const holds = (["ipv6", "ipv4"] as const).every((key) => contains(now[key], old[key]));
    return places[0] === places[1] && holds ? [] : [`${old.site} was renumbered`];
  });

/** New prefixes that lie in one whose quarantine is not over; an area that grows holds its own former communes, as before. */
const reissued = (before: Ledger, after: Ledger): string[] =>
  after.entries.slice(before.entries.length).flatMap((line) => {
    if (line.event !== "allocate" && line.event !== "grow") return [];
    return planOf(before, line.date)
      .quarantined.filter(({ until, parent }) => until > line.date && parent !== line.site)
      .filter(({ ipv6, ipv4 }) => overlaps(ipv6, parsePrefix(line.ipv6)) || overlaps(ipv4, parsePrefix(line.ipv4)))
      .map(({ site }) => `${line.site} got what was ${site}'s`);
  });

/** Every pair of active sites is compared. */
function shared(plan: AddressPlan): string[] {
  const sites = Object.values(plan.sites).map((site) => ({
    ...site,
    blocks: [site, ...(site.blocks ?? [])].map(({ ipv6, ipv4 }) => [ipv6, ipv4] as const),
  }));
  return sites.flatMap((a, index) =>
    sites.slice(0, index).flatMap((b) => {
      if (a.parent === b.site || b.parent === a.site) return [];
      const overlap = a.blocks.some((x) => b.blocks.some((y) => overlaps(x[0], y[0]) || overlaps(x[1], y[1])));
      return overlap ? [`${a.site} and ${b.site} share addresses`] : [];
    }),
  );
}

test(
  `after each step of ${HISTORIES} random histories, in all profiles, the ledger only grew, says the same when read again, keeps its rules and renumbers nobody (AP-03, AP-07, AP-11, AP-12)`,
  () => {
    const seen = new Map<string, number>();
    const count = (key: string, times = 1) => seen.set(key, (seen.get(key) ?? 0) + times);
    const tryHistories = (numRuns: number): void => {
      fc.assert(
        fc.property(emptyLedger, randomSteps, (empty, steps) => {
          let ledger: Ledger = empty;
          for (const step of steps) {
            const { ledger: next, refused } = stepOf(ledger, step);
            if (refused !== undefined) {
              count(`refused ${step.what}`);
              continue;
            }
            expect(faultsAfter(ledger, next)).toEqual([]);
            for (const { event } of next.entries.slice(ledger.entries.length)) count(event);
            ledger = next;
          }
          const slots = ledger.entries
            .filter((line): line is AllocateEntry => line.event === "allocate")
            .map(({ kind, parent, slot }) => `${kind} ${parent} ${slot}`);
          count("came back", slots.length - new Set(slots).size);
        }),
        { numRuns },
      );
    };
    const wanted = ["allocate", "retire", "recode", "rename", "transfer", "grow", "registrant", "came back"];
    const missing = (): string[] => wanted.filter((event) => (seen.get(event) ?? 0) === 0);
    tryHistories(HISTORIES);
    // The histories are worth nothing when one kind of line never comes; a rare one is given some more.
    for (let more = 0; more < 10 && missing().length > 0; more++) tryHistories(HISTORIES);
    expect(missing()).toEqual([]);
  },
  Math.max(60_000, HISTORIES * 200),
);
