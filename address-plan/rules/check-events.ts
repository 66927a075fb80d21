import { asText, type Text } from "../../model/text.ts";
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
import { keyFor } from "./check-codes.ts";
import { addressFinding, type FaultText } from "./finding.ts";
import type { AddressRule } from "./rules.ts";

/** What is wrong with a line, given all lines before it. */
export interface EventFault extends FaultText {
  rule: AddressRule;
}

/** A fault of a line in one sentence, for whoever wanted to write it. */
export function textOfFault({ site }: LedgerEntry, { rule, fix, ...fault }: EventFault): Text {
  const [found, wanted] = [asText(fault.found), asText(fault.wanted)];
  return {
    en: `${site}: found ${found.en}; wanted ${wanted.en} (${rule}). ${fix.en}`,
    vi: `${site}: có ${found.vi}; cần ${wanted.vi} (${rule}). Cách sửa: ${fix.vi}`,
  };
}

const NEVER_COMMITTED = {
  en: "drop the line if it was never committed",
  vi: "hãy bỏ dòng này nếu chưa từng được phê duyệt",
};
const ALLOCATE_ANEW = {
  en: `${NEVER_COMMITTED.en} and run \`province address allocate --write\``,
  vi: `${NEVER_COMMITTED.vi} rồi chạy \`province address allocate --write\``,
};

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
    faults.push({
      rule: "AP-12",
      found: { en: `area ${entry.site} as the registrant`, vi: `vùng kết nối ${entry.site} đứng tên` },
      wanted: { en: "an organisation", vi: "một tổ chức" },
      fix: {
        en: "name who holds the root at the registry",
        vi: "hãy ghi tổ chức đứng tên khối gốc tại cơ quan quản lý địa chỉ",
      },
    });
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
  return [outOfOrder(entry, last, IN_ORDER), ...named];
}

const IN_ORDER = {
  en: "a site's lines in the order of their dates",
  vi: "các dòng của một đơn vị theo thứ tự ngày",
};

function notYetThere(replay: Replay, code: string, entry: LedgerEntry): EventFault[] {
  const state = replay.sites.get(code);
  const start = state?.history.findLast((line) => line.event === "recode" && line.into === code) ?? state?.line;
  return start && entry.date < start.date
    ? [outOfOrder(entry, start, { en: `a date on which ${code} is there`, vi: `ngày mà ${code} đã có` })]
    : [];
}

function outOfOrder(entry: LedgerEntry, before: LedgerEntry, wanted: Text): EventFault {
  return {
    rule: "AP-07",
    found: {
      en: `${entry.event} of ${entry.date} in seq ${entry.seq}, after seq ${before.seq} of ${before.date}`,
      vi: `${entry.event} ngày ${entry.date} ở seq ${entry.seq}, sau seq ${before.seq} ngày ${before.date}`,
    },
    wanted,
    fix: {
      en: "date the line on the day on which it is written, or on a later one",
      vi: "hãy ghi ngày viết dòng này, hoặc một ngày sau đó",
    },
  };
}

const AFTER_ITS_END = { en: "a unit that comes back after it ended", vi: "đơn vị lập lại sau ngày chấm dứt" };

function faultsOfAllocation(replay: Replay, entry: AllocateEntry, state: SiteState | undefined): EventFault[] {
  const { kind, parent, date, seq } = entry;
  if (state) {
    return [
      {
        rule: "AP-16",
        found: {
          en: `the code in seq ${state.line.seq} and in seq ${seq}`,
          vi: `mã này ở cả seq ${state.line.seq} và seq ${seq}`,
        },
        wanted: { en: "one line for each code", vi: "mỗi mã một dòng" },
        fix: {
          en: `give the site of seq ${seq} ("${entry.name}") its own official code, or drop that line if it was never committed`,
          vi: `hãy ghi mã chính thức riêng cho đơn vị ở seq ${seq} ("${entry.name}"), hoặc bỏ dòng đó nếu chưa từng được phê duyệt`,
        },
      },
    ];
  }
  if (kind === "commune" && replay.siteEver(parent ?? "")?.retired) {
    const day = replay.siteEver(parent ?? "")?.retired?.date;
    const found = {
      en: `area ${parent}, which ended on ${day}`,
      vi: `vùng kết nối ${parent}, đã chấm dứt ngày ${day}`,
    };
    const wanted = { en: "an area that is there", vi: "vùng kết nối đang có" };
    return [{ rule: "AP-04", found, wanted, fix: NEVER_COMMITTED }];
  }
  const end = replay.endOf(entry.site);
  if (end && date < end.date) return [outOfOrder(entry, end, AFTER_ITS_END)];
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
        found: {
          en: `slot ${entry.slot} on ${date}, in quarantine until ${until}`,
          vi: `vị trí ${entry.slot} vào ngày ${date}, còn cách ly đến ${until}`,
        },
        wanted: {
          en: "a slot that nobody had, or whose quarantine is over",
          vi: "vị trí chưa ai dùng, hoặc đã hết cách ly",
        },
        fix: ALLOCATE_ANEW,
      },
    ];
  }
  const next = pool.next(date, size);
  if (next === undefined || next === slot) return [];
  return [
    {
      rule: "AP-08",
      found: { en: `slot ${entry.slot}`, vi: `vị trí ${entry.slot}` },
      wanted: {
        en: `${formatSlot(next)}, the next one in leftmost order (RFC 3531)`,
        vi: `${formatSlot(next)}, vị trí kế tiếp theo thứ tự từ trái (RFC 3531)`,
      },
      fix: ALLOCATE_ANEW,
    },
  ];
}

