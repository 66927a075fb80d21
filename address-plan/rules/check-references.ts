import { asText, type Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { quarantineEnd } from "../ledger/quarantine.ts";
import { Replay, type SiteState } from "../ledger/replay.ts";
import { contains, overlaps, prefixOf, type Prefix } from "../prefixes/address.ts";
import { addressFinding } from "./finding.ts";
import type { AddressReference } from "./references.ts";

/** References that a finding names. */
const SHOWN = 3;

/**
 * AP-11, before anything is given out again: who still names the addresses of a site that ended. Advice, one finding
 * for each such site; an aggregate that holds a retired prefix among others is no reference to it.
 *
 * @param day ISO date: sites that ended by then count, unless another site has their prefix by then
 */
export function checkReferences(ledger: Ledger, references: readonly AddressReference[], day: string): Finding[] {
  const replay = Replay.of(ledger, day);
  return [...namedBy(replay, references)]
    .filter(([state]) => !isReissued(replay, state))
    .map(([{ site, retired }, named]) => {
      const end = quarantineEnd(ledger, retired?.date ?? day);
      const heir = retired?.into;
      const rests =
        end > day
          ? { en: `is in quarantine until ${end}`, vi: `còn cách ly đến ${end}` }
          : { en: `may be given out again since ${end}`, vi: `được cấp lại từ ${end}` };
      const todo =
        heir === undefined
          ? { en: "take it out", vi: "hãy bỏ chỗ đó" }
          : {
              en: `name ${heir}, which went on for it, or take it out`,
              vi: `hãy ghi ${heir}, đơn vị kế thừa, hoặc bỏ chỗ đó`,
            };
      const list = listOf(named);
      return addressFinding("AP-11", site, {
        level: "advisory",
        found: {
          en: `${list.en}; it ended on ${retired?.date}, and its prefix ${rests.en}`,
          vi: `${list.vi}; đơn vị đã chấm dứt ngày ${retired?.date}, tiền tố của nó ${rests.vi}`,
        },
        wanted: {
          en: "nothing that names a retired prefix: what does will lead to whoever gets it next",
          vi: "không còn gì ghi tiền tố đã thu hồi: nếu còn, nó sẽ dẫn đến đơn vị được cấp sau",
        },
        fix: {
          en: `${todo.en}; until then nobody gets the prefix`,
          vi: `${todo.vi}; cho đến khi đó tiền tố không được cấp cho ai`,
        },
      });
    });
}

/**
 * AP-11, when it is given out again: lines of `after` behind those of `before` that give a site addresses which are
 * still named as those of the site that had them. Mandatory, one finding for each such pair.
 */
export function checkReissue(before: Ledger, after: Ledger, references: readonly AddressReference[]): Finding[] {
  const replay = Replay.of({ ...after, entries: after.entries.slice(0, before.entries.length) });
  return after.entries.slice(before.entries.length).flatMap((entry) => {
    const named = entry.event === "allocate" || entry.event === "grow" ? [...namedBy(replay, references)] : [];
    replay.apply(entry);
    const state = replay.sites.get(entry.site);
    if (!state || named.length === 0) return [];
    const blocks = prefixesOf(state);
    return named.flatMap(([old, all]) => {
      // An area holds what its own communes had.
      if (old.line.parent === entry.site) return [];
      const inside = all.filter(({ prefix }) => blocks.some((block) => contains(block, prefix)));
      if (inside.length === 0) return [];
      const list = listOf(inside);
      const less = entry.event === "grow" ? { en: ", or grow by less", vi: ", hoặc mở rộng ít hơn" } : asText("");
      return [
        addressFinding("AP-11", entry.site, {
          found: {
            en: `a prefix that was that of ${old.site} until ${old.retired?.date}: ${list.en}`,
            vi: `tiền tố vốn của ${old.site} đến ngày ${old.retired?.date}: ${list.vi}`,
          },
          wanted: {
            en: "one that no record, route or rule names any more",
            vi: "tiền tố không còn bản ghi, tuyến hay quy tắc nào ghi đến",
          },
          fix: { en: `take what names it out first${less.en}`, vi: `hãy bỏ những gì ghi đến nó trước${less.vi}` },
        }),
      ];
    });
  });
}

/** Which references lie in what each site had that ended; of a prefix that two had in turn, the later one. */
function namedBy(replay: Replay, references: readonly AddressReference[]): Map<SiteState, AddressReference[]> {
  const holders = new Map<string, SiteState>();
  const lengths = new Set<number>();
  for (const state of replay.ended) {
    for (const prefix of prefixesOf(state)) {
      holders.set(keyOf(prefix), state);
      lengths.add(prefix.length);
    }
  }
  const longestFirst = [...lengths].toSorted((a, b) => b - a);
  const named = new Map<SiteState, AddressReference[]>();
  for (const reference of references) {
    const length = longestFirst.find(
      (each) => each <= reference.prefix.length && holders.has(keyOf(prefixOf(reference.prefix, each))),
    );
    const state = length === undefined ? undefined : holders.get(keyOf(prefixOf(reference.prefix, length)));
    if (!state) continue;
    const known = named.get(state);
    if (known) known.push(reference);
    else named.set(state, [reference]);
  }
  return named;
}

/** True when an active site has the prefix by now; the area that a commune was in always held it. */
function isReissued(replay: Replay, ended: SiteState): boolean {
  const own = prefixesOf(ended);
  return [...replay.sites.values()].some(
    (state) =>
      state.line.site !== ended.line.parent &&
      prefixesOf(state).some((prefix) => own.some((each) => overlaps(each, prefix))),
  );
}

function prefixesOf({ blocks }: SiteState): Prefix[] {
  return blocks.flatMap(({ ipv6, ipv4 }) => [ipv6, ipv4]);
}

function keyOf({ family, value, length }: Prefix): string {
  return `${family} ${value} ${length}`;
}

function listOf(references: readonly AddressReference[]): Text {
  const [shown, more] = [references.slice(0, SHOWN), references.length - SHOWN];
  return {
    en: `${shown.map(({ text, place }) => `${text} in ${place}`).join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    vi: `${shown.map(({ text, place }) => `${text} trong ${place}`).join(", ")}${more > 0 ? ` và ${more} chỗ nữa` : ""}`,
  };
}
