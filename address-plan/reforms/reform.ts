import type { Reform, ReformEvent } from "../../model/schema/reform.ts";
import type { Text } from "../../model/text.ts";
import { nextLine, wrongCode } from "../allocation/allocate.ts";
import { SITE_PURPOSES, type SiteKind } from "../kinds.ts";
import type { Ledger, LedgerEntry, SiteRequest } from "../ledger/ledger.ts";
import { Replay, type SiteState } from "../ledger/replay.ts";
import { quarantinedOf } from "../plan-of.ts";
import { faultsOfEvent, textOfFault } from "../rules/check-events.ts";
import { ReformError, type ReformResult, type ReformSummary } from "./reform-result.ts";

/**
 * The ledger after a reform: who survives keeps its prefixes, who ends goes to quarantine, who is new gets the next
 * slot, and nobody is renumbered (AP-11, AP-12). What a reform has written already is not written again, so it may be
 * applied to any ledger. Districts have no addresses: their network is their area's, and stays.
 * @throws ReformError with all reasons when a line would break a rule, or a new unit has no place.
 */
export function applyReform(
  ledger: Ledger,
  reform: Reform,
  units: Readonly<Record<string, { name: string }>> = {},
): ReformResult {
  const writer = new ReformWriter(ledger, reform, units);
  for (const event of reform.events) writer.apply(event);
  return writer.finish();
}

const DISTRICT = { en: "a district has no addresses of its own", vi: "huyện không có địa chỉ riêng" };
const DISTRICTS = {
  en: "districts have no addresses of their own; their areas stay",
  vi: "huyện không có địa chỉ riêng; các vùng kết nối giữ nguyên",
};
const DISTRICT_NAME = {
  en: "a district's name; its area keeps its own",
  vi: "chỉ là tên huyện; vùng kết nối giữ tên của mình",
};
const OTHER_DISTRICT = { en: "only its district changes", vi: "chỉ đổi huyện" };
const NO_ADDRESSES = { en: "it has no addresses", vi: "đơn vị không có địa chỉ" };
const NOTHING_THERE = {
  en: "neither it nor what goes into it has addresses",
  vi: "đơn vị và những đơn vị nhập vào đều không có địa chỉ",
};

function withoutAddresses(codes: string): Text {
  return {
    en: `${codes} has no addresses, so neither has what comes of it`,
    vi: `${codes} không có địa chỉ nên đơn vị hình thành từ đó cũng không có`,
  };
}

