import { compare } from "../../model/order.ts";
import { listText, type Text, TextError } from "../../model/text.ts";
import { KIND_TEXTS, SITE_KINDS, type SiteKind } from "../kinds.ts";
import type { AllocateEntry, Ledger, LedgerEntry, SiteRequest } from "../ledger/ledger.ts";
import { Replay } from "../ledger/replay.ts";
import { planOf } from "../plan-of.ts";
import type { AddressPlan } from "../plan.ts";
import { formatBoth, parsePrefix } from "../prefixes/prefix.ts";
import { blockOfSlot } from "../prefixes/site-prefix.ts";
import { blocksFor, formatSlot, profileOf } from "../profile.ts";

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
export class AllocationError extends TextError {
  override name = "AllocationError";
  readonly problems: readonly Text[];

  constructor(problems: readonly Text[]) {
    super(listText({ en: "No addresses were allocated:", vi: "Chưa cấp phát địa chỉ nào:" }, problems));
    this.problems = problems;
  }
}

/**
 * Gives every requested site that the ledger does not know the next slot of its pool (AP-07, AP-08).
 * Pure: the given ledger is not touched, existing lines are carried over as they are, and the order of `requests`
 * does not matter: new sites are placed by kind, then by `order` (the registry's), then by code. A code that the ledger
 * has ever had is known, also when its site ended: only a reform brings a unit back.
 * @throws AllocationError with all faults: bad or double codes, unknown area, another kind or area than in the ledger, pool full.
 */
export function allocate(ledger: Ledger, requests: readonly SiteRequest[], reason: AllocationReason): Allocation {
  const replay = Replay.of(ledger);
  const problems = [
    ...faultsOfReason(reason),
    ...faultsOfRoots(ledger),
    ...faultsOfRequests(ledger, requests, reason.date, replay),
  ];
  if (problems.length > 0) throw new AllocationError(problems);

  const added: LedgerEntry[] = [];
  const fresh = inOrder(requests.filter(({ site }) => !replay.siteEver(site)));
  for (const request of fresh) {
    const blocks = request.kind === "area" ? blocksNeeded(ledger, request.site, fresh) : 1;
    const seq = ledger.entries.length + added.length + 1;
    const line = nextLine(ledger, replay, request, { ...reason, seq, blocks });
    if (!("event" in line)) problems.push(line);
    else {
      added.push(line);
      replay.apply(line);
    }
  }
  if (problems.length > 0) throw new AllocationError(problems);

  const next: Ledger = { ...ledger, entries: [...ledger.entries, ...added] };
  return { plan: planOf(next), ledger: next, added };
}

/** The line that gives a request its place, or what is in its way. */
export function nextLine(
  ledger: Ledger,
  replay: Replay,
  request: SiteRequest,
  reason: AllocationReason & { seq: number; blocks?: number; inferred?: string },
): AllocateEntry | Text {
  const { site, kind, parent, name, owner, purpose } = request;
  const parents = replay.parentsOf(kind, parent);
  if (parents.length === 0) {
    return {
      en: `commune ${site}: area "${parent ?? ""}" has no addresses yet; request the area too`,
      vi: `xã ${site}: vùng kết nối "${parent ?? ""}" chưa có địa chỉ; hãy xin cấp cho cả vùng`,
    };
  }
  const size = reason.blocks ?? 1;
  const slot = replay.poolOf(kind, parent).next(reason.date, size);
  if (slot === undefined) return poolFull(ledger, replay, request, size);
  return {
    seq: reason.seq,
    date: reason.date,
    event: "allocate",
    site,
    kind,
    ...(kind === "commune" && parent !== undefined ? { parent } : {}),
    name,
    slot: formatSlot(slot),
    ...(size > 1 ? { blocks: size } : {}),
    ...formatBoth(blockOfSlot(replay.profile, kind, slot, parents)),
    owner,
    purpose,
    ...(reason.inferred === undefined ? {} : { inferred: reason.inferred }),
    document: reason.document,
  };
}

function poolFull(ledger: Ledger, replay: Replay, { site, kind, parent }: SiteRequest, size: number): Text {
  const pool = replay.profile.pools[kind];
  const range = ledgerRange(pool.base, pool.bits);
  const where =
    kind === "commune"
      ? { en: `area ${parent}`, vi: `vùng kết nối ${parent}` }
      : { en: `slots ${range} of ${ledger.root6}`, vi: `các vị trí ${range} của ${ledger.root6}` };
  const slots = replay.poolOf(kind, parent).order.length;
  const wanted =
    size > 1
      ? { en: `no ${size} slots in a row are`, vi: `${size} vị trí liền nhau` }
      : { en: "no slot is", vi: "vị trí trống" };
  return {
    en: `${kind} ${site}: ${wanted.en} left in ${where.en} (${slots} slots); a larger root is needed`,
    vi: `${KIND_TEXTS[kind].vi} ${site}: không còn ${wanted.vi} trong ${where.vi} (${slots} vị trí); cần khối gốc lớn hơn`,
  };
}

/** How many blocks an area needs for the communes that come with it: one, but in P48, where a block has few slots. */
function blocksNeeded(ledger: Ledger, area: string, requests: readonly SiteRequest[]): number {
  const profile = profileOf(ledger);
  const communes = requests.filter(({ kind, parent }) => kind === "commune" && parent === area).length;
  return blocksFor(profile, communes);
}

