import type { Finding } from "../../policies/policy.ts";
import { grownBlock } from "../ledger/growth.ts";
import type {
  AllocateEntry,
  GrowEntry,
  Ledger,
  LedgerEntry,
  RecodeEntry,
  RetireEntry,
  TransferEntry,
} from "../ledger/ledger.ts";
import { Replay, type SiteState } from "../ledger/replay.ts";
import { formatBoth, parsePrefix } from "../prefixes/prefix.ts";
import { formatSlot } from "../profile.ts";
import { addressFinding } from "./finding.ts";
import type { AddressRule } from "./rules.ts";

/** What is wrong with a line, given all lines before it. */
export interface EventFault {
  rule: AddressRule;
  found: string;
  wanted: string;
  fix: string;
}

/** A fault of a line in one sentence, for whoever wanted to write it. */
export function textOfFault({ site }: LedgerEntry, { rule, found, wanted, fix }: EventFault): string {
  return `${site}: found ${found}; wanted ${wanted} (${rule}). ${fix}`;
}

const NEVER_COMMITTED = "drop the line if it was never committed";

/** AP-07, 08, 11, 12, 16 for each line in turn: does it follow from the lines before it. One pass. */
export function checkEvents(ledger: Ledger): Finding[] {
  const findings: Finding[] = [];
  const replay = new Replay(ledger);
  for (const entry of ledger.entries) {
    for (const { rule, ...fault } of faultsOfEvent(replay, entry)) {
      findings.push(addressFinding(rule, entry.site, fault));
    }
    replay.apply(entry);
  }
  return [...findings, ...checkHolders(replay)];
}

/** Why a line may not follow the lines that were replayed; empty when it may. */
export function faultsOfEvent(replay: Replay, entry: LedgerEntry): EventFault[] {
  const state = replay.sites.get(entry.site);
  if (entry.event === "allocate") return faultsOfAllocation(replay, entry, state);
  if (!state) return [notActive(replay, entry)];
  const faults = faultsOfDate(replay, entry, state);
  if (entry.event === "retire") faults.push(...faultsOfRetirement(replay, entry, state));
  if (entry.event === "registrant" && state.line.kind === "area") {
    const found = `area ${entry.site} as the registrant`;
    faults.push({ rule: "AP-12", found, wanted: "an organisation", fix: "name who holds the root at the registry" });
  }
  if (entry.event === "recode") faults.push(...faultsOfRecode(replay, entry, state));
  if (entry.event === "transfer") faults.push(...faultsOfTransfer(replay, entry));
  if (entry.event === "grow") faults.push(...faultsOfGrowth(replay, entry, state));
  return faults;
}

/** AP-07: a site's lines, and those on the registrant, are in the order of their dates, and what they name is there by then. */
function faultsOfDate(replay: Replay, entry: LedgerEntry, state: SiteState): EventFault[] {
  const last = entry.event === "registrant" ? (replay.registrant ?? state.history.at(-1)) : state.history.at(-1);
  const named = [
    ...(entry.event === "retire" ? [entry.into] : []),
    ...(entry.event === "transfer" ? [entry.area] : []),
  ].flatMap((code) => (code === undefined ? [] : notYetThere(replay, code, entry)));
  if (!last || entry.date >= last.date) return named;
  return [outOfOrder(entry, last, "a site's lines in the order of their dates"), ...named];
}

function notYetThere(replay: Replay, code: string, entry: LedgerEntry): EventFault[] {
  const state = replay.sites.get(code);
  const start = state?.history.findLast((line) => line.event === "recode" && line.into === code) ?? state?.line;
  return start && entry.date < start.date ? [outOfOrder(entry, start, `a date on which ${code} is there`)] : [];
}

function outOfOrder(entry: LedgerEntry, before: LedgerEntry, wanted: string): EventFault {
  return {
    rule: "AP-07",
    found: `${entry.event} of ${entry.date} in seq ${entry.seq}, after seq ${before.seq} of ${before.date}`,
    wanted,
    fix: "date the line on the day on which it is written, or on a later one",
  };
}