/** One reform while it is being written. */
class ReformWriter {
  readonly #ledger: Ledger;
  readonly #reform: Reform;
  readonly #units: Readonly<Record<string, { name: string }>>;
  readonly #replay: Replay;
  readonly #before: ReadonlyMap<SiteState, string>;
  /** What the ledger has of this day already, by event and site. */
  readonly #written: ReadonlyMap<string, readonly LedgerEntry[]>;
  readonly #added: LedgerEntry[] = [];
  readonly #problems: Text[] = [];
  readonly #summary: Omit<ReformSummary, "kept" | "quarantined" | "renumbered"> = {
    renamed: [],
    recoded: [],
    moved: [],
    fresh: [],
    straddling: [],
    without: [],
  };

  constructor(ledger: Ledger, reform: Reform, units: Readonly<Record<string, { name: string }>>) {
    this.#ledger = ledger;
    this.#reform = reform;
    this.#units = units;
    this.#replay = Replay.of(ledger);
    this.#before = prefixesOf(this.#replay);
    this.#written = Map.groupBy(
      ledger.entries.filter(({ date }) => date === reform.date),
      ({ event, site }) => `${event} ${site}`,
    );
  }

  apply(event: ReformEvent): void {
    switch (event.kind) {
      case "merge":
        return this.#merge(event);
      case "split":
        for (const { code, name, area } of event.into) {
          if (code === event.unit) this.#rename(code, name, event);
          else this.#found(code, { name, like: [event.unit], ...(area === undefined ? {} : { area }), why: event });
        }
        return;
      case "rename":
        return this.#rename(event.unit, event.name, event);
      case "transfer":
        return this.#transfer(event);
      case "dissolve":
        return this.#retire(event.unit, event.successor, event);
      case "found":
        if (event.unitKind === "district") return this.#skip(event.unit, DISTRICT);
        return this.#found(event.unit, { ...event, kind: event.unitKind, like: [], why: event });
    }
  }

  finish(): ReformResult {
    this.#endPartlyTaken();
    this.#followOwners();
    if (this.#problems.length > 0) throw new ReformError(this.#reform, this.#problems);
    const ledger = { ...this.#ledger, entries: [...this.#ledger.entries, ...this.#added] };
    const after = prefixesOf(this.#replay);
    const retired = new Set(this.#added.filter(({ event }) => event === "retire"));
    return {
      ledger,
      added: this.#added,
      summary: {
        kept: [...after.keys()].flatMap((state) => (this.#before.has(state) ? [state.site] : [])).toSorted(),
        ...this.#summary,
        quarantined: quarantinedOf(ledger, this.#replay).filter((_, index) => {
          const line = this.#replay.ended[index]?.retired;
          return line !== undefined && retired.has(line);
        }),
        renumbered: [...after].flatMap(([state, prefix]) => {
          const old = this.#before.get(state);
          return old === undefined || old === prefix ? [] : [state.site];
        }),
      },
    };
  }

  #merge(event: ReformEvent & { kind: "merge" }): void {
    const { into, from, partsOf = [], name, continues } = event;
    // Of districts only the label changes; the area under the same code is a place in the network.
    if (this.#isArea(into) || from.some((code) => this.#isArea(code))) {
      return this.#skip([...from, into].join(", "), DISTRICTS);
    }
    const others = [...from, ...partsOf].filter((code) => code !== into);
    const isNew = !this.#replay.siteEver(into) || this.#returns(into);
    if (continues !== undefined && isNew && this.#replay.sites.has(continues)) {
      this.#recode(continues, into, event);
    } else if (isNew) {
      const like = others.filter((code) => this.#replay.siteEver(code));
      if (like.length === 0) return this.#skip(into, NOTHING_THERE);
      this.#found(into, { name: name ?? this.#units[into]?.name ?? into, like, why: event });
    } else if (name !== undefined) this.#rename(into, name, event);

    const haveBoth = continues !== undefined && this.#replay.siteEver(continues) && this.#replay.siteEver(into);
    if (haveBoth && !this.#isFormer(continues, into)) {
      this.#skip(into, {
        en: `it has addresses of its own, so that those of ${continues} do not go on: no line is ever changed`,
        vi: `đơn vị đã có địa chỉ riêng nên địa chỉ của ${continues} không tiếp tục: không dòng nào bị sửa`,
      });
    }

    const area = this.#replay.siteEver(into)?.line.parent;
    const areas = others.map((code) => this.#replay.siteEver(code)?.line.parent);
    const foreign = [...new Set(areas.filter((other) => other !== undefined && other !== area))];
    if (area !== undefined && foreign.length > 0) {
      this.#summary.straddling.push({ site: into, area, others: foreign.map(String).toSorted() });
    }
    for (const code of from) if (code !== into) this.#retire(code, into, event);
  }

  /** A unit of which others take parts ends, unless an event of the reform says that it goes on. */
  #endPartlyTaken(): void {
    const goesOn = new Set(this.#reform.events.flatMap(standingAfter));
    for (const event of this.#reform.events) {
      if (event.kind !== "merge") continue;
      for (const code of event.partsOf ?? []) {
        if (!goesOn.has(code) && this.#replay.sites.has(code)) this.#retire(code, event.into, event);
      }
    }
  }

  /** Who owned sites for an office that ended, or held the root, is followed by the office that goes on for it. */
  #followOwners(): void {
    const heirOf = (site: string): string | undefined => {
      const seen = new Set([site]);
      let heir = this.#replay.endOf(site)?.into;
      while (heir !== undefined && !this.#replay.sites.has(heir) && !seen.has(heir)) {
        seen.add(heir);
        heir = this.#replay.endOf(heir)?.into;
      }
      return heir;
    };
    const hasEnded = (site: string) => this.#replay.endOf(site) !== undefined;
    for (const [site, { owner }] of this.#replay.sites) {
      if (!hasEnded(owner)) continue;
      const heir = heirOf(owner);
      if (heir === undefined) {
        this.#problems.push({
          en: `${site} belongs to ${owner}, which ends without a successor: name one, or its new owner`,
          vi: `${site} thuộc ${owner}, đơn vị chấm dứt mà không có đơn vị kế thừa: hãy ghi đơn vị kế thừa, hoặc chủ quản mới`,
        });
      } else if (this.#append(this.#line({ event: "transfer", site, owner: heir }))) {
        this.#summary.moved.push({ site, owner: heir });
      }
    }
    const { registrant } = this.#replay;
    if (!registrant || !hasEnded(registrant.site)) return;
    const heir = heirOf(registrant.site);
    const name = heir === undefined ? undefined : this.#replay.sites.get(heir)?.name;
    if (heir === undefined || name === undefined) {
      this.#problems.push({
        en: `${registrant.site} is the root's registrant and ends without a successor: name one`,
        vi: `${registrant.site} đứng tên khối gốc và chấm dứt mà không có đơn vị kế thừa: hãy ghi đơn vị kế thừa`,
      });
    } else if (this.#append(this.#line({ event: "registrant", site: heir, name }))) this.#summary.registrant = heir;
  }

  /** The network stays as it is, with another code and another name. */
  #recode(site: string, into: string, why: ReformEvent & { kind: "merge" }): void {
    const name = why.name ?? this.#units[into]?.name ?? into;
    if (this.#write({ event: "recode", site, into, name }, why)) this.#summary.recoded.push({ site: into, from: site });
  }

  /** True when the site of a code goes on, or went on, under the other. */
  #isFormer(code: string, now: string): boolean {
    return this.#replay.siteEver(now)?.formerCodes.includes(code) ?? false;
  }

  #rename(site: string, name: string, why: ReformEvent): void {
    if (this.#isArea(site)) return this.#skip(site, DISTRICT_NAME);
    const state = this.#replay.sites.get(site);
    if (!state) return this.#skip(site, NO_ADDRESSES);
    const from = state.name;
    if (from !== name && this.#write({ event: "rename", site, name }, why)) {
      this.#summary.renamed.push({ site, from, to: name });
    }
  }

  #transfer(event: ReformEvent & { kind: "transfer" }): void {
    const { unit: site, area, owner } = event;
    if (area === undefined && owner === undefined) return this.#skip(site, OTHER_DISTRICT);
    const state = this.#replay.sites.get(site);
    if (!state) return this.#skip(site, NO_ADDRESSES);
    const move = {
      ...(area === undefined || area === (state.area ?? state.line.parent) ? {} : { area }),
      ...(owner === undefined || owner === state.owner ? {} : { owner }),
    };
    if (Object.keys(move).length === 0) return;
    if (this.#write({ event: "transfer", site, ...move }, event)) this.#summary.moved.push({ site, ...move });
  }

  #retire(site: string, into: string | undefined, why: ReformEvent): void {
    if (this.#isArea(site)) return this.#skip(site, DISTRICTS);
    if (!this.#replay.siteEver(site)) return this.#skip(site, NO_ADDRESSES);
    if (!this.#replay.sites.has(site)) return;
    const heir = into !== undefined && this.#replay.siteEver(into) ? { into } : {};
    this.#write({ event: "retire", site, ...heir }, why);
  }

  #found(
    site: string,
    {
      name,
      like,
      why,
      ...given
    }: { name: string; kind?: SiteKind; like: string[]; area?: string; owner?: string; why: ReformEvent },
  ): void {
    if (this.#replay.sites.has(site)) return this.#rename(site, name, why);
    const models = like.flatMap((code) => this.#replay.siteEver(code)?.line ?? []);
    const kind = given.kind ?? models[0]?.kind;
    if (!kind) return this.#skip(site, withoutAddresses(like.join(", ")));
    const parent = given.area ?? models[0]?.parent;
    if (this.#written.has(`allocate ${site}`) || (this.#replay.siteEver(site) && !this.#returns(site))) return;
    const request: SiteRequest = {
      site,
      kind,
      ...(kind === "commune" && parent !== undefined ? { parent } : {}),
      name,
      owner: given.owner ?? site,
      purpose: SITE_PURPOSES[kind],
    };
    const { code, codeForm } = this.#replay.profile.pools[kind];
    if (!code.test(site)) {
      this.#problems.push(wrongCode(kind, site, codeForm));
      return;
    }
    const line = nextLine(this.#ledger, this.#replay, request, { ...this.#reason(why), seq: this.#nextSeq() });
    if (!("event" in line)) this.#problems.push(line);
    else if (this.#append(line)) this.#summary.fresh.push({ site, ipv6: line.ipv6, ipv4: line.ipv4 });
  }

  /** True when the code ended before this reform: the unit comes back. One that ended later was there on that day. */
  #returns(site: string): boolean {
    const end = this.#replay.endOf(site)?.date;
    return end !== undefined && end < this.#reform.date;
  }

  #isArea(code: string): boolean {
    return this.#replay.siteEver(code)?.line.kind === "area";
  }

  #skip(code: string, reason: Text): void {
    this.#summary.without.push({ code, reason });
  }

  #reason({ inferred }: Pick<ReformEvent, "inferred">): { date: string; inferred?: string; document: string } {
    const { date, document } = this.#reform;
    return { date, ...(inferred === undefined ? {} : { inferred }), document };
  }

  #nextSeq(): number {
    return this.#ledger.entries.length + this.#added.length + 1;
  }

  /** Appends a line, unless the ledger has it from an earlier run; false when nothing was written. */
  #write(change: Change, why: Pick<ReformEvent, "inferred"> = {}): boolean {
    const same = this.#written.get(`${change.event} ${change.site}`) ?? [];
    const values = Object.entries(change);
    const isThere = same.some((line) =>
      values.every(([key, value]) => new Map(Object.entries(line)).get(key) === value),
    );
    return !isThere && this.#append(this.#line(change, why));
  }

  #line(change: Change, why: Pick<ReformEvent, "inferred"> = {}): LedgerEntry {
    return { seq: this.#nextSeq(), ...this.#reason(why), ...change };
  }

  #append(line: LedgerEntry): boolean {
    const faults = faultsOfEvent(this.#replay, line);
    this.#problems.push(...faults.map((fault) => textOfFault(line, fault)));
    if (faults.length > 0) return false;
    this.#added.push(line);
    this.#replay.apply(line);
    return true;
  }
}

type Change = DistributiveOmit<Exclude<LedgerEntry, { event: "allocate" }>, "seq" | "date" | "document" | "inferred">;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Units that stand after an event: those that go on, and new ones. */
function standingAfter(event: ReformEvent): string[] {
  switch (event.kind) {
    case "merge":
      return [event.into];
    case "split":
      return [event.unit, ...event.into.map(({ code }) => code)];
    case "dissolve":
      return [];
    default:
      return [event.unit];
  }
}

/** What must not change for a site that goes on: its first block, which all its addresses are counted from. */
function prefixesOf(replay: Replay): Map<SiteState, string> {
  return new Map([...replay.sites.values()].map((state) => [state, `${state.line.ipv6} ${state.line.ipv4}`]));
}
