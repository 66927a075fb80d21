import { compare } from "../../model/order.ts";
import { asText } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import type { AddressPlan } from "../plan.ts";
import { contains, type Prefix } from "../prefixes/address.ts";
import { formatPrefix, parsePrefix } from "../prefixes/prefix.ts";
import { addressFinding } from "../rules/finding.ts";

/** A network that an agency runs already, from before the plan (R2-07). */
export interface ExistingPrefix {
  /** Of either family. */
  prefix: Prefix;
  /** Code of the agency that uses it (AP-16). */
  agency: string;
  description?: string;
  /** Where it was read, for messages: file and line. */
  place?: string;
}

/** Two users of the same addresses. `outer` holds `inner`, or is the same prefix. */
export interface Overlap {
  outer: ExistingPrefix;
  inner: ExistingPrefix;
  /** `plan` when one side is a site's block of the plan, not an existing network. */
  with: "existing" | "plan";
}

/**
 * Which agencies use the same addresses, and which use addresses that the plan gives to another one (AP-17). Networks
 * of one agency may lie in each other. Sorted by address, larger prefixes first; n log n in the number of prefixes.
 */
export function overlapsOf(existing: readonly ExistingPrefix[], plan: AddressPlan): Overlap[] {
  const sites = Object.values(plan.sites).flatMap(({ site, ipv4, ipv6, parent }) =>
    [ipv4, ipv6].map((prefix): Item => ({ source: { prefix, agency: site }, planned: true, parent })),
  );
  const items = [...existing.map((source): Item => ({ source, planned: false })), ...sites].toSorted(byAddress);

  const overlaps: Overlap[] = [];
  // Sorted so, whatever holds an item is still open when the item comes: prefixes never overlap halfway.
  const open: Item[] = [];
  for (const item of items) {
    while (open.length > 0 && !contains(open.at(-1)!.source.prefix, item.source.prefix)) open.pop();
    for (const outer of open) {
      if (outer.planned && item.planned) continue;
      if (outer.source.agency === item.source.agency) continue;
      // An area's block holds its communes' by design; the commune's own block is the one that counts.
      if (isWithinArea(outer, item, open)) continue;
      overlaps.push({
        outer: outer.source,
        inner: item.source,
        with: outer.planned || item.planned ? "plan" : "existing",
      });
    }
    open.push(item);
  }
  return overlaps;
}

/** Others that a finding names. */
const SHOWN = 3;

/**
 * AP-17 as advice: each network from before the plan that overlaps another agency's, or a block that the plan gives to
 * another site. One finding for each network, on the agency that runs it.
 */
export function checkExisting(existing: readonly ExistingPrefix[], plan: AddressPlan): Finding[] {
  const running = new Set(existing.map(keyOf));
  const clashes = overlapsOf(existing, plan).map(({ outer, inner, with: side }) =>
    // Of a network and a block of the plan it is the network that has to go; of two networks the inner one is named.
    side === "plan" && !running.has(keyOf(inner))
      ? { own: outer, other: inner, side }
      : { own: inner, other: outer, side },
  );
  return [...Map.groupBy(clashes, ({ own }) => keyOf(own)).values()].map((group) => {
    const { own } = group[0]!;
    const others = group.slice(0, SHOWN).map(({ other: { prefix, agency }, side }) =>
      side === "plan"
        ? {
            en: `${formatPrefix(prefix)}, which the plan gives to ${agency}`,
            vi: `${formatPrefix(prefix)}, quy hoạch dành cho ${agency}`,
          }
        : { en: `${formatPrefix(prefix)} of ${agency}`, vi: `${formatPrefix(prefix)} của ${agency}` },
    );
    const rest = group.length - SHOWN;
    const more = rest > 0 ? { en: ` and ${rest} more`, vi: ` và ${rest} mạng nữa` } : asText("");
    return addressFinding("AP-17", own.agency, {
      level: "advisory",
      found: {
        en: `${formatPrefix(own.prefix)}, in use from before the plan, overlapping ${others.map(({ en }) => en).join("; ")}${more.en}`,
        vi: `${formatPrefix(own.prefix)}, đã dùng từ trước quy hoạch, chồng lấn với ${others.map(({ vi }) => vi).join("; ")}${more.vi}`,
      },
      wanted: { en: "addresses that one agency uses", vi: "địa chỉ chỉ một cơ quan dùng" },
      fix: {
        en: "renumber it into the agency's own block, or take the row out once it is gone",
        vi: "hãy chuyển mạng này vào khối của cơ quan, hoặc bỏ dòng này khi mạng không còn",
      },
    });
  });
}

function keyOf({ prefix, agency }: ExistingPrefix): string {
  return `${agency} ${formatPrefix(prefix)}`;
}

interface Item {
  source: ExistingPrefix;
  planned: boolean;
  parent?: string | undefined;
}

function byAddress({ source: a }: Item, { source: b }: Item): number {
  return (
    a.prefix.family - b.prefix.family ||
    Number(a.prefix.value - b.prefix.value) ||
    a.prefix.length - b.prefix.length ||
    compare(a.agency, b.agency)
  );
}

/** Whether a narrower block of the plan among the open ones is that of the inner network's own agency. */
function isWithinArea(outer: Item, inner: Item, open: readonly Item[]): boolean {
  if (!outer.planned) return false;
  return open.some(
    (other) => other.planned && other.parent === outer.source.agency && other.source.agency === inner.source.agency,
  );
}

/** A prefix that somebody typed; undefined when it is none, or has host bits. */
export function readExistingPrefix(text: string): Prefix | undefined {
  try {
    return parsePrefix(text.trim());
  } catch {
    return undefined;
  }
}