function faultsOfRetirement(replay: Replay, { site, into }: RetireEntry, { line }: SiteState): EventFault[] {
  const faults: EventFault[] = [];
  const heir = into === undefined ? undefined : replay.sites.get(into);
  const isWrong = into !== undefined && (into === site || !heir || (heir.line.kind === "area" && line.kind !== "area"));
  if (isWrong) {
    const wrong =
      into === site
        ? { en: "itself", vi: "chính nó" }
        : heir
          ? { en: "which is an area, not an organisation", vi: "là vùng kết nối, không phải tổ chức" }
          : { en: "which is no active site", vi: "không phải đơn vị đang hoạt động" };
    faults.push({
      rule: "AP-12",
      found: { en: `${site} went into ${into}, ${wrong.en}`, vi: `${site} nhập vào ${into}, ${wrong.vi}` },
      wanted: { en: "a site that goes on", vi: "đơn vị còn tiếp tục" },
      fix: {
        en: "name the survivor, and allocate it first when it is new",
        vi: "hãy ghi đơn vị tiếp nhận, và cấp phát cho nó trước nếu là đơn vị mới",
      },
    });
  }
  if (line.kind === "area") {
    const communes = [...replay.sites.values()].filter((each) => each.line.parent === site).length;
    if (communes > 0) {
      faults.push({
        rule: "AP-12",
        found: {
          en: `the end of area ${site}, from which ${communes} communes have their addresses`,
          vi: `chấm dứt vùng kết nối ${site}, nơi ${communes} xã đang có địa chỉ`,
        },
        wanted: { en: "an area that stays while a commune is in it", vi: "vùng kết nối còn giữ khi còn xã trong đó" },
        fix: {
          en: "an area is where the network aggregates, and outlives its district: leave it, transfer what is wired elsewhere",
          vi: "vùng kết nối là nơi mạng gom tuyến và tồn tại lâu hơn huyện: hãy giữ lại, chỉ chuyển những gì đấu nối nơi khác",
        },
      });
    }
  }
  return faults;
}

function faultsOfRecode(replay: Replay, { site, into }: RecodeEntry, { line }: SiteState): EventFault[] {
  const { code, codeForm } = replay.profile.pools[line.kind];
  if (line.kind === "area") {
    const found = { en: `${site} under the code ${into}`, vi: `${site} mang mã ${into}` };
    const wanted = { en: "an area that keeps its code", vi: "vùng kết nối giữ nguyên mã" };
    const fix = {
      en: "leave it: its districts may go, it has its addresses under the code that it got",
      vi: "hãy giữ nguyên: huyện có thể không còn, vùng vẫn giữ địa chỉ theo mã đã cấp",
    };
    return [{ rule: "AP-12", found, wanted, fix }];
  }
  if (replay.sites.has(into)) {
    const found =
      into === site
        ? { en: `${site} under the code ${into}, which it has already`, vi: `${site} mang mã ${into}, mã nó đang có` }
        : {
            en: `${site} under the code ${into}, which an active site has`,
            vi: `${site} mang mã ${into}, mã của một đơn vị đang hoạt động`,
          };
    const wanted = { en: "a code that no active site has", vi: "mã chưa đơn vị nào đang dùng" };
    const fix = {
      en: "where both have addresses, one of them ends: retire it into the other",
      vi: "khi cả hai đều có địa chỉ thì một bên chấm dứt: hãy nhập bên đó vào bên kia",
    };
    return [{ rule: "AP-16", found, wanted, fix }];
  }
  if (code.test(into)) return [];
  const fix = { en: "use the official code", vi: "hãy dùng mã chính thức" };
  return [{ rule: "AP-16", found: keyFor(into, line.kind), wanted: codeForm, fix }];
}