function faultsOfAllocation(replay: Replay, entry: AllocateEntry, state: SiteState | undefined): EventFault[] {
  const { kind, parent, date, seq } = entry;
  if (state) {
    return [
      {
        rule: "AP-16",
        found: `the code in seq ${state.line.seq} and in seq ${seq}`,
        wanted: "one line for each code",
        fix: `give the site of seq ${seq} ("${entry.name}") its own official code, or drop that line if it was never committed`,
      },
    ];
  }
  if (kind === "commune" && replay.siteEver(parent ?? "")?.retired) {
    const found = `area ${parent}, which ended on ${replay.siteEver(parent ?? "")?.retired?.date}`;
    return [{ rule: "AP-04", found, wanted: "an area that is there", fix: NEVER_COMMITTED }];
  }
  const end = replay.endOf(entry.site);
  if (end && date < end.date) return [outOfOrder(entry, end, "a unit that comes back after it ended")];
  const early = parent === undefined ? [] : notYetThere(replay, parent, entry);
  if (early.length > 0) return early;
  const pool = replay.poolOf(kind, parent);
  const size = entry.blocks ?? 1;
  const slot = Number(entry.slot);
  // Slots outside the pool are AP-07 of the prefixes.
  if (!pool.holds(slot, size)) return [];
  const until = pool.restingUntil(slot, size, date);
  if (until !== undefined) {
    return [
      {
        rule: "AP-11",
        found: `slot ${entry.slot} on ${date}, in quarantine until ${until}`,
        wanted: "a slot that nobody had, or whose quarantine is over",
        fix: `${NEVER_COMMITTED} and run \`province address allocate --write\``,
      },
    ];
  }
  const next = pool.next(date, size);
  if (next === undefined || next === slot) return [];
  return [
    {
      rule: "AP-08",
      found: `slot ${entry.slot}`,
      wanted: `${formatSlot(next)}, the next one in leftmost order (RFC 3531)`,
      fix: `${NEVER_COMMITTED} and run \`province address allocate --write\``,
    },
  ];
}

function faultsOfRetirement(replay: Replay, { site, into }: RetireEntry, { line }: SiteState): EventFault[] {
  const faults: EventFault[] = [];
  const heir = into === undefined ? undefined : replay.sites.get(into);
  const isWrong = into !== undefined && (into === site || !heir || (heir.line.kind === "area" && line.kind !== "area"));
  if (isWrong) {
    faults.push({
      rule: "AP-12",
      found: `${site} went into ${into}, ${into === site ? "itself" : heir ? "which is an area, not an organisation" : "which is no active site"}`,
      wanted: "a site that goes on",
      fix: "name the survivor, and allocate it first when it is new",
    });
  }
  if (line.kind === "area") {
    const communes = [...replay.sites.values()].filter((each) => each.line.parent === site).length;
    if (communes > 0) {
      faults.push({
        rule: "AP-12",
        found: `the end of area ${site}, from which ${communes} communes have their addresses`,
        wanted: "an area that stays while a commune is in it",
        fix: "an area is where the network aggregates, and outlives its district: leave it, transfer what is wired elsewhere",
      });
    }
  }
  return faults;
}

function faultsOfRecode(replay: Replay, { site, into }: RecodeEntry, { line }: SiteState): EventFault[] {
  const { code, codeForm } = replay.profile.pools[line.kind];
  if (line.kind === "area") {
    const fix = "leave it: its districts may go, it has its addresses under the code that it got";
    return [{ rule: "AP-12", found: `${site} under the code ${into}`, wanted: "an area that keeps its code", fix }];
  }
  if (replay.sites.has(into)) {
    const found = `${site} under the code ${into}, ${into === site ? "which it has already" : "which an active site has"}`;
    const fix = "where both have addresses, one of them ends: retire it into the other";
    return [{ rule: "AP-16", found, wanted: "a code that no active site has", fix }];
  }
  if (code.test(into)) return [];
  return [{ rule: "AP-16", found: `key "${into}" for a ${line.kind}`, wanted: codeForm, fix: "use the official code" }];
}

