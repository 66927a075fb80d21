import type { ProfileName } from "../../model/province.ts";
import { profileName } from "../../model/schema/fields.ts";
import { inBoth, type Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { KIND_TEXTS, type SiteKind } from "../kinds.ts";
import type { Ledger, SiteRequest } from "../ledger/ledger.ts";
import { Replay } from "../ledger/replay.ts";
import { blocksFor, profileOf, slotOrder, type Profile } from "../profile.ts";
import { addressFinding } from "../rules/finding.ts";

/** How many sites of each kind want addresses; communes by area. */
export interface Demand {
  platform: number;
  department: number;
  /** Communes of each area, by area code. */
  areas: Readonly<Record<string, number>>;
}

/** One pool of a profile against a demand. */
export interface PoolCapacity {
  kind: SiteKind;
  /** The area whose communes they are: the one with the most, since it decides. */
  area?: string;
  needed: number;
  slots: number;
}

/** What a set of requests demands. */
export function demandOf(requests: readonly Pick<SiteRequest, "kind" | "site" | "parent">[]): Demand {
  const count = (kind: SiteKind) => requests.filter((each) => each.kind === kind).length;
  const communes = Map.groupBy(
    requests.filter(({ kind }) => kind === "commune"),
    ({ parent }) => parent ?? "",
  );
  const areas = requests.filter(({ kind }) => kind === "area").map(({ site }) => site);
  return {
    platform: count("platform"),
    department: count("department"),
    areas: Object.fromEntries(areas.map((area) => [area, communes.get(area)?.length ?? 0])),
  };
}

/** Slots needed and slots there, for each pool of the root and for the largest area. */
export function capacityOf(profile: Profile, demand: Demand): PoolCapacity[] {
  const inRoot = (kind: "platform" | "department" | "area", needed: number) => ({
    kind,
    needed,
    slots: slotOrder(profile.pools[kind]).length,
  });
  const areas = Object.entries(demand.areas);
  const [area, most] = areas.toSorted(([, a], [, b]) => b - a)[0] ?? [undefined, 0];
  const blocks = areas.reduce((sum, [, communes]) => sum + blocksFor(profile, communes), 0);
  return [
    inRoot("platform", demand.platform),
    inRoot("department", demand.department),
    inRoot("area", blocks),
    ...(area === undefined
      ? []
      : [
          {
            kind: "commune" as const,
            area,
            needed: most,
            slots: slotOrder(profile.pools.commune, blocksFor(profile, most)).length,
          },
        ]),
  ];
}

/**
 * AP-13, before the first line is written: every pool must hold the sites of the first day times the profile's growth
 * factor. A ledger that has lines already only needs room for what is asked. What the profile gives up is said as advice.
 */
export function checkCapacity(
  ledger: Ledger,
  requests: readonly Pick<SiteRequest, "kind" | "site" | "parent">[],
): Finding[] {
  const profile = profileOf(ledger);
  const isFirstDay = ledger.entries.length === 0;
  const known = [...Replay.of(ledger).sites.values()].map(({ site, formerCodes, line }) => ({
    ...line,
    site,
    formerCodes,
  }));
  const codes = new Set(known.flatMap(({ site, formerCodes }) => [site, ...formerCodes]));
  const all = [...known, ...requests.filter(({ site }) => !codes.has(site))];
  const factor = isFirstDay ? profile.capacityFactor : 1;
  const findings = capacityOf(profile, demandOf(all))
    .filter(({ needed, slots }) => needed * factor > slots)
    .map(({ kind, area, needed, slots }) =>
      addressFinding("AP-13", area ?? ledger.root6, {
        found: {
          en: `${slots} ${kind} slots for ${needed} sites`,
          vi: `${slots} vị trí loại ${KIND_TEXTS[kind].vi} cho ${needed} đơn vị`,
        },
        wanted:
          factor === 1
            ? `${needed}`
            : {
                en: `${needed * factor}, ${factor} times the sites of the first day`,
                vi: `${needed * factor}, gấp ${factor} lần số đơn vị của ngày đầu`,
              },
        fix: largerBlock(smallestFor(demandOf(all))),
      }),
    );
  if (isFirstDay && profile.capacityFactor === 1) {
    const numbers = justificationOf(demandOf(all));
    findings.push(
      addressFinding("AP-13", ledger.root6, {
        level: "advisory",
        found: {
          en: `profile ${profile.name}: ${profile.limits.map(({ en }) => en).join("; ")}`,
          vi: `phương án ${profile.name}: ${profile.limits.map(({ vi }) => vi).join("; ")}`,
        },
        wanted: { en: "profile P40", vi: "phương án P40" },
        fix: {
          en: `ask the registry for a larger block; ${numbers.map(({ en }) => en).join("; ")}`,
          vi: `hãy xin khối địa chỉ lớn hơn; ${numbers.map(({ vi }) => vi).join("; ")}`,
        },
      }),
    );
  }
  return findings;
}

function largerBlock(profile: ProfileName | undefined): Text {
  return profile === undefined
    ? {
        en: "ask the registry for a larger block: no profile holds this",
        vi: "hãy xin khối địa chỉ lớn hơn: không phương án nào chứa đủ",
      }
    : {
        en: `ask the registry for a larger block: ${profile} does`,
        vi: `hãy xin khối địa chỉ lớn hơn: ${profile} thì đủ`,
      };
}

/** The profile with the longest root that holds a demand with its growth, or undefined. */
export function smallestFor(demand: Demand): ProfileName | undefined {
  return profileName.options.find((name) => {
    const profile = profileOf(name);
    return (
      profile.capacityFactor > 1 &&
      capacityOf(profile, demand).every(({ needed, slots }) => needed * profile.capacityFactor <= slots)
    );
  });
}

/**
 * The numbers for the letter that asks the registry for a block: sites by kind, and for each profile how full its pools
 * would be on the first day. One line each.
 */
export function justificationOf(demand: Demand): Text[] {
  const communes = Object.values(demand.areas).reduce((sum, count) => sum + count, 0);
  const areas = Object.keys(demand.areas).length;
  return [
    {
      en: `sites: ${demand.platform} platform, ${demand.department} departments, ${areas} areas, ${communes} communes`,
      vi: `đơn vị: ${demand.platform} nền tảng, ${demand.department} cơ quan, ${areas} vùng kết nối, ${communes} xã`,
    },
    ...profileName.options.map((name) => {
      const profile = profileOf(name);
      const pools = capacityOf(profile, demand).map(({ kind, area, needed, slots }) => ({
        en: `${kind}${area === undefined ? "" : ` of area ${area}`} ${needed} of ${slots}`,
        vi: `${KIND_TEXTS[kind].vi}${area === undefined ? "" : ` của vùng kết nối ${area}`} ${needed}/${slots}`,
      }));
      return inBoth(
        (language) => `${name} (/${profile.root6Length}): ${pools.map((pool) => pool[language]).join(", ")}`,
      );
    }),
  ];
}