function faultsOfTransfer(replay: Replay, { area }: TransferEntry): EventFault[] {
  if (area === undefined || replay.sites.get(area)?.line.kind === "area") return [];
  return [
    {
      rule: "AP-12",
      found: { en: `a transfer to area ${area}`, vi: `chuyển đến vùng kết nối ${area}` },
      wanted: { en: "an area of the ledger", vi: "vùng kết nối có trong sổ cấp phát" },
      fix: { en: "allocate the area first", vi: "hãy cấp phát cho vùng kết nối trước" },
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
    const [name, lengths] = [replay.profile.name, `/${ipv6Length - growthBits}..${ipv6Length - 1}`];
    const wanted =
      growthBits === 0
        ? { en: `no growth: profile ${name} has no room for it`, vi: `không mở rộng: phương án ${name} không có chỗ` }
        : { en: `a length of ${lengths}, larger than it is now`, vi: `độ dài ${lengths}, lớn hơn hiện nay` };
    const fix = {
      en: "allocate a second site, or plan a larger root",
      vi: "hãy cấp phát đơn vị thứ hai, hoặc quy hoạch khối gốc lớn hơn",
    };
    return [{ rule: "AP-12", found: growthTo(entry.ipv6), wanted, fix }];
  }
  const around = formatBoth(grownBlock(state.blocks[0]!, bits));
  for (const family of ["ipv6", "ipv4"] as const) {
    const [found, wanted] = [entry[family], around[family]];
    if (found === wanted) continue;
    const fix = {
      en: "a site grows in place, in both families alike: run `province address grow`",
      vi: "đơn vị mở rộng tại chỗ, như nhau ở cả hai họ địa chỉ: hãy chạy `province address grow`",
    };
    const holding = { en: `${wanted}, which holds its present prefix`, vi: `${wanted}, khối chứa tiền tố hiện nay` };
    return [{ rule: "AP-12", found: growthTo(found), wanted: holding, fix }];
  }
  const slot = (held.slot >> bits) << bits;
  const pool = replay.poolOf(kind, parent);
  for (let each = slot; each < slot + 2 ** bits; each++) {
    if (each >= held.slot && each < held.slot + held.size) continue;
    const until = pool.restingUntil(each, 1, entry.date);
    if (pool.isFree(each, 1, entry.date)) continue;
    const [growth, taken] = [growthTo(entry.ipv6), formatSlot(each)];
    const why =
      until !== undefined
        ? { en: `is in quarantine until ${until}`, vi: `còn cách ly đến ${until}` }
        : pool.holds(each, 1)
          ? { en: "another site has", vi: "thuộc đơn vị khác" }
          : { en: "no site may have", vi: "không đơn vị nào được dùng" };
    return [
      {
        rule: until === undefined ? "AP-03" : "AP-11",
        found: {
          en: `${growth.en} over slot ${taken}, which ${why.en}`,
          vi: `${growth.vi} lên vị trí ${taken}, ${why.vi}`,
        },
        wanted: { en: "free slots beside the site's own", vi: "các vị trí trống liền kề vị trí của đơn vị" },
        fix: {
          en: "grow by less, or give the unit a second site",
          vi: "hãy mở rộng ít hơn, hoặc cấp cho đơn vị một chỗ thứ hai",
        },
      },
    ];
  }
  return [];
}

function growthTo(prefix: string): Text {
  return { en: `growth to ${prefix}`, vi: `mở rộng thành ${prefix}` };
}

function notActive(replay: Replay, { site, seq, event }: LedgerEntry): EventFault {
  const end = replay.endOf(site);
  const why =
    end === undefined
      ? { en: "has no line before it", vi: "chưa có dòng nào trước đó" }
      : end.event === "recode"
        ? { en: `goes on as ${end.into} since seq ${end.seq}`, vi: `tiếp tục với mã ${end.into} từ seq ${end.seq}` }
        : { en: `ended in seq ${end.seq}`, vi: `đã chấm dứt ở seq ${end.seq}` };
  return {
    rule: "AP-12",
    found: {
      en: `${event} in seq ${seq} of a site that ${why.en}`,
      vi: `${event} ở seq ${seq} của đơn vị ${why.vi}`,
    },
    wanted: { en: "an active site", vi: "đơn vị đang hoạt động" },
    fix: {
      en: "check the code; a unit that is new or comes back gets an allocation first",
      vi: "hãy kiểm tra mã; đơn vị mới hoặc lập lại cần được cấp phát trước",
    },
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
        found: {
          en: `owner ${owner}, which ended on ${end.date}`,
          vi: `chủ quản ${owner}, đã chấm dứt ngày ${end.date}`,
        },
        wanted: {
          en: `an owner that goes on${end.into === undefined ? "" : `, such as ${end.into}`}`,
          vi: `chủ quản còn tiếp tục${end.into === undefined ? "" : `, ví dụ ${end.into}`}`,
        },
        fix: {
          en: "run `province address reform --write`, which lets its successor follow",
          vi: "hãy chạy `province address reform --write` để đơn vị kế thừa tiếp nhận",
        },
      }),
    );
  }
  const { registrant } = replay;
  const end = registrant && replay.endOf(registrant.site);
  if (registrant && end) {
    findings.push(
      addressFinding("AP-12", registrant.site, {
        found: {
          en: `registrant ${registrant.site}, which ended on ${end.date}`,
          vi: `đơn vị đứng tên ${registrant.site}, đã chấm dứt ngày ${end.date}`,
        },
        wanted: {
          en: "the name of its successor at the registry (NĐ 147/2024/NĐ-CP, Điều 17.5)",
          vi: "tên đơn vị kế thừa tại cơ quan quản lý địa chỉ (NĐ 147/2024/NĐ-CP, Điều 17.5)",
        },
        fix: {
          en: "ask the registry for the change of name, then record it: no address changes by it",
          vi: "hãy đề nghị cơ quan quản lý đổi tên, rồi ghi lại: không địa chỉ nào thay đổi",
        },
      }),
    );
  }
  return findings;
}