function faultsOfTransfer(replay: Replay, { area }: TransferEntry): EventFault[] {
  if (area === undefined || replay.sites.get(area)?.line.kind === "area") return [];
  return [
    {
      rule: "AP-12",
      found: `a transfer to area ${area}`,
      wanted: "an area of the ledger",
      fix: "allocate the area first",
    },
  ];
}

function faultsOfGrowth(replay: Replay, entry: GrowEntry, state: SiteState): EventFault[] {
  const { kind, parent } = state.line;
  const { growthBits, ipv6Length } = replay.profile.pools[kind];
  const new6 = parsePrefix(entry.ipv6);
  const bits = ipv6Length - new6.length;
  const held = { slot: state.slot, size: state.blocks.length };
  if (bits < 1 || bits > growthBits || 2 ** bits <= held.size) {
    const wanted =
      growthBits === 0
        ? `no growth: profile ${replay.profile.name} has no room for it`
        : `a length of /${ipv6Length - growthBits}..${ipv6Length - 1}, larger than it is now`;
    return [
      { rule: "AP-12", found: `growth to ${entry.ipv6}`, wanted, fix: "allocate a second site, or plan a larger root" },
    ];
  }
  const around = formatBoth(grownBlock(state.blocks[0]!, bits));
  for (const family of ["ipv6", "ipv4"] as const) {
    const [found, wanted] = [entry[family], around[family]];
    if (found === wanted) continue;
    const fix = "a site grows in place, in both families alike: run `province address grow`";
    return [{ rule: "AP-12", found: `growth to ${found}`, wanted: `${wanted}, which holds its present prefix`, fix }];
  }
  const slot = (held.slot >> bits) << bits;
  const pool = replay.poolOf(kind, parent);
  for (let each = slot; each < slot + 2 ** bits; each++) {
    if (each >= held.slot && each < held.slot + held.size) continue;
    const until = pool.restingUntil(each, 1, entry.date);
    if (pool.isFree(each, 1, entry.date)) continue;
    return [
      {
        rule: until === undefined ? "AP-03" : "AP-11",
        found: `growth to ${entry.ipv6} over slot ${formatSlot(each)}, which ${until === undefined ? (pool.holds(each, 1) ? "another site has" : "no site may have") : `is in quarantine until ${until}`}`,
        wanted: "free slots beside the site's own",
        fix: "grow by less, or give the unit a second site",
      },
    ];
  }
  return [];
}

function notActive(replay: Replay, { site, seq, event }: LedgerEntry): EventFault {
  const end = replay.endOf(site);
  const why =
    end === undefined
      ? "has no line before it"
      : end.event === "recode"
        ? `goes on as ${end.into} since seq ${end.seq}`
        : `ended in seq ${end.seq}`;
  return {
    rule: "AP-12",
    found: `${event} in seq ${seq} of a site that ${why}`,
    wanted: "an active site",
    fix: "check the code; a unit that is new or comes back gets an allocation first",
  };
}

/** AP-12 at the end of the ledger: who owns addresses, or is their registrant, is there. */
function checkHolders(replay: Replay): Finding[] {
  const findings: Finding[] = [];
  for (const [site, { owner }] of replay.sites) {
    const end = replay.endOf(owner);
    if (!end) continue;
    findings.push(
      addressFinding("AP-12", site, {
        found: `owner ${owner}, which ended on ${end.date}`,
        wanted: `an owner that goes on${end.into === undefined ? "" : `, such as ${end.into}`}`,
        fix: "run `province address reform --write`, which lets its successor follow",
      }),
    );
  }
  const { registrant } = replay;
  const end = registrant && replay.endOf(registrant.site);
  if (registrant && end) {
    findings.push(
      addressFinding("AP-12", registrant.site, {
        found: `registrant ${registrant.site}, which ended on ${end.date}`,
        wanted: "the name of its successor at the registry (NĐ 147/2024/NĐ-CP, Điều 17.5)",
        fix: "ask the registry for the change of name, then record it: no address changes by it",
      }),
    );
  }
  return findings;
}
