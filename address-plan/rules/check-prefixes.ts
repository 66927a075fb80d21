import { DOCUMENTATION_BLOCKS, PRIVATE_BLOCKS } from "../../model/province/addresses.ts";
import { textOf, type Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { KIND_TEXTS } from "../kinds.ts";
import type { AllocateEntry, Ledger, LedgerEntry } from "../ledger/ledger.ts";
import { Replay } from "../ledger/replay.ts";
import { contains, isSame, type Family, type Prefix } from "../prefixes/address.ts";
import { formatBoth, formatPrefix, parsePrefix, prefixIn, type Block } from "../prefixes/prefix.ts";
import { blockOfSlot, poolBlock } from "../prefixes/site-prefix.ts";
import { formatSlot, profileOf, SUBNET_6_LENGTH, ZONE_BITS, type Profile } from "../profile.ts";
import { checkEvents } from "./check-events.ts";
import { checkRootShape, isShaped } from "./check-roots.ts";
import { addressFinding } from "./finding.ts";

/** Where documentation and tests may have their addresses (AP-22). */
const EXAMPLES = [...DOCUMENTATION_BLOCKS, ...PRIVATE_BLOCKS].map(parsePrefix);

interface Site extends Block {
  entry: AllocateEntry;
}

/** AP-02..06, 17, 22, 23: are the prefixes themselves right, and are they those of their slots. */
export function checkPrefixes(ledger: Ledger, addresses: "documentation" | "registered"): Finding[] {
  const findings: Finding[] = [];
  const read = (site: string, key: string, text: string): Prefix | undefined => {
    try {
      const prefix = parsePrefix(text);
      const canonical = formatPrefix(prefix);
      if (canonical !== text) findings.push(notCanonical(site, key, text, canonical));
      return prefix;
    } catch (error) {
      const { en, vi } = textOf(error);
      findings.push(notCanonical(site, key, text, { en: `a prefix (${en})`, vi: `một tiền tố (${vi})` }));
      return undefined;
    }
  };

  const root6 = read(ledger.root6, "root6", ledger.root6);
  const root4 = read(ledger.root4, "root4", ledger.root4);
  const sites: Site[] = [];
  const unreadable = new Set<LedgerEntry>();
  for (const entry of ledger.entries) {
    if (!("ipv6" in entry)) continue;
    const ipv6 = read(entry.site, "ipv6", entry.ipv6);
    const ipv4 = read(entry.site, "ipv4", entry.ipv4);
    if (!ipv6 || !ipv4) unreadable.add(entry);
    else if (addresses === "documentation") {
      findings.push(...checkDocumentation(entry.site, ipv6), ...checkDocumentation(entry.site, ipv4));
    }
    if (entry.event !== "allocate") continue;
    const slot = formatSlot(Number(entry.slot));
    if (slot !== entry.slot) findings.push(notCanonical(entry.site, "slot", entry.slot, slot));
    if (Number.isNaN(Number(entry.slot))) unreadable.add(entry);
    else if (ipv6 && ipv4) sites.push({ entry, ipv6, ipv4 });
  }
  if (!root6 || !root4) return findings;
  if (addresses === "documentation") {
    findings.push(...checkDocumentation(ledger.root6, root6), ...checkDocumentation(ledger.root4, root4));
  }

  const rootFaults = checkRootShape(ledger);
  if (rootFaults.length > 0) return [...findings, ...rootFaults];

  const readable = {
    ...ledger,
    entries: ledger.entries.flatMap((entry) => {
      if (unreadable.has(entry)) return [];
      if (entry.event !== "allocate" || entry.kind !== "area" || isShaped(ledger, entry)) return [entry];
      return areaOfSlot(ledger, entry, { ipv6: root6, ipv4: root4 });
    }),
  };
  const replay = Replay.of(readable);
  for (const site of sites) findings.push(...checkSize(site, replay.profile), ...checkPlace(site, replay));
  return [...findings, ...checkEvents(readable), ...checkOverlap(replay, 6), ...checkOverlap(replay, 4)];
}

/** An area as its slot says it: what is wrong with its prefixes is a finding of its own, not one for each commune. */
function areaOfSlot(ledger: Ledger, entry: AllocateEntry, root: Block): AllocateEntry[] {
  const profile = profileOf(ledger);
  const slot = Number(entry.slot);
  if (!new Replay(ledger).poolOf("area", undefined).holds(slot, entry.blocks ?? 1)) return [];
  return [{ ...entry, ...formatBoth(blockOfSlot(profile, "area", slot, [root])) }];
}

function checkSize({ entry, ipv6 }: Site, profile: Profile): Finding[] {
  const findings: Finding[] = [];
  const { site, kind } = entry;
  if (entry.blocks !== undefined && (kind !== "area" || profile.name !== "P48")) {
    const found = { en: `${entry.blocks} blocks`, vi: `${entry.blocks} khối` };
    const wanted = {
      en: `one: only areas of profile P48 have several, and this is a ${KIND_TEXTS[kind].en} of ${profile.name}`,
      vi: `một khối: chỉ vùng kết nối của phương án P48 có nhiều, còn đây là ${KIND_TEXTS[kind].vi} của ${profile.name}`,
    };
    const fix = { en: "let the site grow in place instead", vi: "hãy mở rộng đơn vị tại chỗ" };
    findings.push(addressFinding("AP-05", site, { found, wanted, fix }));
  }
  const wantedLength = profile.pools[kind].ipv6Length;
  const fix = {
    en: "use the prefix that `province address allocate` proposes",
    vi: "hãy dùng tiền tố mà `province address allocate` đề xuất",
  };
  if (ipv6.length % 4 !== 0) {
    const wanted = {
      en: "a length that is a multiple of 4, so that a reverse zone and a digit belong to one site",
      vi: "độ dài là bội số của 4, để mỗi vùng ngược và mỗi chữ số thuộc một đơn vị",
    };
    findings.push(addressFinding("AP-02", site, { found: entry.ipv6, wanted, fix }));
  }
  if (ipv6.length > wantedLength) {
    const wanted = {
      en: `/${wantedLength} or larger for a ${KIND_TEXTS[kind].en}`,
      vi: `/${wantedLength} hoặc lớn hơn cho loại ${KIND_TEXTS[kind].vi}`,
    };
    findings.push(addressFinding("AP-05", site, { found: entry.ipv6, wanted, fix }));
  }
  const smallest = SUBNET_6_LENGTH - ZONE_BITS;
  if (ipv6.length > smallest) {
    const wanted = {
      en: `/${smallest} or larger, so that each of 16 zones has a whole /64`,
      vi: `/${smallest} hoặc lớn hơn, để mỗi vùng trong 16 vùng có trọn một /64`,
    };
    findings.push(addressFinding("AP-06", site, { found: entry.ipv6, wanted, fix }));
  }
  return findings;
}

/** AP-04: inside the parent's block. AP-07: the prefix of the slot. AP-17: the IPv4 twin of the slot. */
function checkPlace({ entry, ipv6, ipv4 }: Site, replay: Replay): Finding[] {
  const { site, kind, parent } = entry;
  const { profile } = replay;
  const parents = replay.parentsOf(kind, parent);
  if (parents.length === 0) {
    const found = parent === undefined ? { en: "no parent", vi: "không có parent" } : `parent "${parent}"`;
    const wanted = { en: "the code of an area of the ledger", vi: "mã một vùng kết nối trong sổ cấp phát" };
    const fix = {
      en: "name the area that the commune is wired to, and allocate that area first",
      vi: "hãy ghi vùng kết nối nơi xã đấu nối, và cấp phát cho vùng đó trước",
    };
    return [addressFinding("AP-04", site, { found, wanted, fix })];
  }
  const findings: Finding[] = [];
  const outer = kind === "commune" ? parents : [poolBlock(profile, kind, replay.root)];
  for (const [inner, around] of [
    [ipv6, outer.map((block) => block.ipv6)],
    [ipv4, outer.map((block) => block.ipv4)],
  ] as const) {
    if (around.some((block) => contains(block, inner))) continue;
    const blocks = around.map(formatPrefix).join(", ");
    const name =
      kind === "commune"
        ? { en: `area ${parent}`, vi: `vùng kết nối ${parent}` }
        : { en: `the pool of kind ${kind}`, vi: `pool của loại ${KIND_TEXTS[kind].vi}` };
    const wanted = { en: `a prefix inside ${blocks}, ${name.en}`, vi: `tiền tố nằm trong ${blocks}, ${name.vi}` };
    const fix = {
      en: "drop the line if it was never committed and run `province address allocate --write`",
      vi: "hãy bỏ dòng này nếu chưa từng được phê duyệt rồi chạy `province address allocate --write`",
    };
    findings.push(addressFinding("AP-04", site, { found: formatPrefix(inner), wanted, fix }));
  }

  const pool = profile.pools[kind];
  const slot = Number(entry.slot);
  if (!replay.poolOf(kind, parent).holds(slot, entry.blocks ?? 1)) {
    const last = pool.base + 2 ** pool.bits * (kind === "commune" ? parents.length : 1) - 1;
    const slots = `${formatSlot(pool.lowest)}..${formatSlot(last)}`;
    const wanted = {
      en: `${slots}, the slots of kind ${kind}`,
      vi: `${slots}, các vị trí của loại ${KIND_TEXTS[kind].vi}`,
    };
    const found = { en: `slot ${entry.slot}`, vi: `vị trí ${entry.slot}` };
    const fix = { en: "restore the line from git", vi: "hãy khôi phục dòng này từ git" };
    findings.push(addressFinding("AP-07", site, { found, wanted, fix }));
    return findings;
  }
  const wanted = blockOfSlot(profile, kind, slot, parents);
  const fix = {
    en: "restore the line from git: slot and prefixes are one decision",
    vi: "hãy khôi phục dòng này từ git: vị trí và tiền tố là một quyết định",
  };
  if (!isSame(wanted.ipv6, ipv6)) {
    findings.push(
      addressFinding("AP-07", site, {
        found: entry.ipv6,
        wanted: {
          en: `${formatPrefix(wanted.ipv6)}, slot ${entry.slot}`,
          vi: `${formatPrefix(wanted.ipv6)}, vị trí ${entry.slot}`,
        },
        fix,
      }),
    );
  }
  if (!isSame(wanted.ipv4, ipv4)) {
    findings.push(
      addressFinding("AP-17", site, {
        found: entry.ipv4,
        wanted: {
          en: `${formatPrefix(wanted.ipv4)}, the twin of slot ${entry.slot}`,
          vi: `${formatPrefix(wanted.ipv4)}, cặp đôi của vị trí ${entry.slot}`,
        },
        fix,
      }),
    );
  }
  return findings;
}

/**
 * AP-03, one family, all sites that are active at the end. Prefixes either nest or are disjoint, so one pass in address
 * order with the stack of enclosing prefixes meets every overlap. Only an area may enclose others: its hub and its own
 * communes.
 */
function checkOverlap(replay: Replay, family: Family): Finding[] {
  const findings: Finding[] = [];
  const leaves = [...replay.sites.values()]
    .flatMap((state) => [
      ...state.blocks.map((block) => ({ entry: state.line, hub: false, prefix: prefixIn(block, family) })),
      ...(state.line.kind === "area"
        ? replay.hubsOf(state).map((block) => ({ entry: state.line, hub: true, prefix: prefixIn(block, family) }))
        : []),
    ])
    .toSorted((a, b) => Number(a.prefix.value - b.prefix.value) || a.prefix.length - b.prefix.length);
  const around: typeof leaves = [];
  for (const leaf of leaves) {
    while (around.length > 0 && !contains(around.at(-1)!.prefix, leaf.prefix)) around.pop();
    for (const outer of around) {
      const ownArea = !outer.hub && outer.entry.kind === "area" && leaf.entry.parent === outer.entry.site;
      if (ownArea || (leaf.hub && leaf.entry === outer.entry)) continue;
      const [inner, owner] = [formatPrefix(leaf.prefix), outer.entry.site];
      const seqs = [outer.entry.seq, leaf.entry.seq];
      findings.push(
        addressFinding("AP-03", leaf.entry.site, {
          found: {
            en: `${inner} inside ${formatPrefix(outer.prefix)} of ${owner}${outer.hub ? "'s hub" : ""}`,
            vi: `${inner} nằm trong ${formatPrefix(outer.prefix)} của ${outer.hub ? "trung tâm " : ""}${owner}`,
          },
          wanted: { en: "addresses that no other site has", vi: "địa chỉ mà không đơn vị nào khác có" },
          fix: {
            en: `drop the later of seq ${seqs[0]} and ${seqs[1]} if it was never committed, then allocate anew`,
            vi: `hãy bỏ dòng sau trong hai dòng seq ${seqs[0]} và ${seqs[1]} nếu chưa từng được phê duyệt, rồi cấp phát lại`,
          },
        }),
      );
    }
    around.push(leaf);
  }
  return findings;
}

function checkDocumentation(site: string, prefix: Prefix): Finding[] {
  if (EXAMPLES.some((block) => contains(block, prefix))) return [];
  return [
    addressFinding("AP-22", site, {
      found: formatPrefix(prefix),
      wanted: {
        en: "a documentation or private address (3fff::/20, 2001:db8::/32, RFC 1918, RFC 5737)",
        vi: "địa chỉ dành cho tài liệu hoặc địa chỉ riêng (3fff::/20, 2001:db8::/32, RFC 1918, RFC 5737)",
      },
      fix: {
        en: "use the example root here; real addresses belong in the province's own repository (environment `registered`)",
        vi: "hãy dùng khối gốc mẫu ở đây; địa chỉ thật thuộc về kho mã riêng của tỉnh (môi trường `registered`)",
      },
    }),
  ];
}

function notCanonical(site: string, key: string, found: string, wanted: string | Text): Finding {
  return addressFinding("AP-23", site, {
    found: `${key} "${found}"`,
    wanted,
    fix: { en: "write the canonical text (RFC 5952)", vi: "hãy ghi ở dạng chuẩn (RFC 5952)" },
  });
}
