import { contains, overlaps, type Prefix } from "../../../../address-plan/prefixes/address.ts";
import type { PageAgency, PageSite } from "../page-data.ts";
import { data, siteOf, verdictOf, worstFirst } from "./data.ts";
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

const searchTexts = new Map<PageAgency, string>();

/** All that an agency may be found by. */
function searchText(agency: PageAgency): string {
  let text = searchTexts.get(agency);
  if (text === undefined) {
    text = plain(
      [
        agency.code,
        agency.name,
        siteOf.get(agency.area ?? "")?.name ?? "",
        ...agency.networks.flatMap(({ zone, ipv6, ipv4 }) => [zone, ipv6, ipv4]),
        ...agency.servers.flatMap(({ name, ipv6, ipv4 }) => [name, ipv6, ipv4]),
        ...agency.findings.map(({ policy }) => policy),
      ].join(" "),
    );
    searchTexts.set(agency, text);
  }
  return text;
}

/** Whether the reader chose anything that leaves some agency out. */
export function isFiltered(): boolean {
  return state.query.trim() !== "" || state.kind !== "" || state.verdict !== "";
}

/** The agencies that fit all that the reader chose, the worst first. */
export function matching(): PageAgency[] {
  const at = typedPrefix(state.query);
  const words = plain(state.query).split(/\s+/).filter(Boolean);
  return data.agencies
    .filter(
      (agency) =>
        (state.kind === "" || agency.kind === state.kind) &&
        (state.verdict === "" || verdictOf(agency) === state.verdict) &&
        (at ? touches(at, agency) : words.every((each) => searchText(agency).includes(each))),
    )
    .toSorted(worstFirst);
}

/** The networks or servers of the agencies found: where an address or a part of a name was typed, those that it fits. */
export function partsOf<Part extends { name: string; ipv6: string; ipv4: string }>(
  agencies: readonly PageAgency[],
  parts: (agency: PageAgency) => readonly Part[],
  more: (part: Part) => string = () => "",
): { agency: PageAgency; part: Part }[] {
  const at = typedPrefix(state.query);
  const words = plain(state.query).split(/\s+/).filter(Boolean);
  return agencies.flatMap((agency) => {
    const own = plain(`${agency.code} ${agency.name} ${siteOf.get(agency.area ?? "")?.name ?? ""}`);
    return parts(agency)
      .filter((part) => {
        if (at) return touches(at, part);
        const text = `${own} ${plain(`${part.name} ${part.ipv6} ${part.ipv4} ${more(part)}`)}`;
        return words.every((each) => text.includes(each));
      })
      .map((part) => ({ agency, part }));
  });
}

/** Whether an address or a prefix shares one with a block of both families. */
export function touches(asked: Prefix, { ipv6, ipv4 }: { ipv6: string; ipv4: string }): boolean {
  return prefixesOf({ ipv6, ipv4 }).some((own) => overlaps(own, asked));
}

/** The smallest site that an address or a prefix lies in; one that is there before one that rests. */
export function holderOf(asked: Prefix): PageSite | undefined {
  const [holder] = data.sites
    .flatMap((site) => {
      const own = prefixesOf(site).find((prefix) => contains(prefix, asked));
      return own ? [{ site, length: own.length - (site.until === undefined ? 0 : 0.5) }] : [];
    })
    .toSorted((a, b) => b.length - a.length);
  return holder?.site;
}

/** The sites that lie in a prefix. */
export function sitesIn(asked: Prefix): PageSite[] {
  return data.sites.filter((site) => prefixesOf(site).some((own) => contains(asked, own)));
}

function prefixesOf({ ipv6, ipv4 }: { ipv6: string; ipv4: string }): Prefix[] {
  return [ipv6, ipv4].flatMap((text) => typedPrefix(text) ?? []);
}
