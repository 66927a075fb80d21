import type { Ledger, LedgerEntry, SiteKind, SiteRequest } from "./ledger.ts";
import { planOf } from "./plan-of.ts";
import type { AddressPlan } from "./plan.ts";
import { formatPrefix, parsePrefix } from "./prefix.ts";
import { formatSlot, P40, poolOf, SITE_KINDS, slotOrder } from "./profile.ts";
import { blockOfSlot, type Block } from "./site-prefix.ts";

/** What the new lines say about themselves: when, and by which document (AP-24). */
export interface AllocationReason {
  /** ISO date. */
  date: string;
  document: string;
}

export interface Allocation {
  plan: AddressPlan;
  ledger: Ledger;
  /** The new lines, in ledger order; empty when every request is in the ledger already. */
  added: LedgerEntry[];
}

/** Why nothing was allocated: every fault of the requests, not only the first. */
export class AllocationError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`No addresses were allocated:\n${problems.map((problem) => ` - ${problem}`).join("\n")}`);
    this.name = "AllocationError";
    this.problems = problems;
  }
}

/**
 * Gives every requested site that the ledger does not know the next slot of its pool (AP-07, AP-08).
 * Pure: the given ledger is not touched, existing lines are carried over as they are, and the order of `requests`
 * does not matter: new sites are placed by kind, then by `order` (the registry's), then by code.
 * @throws AllocationError with all faults: bad or double codes, unknown area, another kind or area than in the ledger, pool full.
 */
export function allocate(ledger: Ledger, requests: readonly SiteRequest[], reason: AllocationReason): Allocation {
  const known = new Map(ledger.entries.map((entry) => [entry.site, entry]));
  const problems = [...faultsOfReason(reason), ...faultsOfRoots(ledger), ...faultsOfRequests(requests, known)];
  if (problems.length > 0) throw new AllocationError(problems);

  const added: LedgerEntry[] = [];
  const places = new Places(ledger);
  for (const request of inOrder(requests.filter(({ site }) => !known.has(site)))) {
    const place = places.take(request);
    if (typeof place === "string") {
      problems.push(place);
      continue;
    }
    const { site, kind, parent, name, owner, purpose } = request;
    added.push({
      seq: ledger.entries.length + added.length + 1,
      date: reason.date,
      event: "allocate",
      site,
      kind,
      ...(kind === "commune" ? { parent } : {}),
      name,
      slot: formatSlot(place.slot),
      ipv6: formatPrefix(place.ipv6),
      ipv4: formatPrefix(place.ipv4),
      owner,
      purpose,
      document: reason.document,
    });
  }
  if (problems.length > 0) throw new AllocationError(problems);

  const next: Ledger = { ...ledger, entries: [...ledger.entries, ...added] };
  return { plan: planOf(next), ledger: next, added };
}

/** Free slots while sites are being placed, one queue for each pool (one for each area's communes). */
class Places {
  readonly #root: Block;
  readonly #areas = new Map<string, Block>();
  readonly #free = new Map<string, number[]>();
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#root = { ipv6: parsePrefix(ledger.root6), ipv4: parsePrefix(ledger.root4) };
    for (const { site, kind, ipv6, ipv4 } of ledger.entries) {
      if (kind === "area") this.#areas.set(site, { ipv6: parsePrefix(ipv6), ipv4: parsePrefix(ipv4) });
    }
  }

  /** The next place for a request, or what is in its way. */
  take(request: SiteRequest): ({ slot: number } & Block) | string {
    const { site, kind, parent } = request;
    const block = kind === "commune" ? this.#areas.get(parent ?? "") : this.#root;
    if (!block) return `commune ${site}: area "${parent ?? ""}" has no addresses yet; request the area too`;
    const slot = this.#queue(kind, parent).shift();
    if (slot === undefined) {
      const pool = poolOf(kind);
      const where =
        kind === "commune" ? `area ${parent}` : `${ledgerRange(pool.base, pool.bits)} of ${this.#ledger.root6}`;
      return `${kind} ${site}: no slot is left in ${where} (${slotOrder(pool).length} slots); a larger root is needed`;
    }
    const place = { slot, ...blockOfSlot(kind, slot, block) };
    if (kind === "area") this.#areas.set(site, place);
    return place;
  }

  #queue(kind: SiteKind, parent: string | undefined): number[] {
    const key = kind === "commune" ? `commune of ${parent}` : kind;
    let free = this.#free.get(key);
    if (!free) {
      const taken = new Set(
        this.#ledger.entries
          .filter((entry) => entry.kind === kind && (kind !== "commune" || entry.parent === parent))
          .map((entry) => Number(entry.slot)),
      );
      free = slotOrder(poolOf(kind)).filter((slot) => !taken.has(slot));
      this.#free.set(key, free);
    }
    return free;
  }
}

/** By kind (areas before communes), then the registry's order, then code: never the order of files or of an array. */
function inOrder(requests: readonly SiteRequest[]): SiteRequest[] {
  return requests.toSorted(
    (a, b) =>
      SITE_KINDS.indexOf(a.kind) - SITE_KINDS.indexOf(b.kind) ||
      (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER) ||
      (a.site < b.site ? -1 : 1),
  );
}

function faultsOfRequests(requests: readonly SiteRequest[], known: ReadonlyMap<string, LedgerEntry>): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const request of requests.toSorted((a, b) => (a.site < b.site ? -1 : 1))) {
    const { site, kind, parent } = request;
    if (seen.has(site)) faults.push(`site ${site} is requested twice; a code names one site (AP-16)`);
    seen.add(site);
    const { code, codeForm } = poolOf(kind);
    if (!code.test(site)) faults.push(`${kind} "${site}": the code of this kind is ${codeForm} (AP-16)`);
    if (kind === "commune" && parent === undefined)
      faults.push(`commune ${site} has no area; set "parent" to the area's code`);
    if (kind !== "commune" && parent !== undefined)
      faults.push(`${kind} ${site} has parent "${parent}"; only communes have one`);
    for (const key of ["name", "owner", "purpose"] as const) {
      if (request[key].trim() === "") faults.push(`${kind} ${site} has no ${key} (AP-24)`);
    }
    const line = known.get(site);
    if (line && (line.kind !== kind || line.parent !== parent)) {
      faults.push(
        `site ${site} is a ${describe(kind, parent)} in the request and a ${describe(line.kind, line.parent)} in the ledger` +
          ` (seq ${line.seq}); a site keeps its addresses, so request it as the ledger has it (AP-07)`,
      );
    }
  }
  return faults;
}

function faultsOfReason({ date, document }: AllocationReason): string[] {
  const faults: string[] = [];
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(date) && new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date);
  if (!isDate) faults.push(`date "${date}" is no ISO date such as 2022-05-16 (AP-24)`);
  if (document.trim() === "") faults.push("no document is named; say which decision allocates the addresses (AP-24)");
  return faults;
}

function faultsOfRoots(ledger: Ledger): string[] {
  const faults: string[] = [];
  for (const [text, family, length] of [
    [ledger.root6, 6, P40.root6Length],
    [ledger.root4, 4, P40.root4Length],
  ] as const) {
    const root = parsePrefix(text);
    if (root.family !== family || root.length !== length) {
      faults.push(`the IPv${family} root is ${text}; profile ${P40.name} needs a /${length}`);
    }
  }
  return faults;
}

function describe(kind: SiteKind, parent: string | undefined): string {
  return parent === undefined ? kind : `${kind} of area ${parent}`;
}

function ledgerRange(base: number, bits: number): string {
  return `slots ${formatSlot(base)}..${formatSlot(base + 2 ** bits - 1)}`;
}
