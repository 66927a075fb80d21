import { overlaps } from "../../../../address-plan/prefixes/address.ts";
import type { PageAgency } from "../page-data.ts";
import { data, siteOf, verdictOf } from "./data.ts";
import { state } from "./state.ts";
import { typedPrefix } from "./typed-prefix.ts";

/** Lower case without diacritics: people type names without them. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "D")
    .toLowerCase();
}

const searchText = new Map(
  data.agencies.map((agency) => [
    agency,
    plain(
      [
        agency.code,
        agency.name,
        siteOf.get(agency.area ?? "")?.name ?? "",
        ...agency.networks.flatMap(({ zone, ipv6, ipv4 }) => [zone, ipv6, ipv4]),
        ...agency.servers.flatMap(({ name, ipv6, ipv4 }) => [name, ipv6, ipv4]),
        ...agency.findings.map(({ policy }) => policy),
      ].join(" "),
    ),
  ]),
);

/** Agencies that hold the address or prefix typed, or lie in it; undefined when the query is no address. */
function agenciesAt(query: string): PageAgency[] | undefined {
  const asked = typedPrefix(query);
  if (asked === undefined) return undefined;
  return data.agencies.filter((agency) =>
    [agency.ipv6, agency.ipv4].some((text) => {
      const own = typedPrefix(text);
      return own !== undefined && overlaps(own, asked);
    }),
  );
}

/** The agencies that fit all that the reader chose. */
export function matching(): PageAgency[] {
  const at = agenciesAt(state.query);
  const words = plain(state.query).split(/\s+/).filter(Boolean);
  return (at ?? data.agencies).filter(
    (agency) =>
      (state.kind === "" || agency.kind === state.kind) &&
      (state.verdict === "" || verdictOf(agency) === state.verdict) &&
      (state.area === undefined || agency.area === state.area || agency.code === state.area) &&
      (at !== undefined || words.every((each) => searchText.get(agency)?.includes(each))),
  );
}