/** By kind (areas before communes), then the registry's order, then code: never the order of files or of an array. */
function inOrder(requests: readonly SiteRequest[]): SiteRequest[] {
  return requests.toSorted(
    (a, b) =>
      SITE_KINDS.indexOf(a.kind) - SITE_KINDS.indexOf(b.kind) ||
      (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER) ||
      compare(a.site, b.site),
  );
}

/** What is wrong with requests, given a ledger: codes, areas, owners that ended (AP-12, AP-16, AP-24). */
export function faultsOfRequests(
  ledger: Ledger,
  requests: readonly SiteRequest[],
  date: string,
  replay: Replay,
): Text[] {
  const { pools } = profileOf(ledger);
  const faults: Text[] = [];
  const seen = new Set<string>();
  for (const request of requests.toSorted((a, b) => compare(a.site, b.site))) {
    const { site, kind, parent } = request;
    const name = KIND_TEXTS[kind];
    if (seen.has(site)) {
      faults.push({
        en: `site ${site} is requested twice; a code names one site (AP-16)`,
        vi: `đơn vị ${site} được xin cấp hai lần; mỗi mã là một đơn vị (AP-16)`,
      });
    }
    seen.add(site);
    const { code, codeForm } = pools[kind];
    if (!code.test(site)) faults.push(wrongCode(kind, site, codeForm));
    if (kind === "commune" && parent === undefined) {
      faults.push({
        en: `commune ${site} has no area; set "parent" to the area's code`,
        vi: `xã ${site} chưa ghi vùng kết nối; hãy đặt "parent" là mã của vùng`,
      });
    }
    if (kind !== "commune" && parent !== undefined) {
      faults.push({
        en: `${kind} ${site} has parent "${parent}"; only communes have one`,
        vi: `${name.vi} ${site} có parent "${parent}"; chỉ xã mới có`,
      });
    }
    for (const key of ["name", "owner", "purpose"] as const) {
      if (request[key].trim() !== "") continue;
      faults.push({ en: `${kind} ${site} has no ${key} (AP-24)`, vi: `${name.vi} ${site} thiếu ${key} (AP-24)` });
    }
    const line = replay.siteEver(site)?.line;
    const ended = replay.endOf(request.owner);
    if (!line && ended && ended.date <= date) {
      const heir =
        ended.into === undefined
          ? { en: "another owner", vi: "chủ quản khác" }
          : { en: `its successor ${ended.into}`, vi: `đơn vị kế thừa ${ended.into}` };
      faults.push({
        en: `${kind} ${site}: its owner ${request.owner} ended on ${ended.date}; name ${heir.en} (AP-12)`,
        vi: `${name.vi} ${site}: chủ quản ${request.owner} đã chấm dứt ngày ${ended.date}; hãy ghi ${heir.vi} (AP-12)`,
      });
    }
    if (line && (line.kind !== kind || line.parent !== parent)) {
      const [asked, has] = [describe(kind, parent), describe(line.kind, line.parent)];
      faults.push({
        en: `site ${site} is a ${asked.en} in the request and a ${has.en} in the ledger (seq ${line.seq}); a site keeps its addresses, so request it as the ledger has it (AP-07)`,
        vi: `đơn vị ${site} là ${asked.vi} trong yêu cầu nhưng là ${has.vi} trong sổ cấp phát (seq ${line.seq}); đơn vị giữ nguyên địa chỉ, hãy ghi như trong sổ (AP-07)`,
      });
    }
  }
  return faults;
}

/** What is wrong with the date or the document of new lines (AP-24). */
export function faultsOfReason({ date, document }: AllocationReason): Text[] {
  const faults: Text[] = [];
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(date) && new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date);
  if (!isDate) {
    faults.push({
      en: `date "${date}" is no ISO date such as 2022-05-16 (AP-24)`,
      vi: `ngày "${date}" không đúng dạng ISO, ví dụ 2022-05-16 (AP-24)`,
    });
  }
  if (document.trim() === "") {
    faults.push({
      en: "no document is named; say which decision allocates the addresses (AP-24)",
      vi: "chưa ghi văn bản; hãy ghi quyết định cấp địa chỉ (AP-24)",
    });
  }
  return faults;
}

/** A code that is not of its kind (AP-16). */
export function wrongCode(kind: SiteKind, site: string, codeForm: Text): Text {
  return {
    en: `${kind} "${site}": the code of this kind is ${codeForm.en} (AP-16)`,
    vi: `${KIND_TEXTS[kind].vi} "${site}": mã của loại này gồm ${codeForm.vi} (AP-16)`,
  };
}

function faultsOfRoots(ledger: Ledger): Text[] {
  const faults: Text[] = [];
  const { name, root6Length, root4Length } = profileOf(ledger);
  for (const [text, family, length] of [
    [ledger.root6, 6, root6Length],
    [ledger.root4, 4, root4Length],
  ] as const) {
    const root = parsePrefix(text);
    if (root.family !== family || root.length !== length) {
      faults.push({
        en: `the IPv${family} root is ${text}; profile ${name} needs a /${length}`,
        vi: `khối gốc IPv${family} là ${text}; phương án ${name} cần một /${length}`,
      });
    }
  }
  return faults;
}

function describe(kind: SiteKind, parent: string | undefined): Text {
  const name = KIND_TEXTS[kind];
  if (parent === undefined) return name;
  return { en: `${name.en} of area ${parent}`, vi: `${name.vi} của vùng kết nối ${parent}` };
}

function ledgerRange(base: number, bits: number): string {
  return `${formatSlot(base)}..${formatSlot(base + 2 ** bits - 1)}`;
}
