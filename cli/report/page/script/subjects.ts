import type { Prefix } from "../../../../address-plan/prefixes/address.ts";
import type { PageSite } from "../page-data.ts";
import { agencyContent, prefixLinks } from "./agency.ts";
import { agencyOf, data, judged, policyOf, siteOf } from "./data.ts";
import { element, table, type Content } from "./element.ts";
import { findingsOf } from "./findings.ts";
import { figure, said, told, word } from "./language.ts";
import { communeMap, quarantineOf } from "./map.ts";
import { verdictMark } from "./marks.ts";
import { holderOf, sitesIn } from "./search.ts";
import { hrefOf } from "./state.ts";
import { typedPrefix } from "./typed-prefix.ts";

/** What a card says: its title, a line under it, and the rest. */
export interface Card {
  title: string;
  soft: Content[];
  content: Content[];
}

/** The card of a subject, whatever was asked for: a site's code, an address or prefix, a policy's id, a stack. */
export function cardOf(subject: string): Card {
  const site = siteOf.get(subject);
  if (site !== undefined) return siteCard(site);
  if (policyOf.has(subject)) return policyCard(subject);
  const other = data.others.find(({ stack }) => stack === subject);
  if (other !== undefined) return { title: subject, soft: [word("sharedStack")], content: findingsOf(other.findings) };
  const asked = typedPrefix(subject);
  if (asked !== undefined) return prefixCard(subject, asked);
  return { title: subject, soft: [word("unknown")], content: [] };
}

function siteCard(site: PageSite, asked?: Prefix): Card {
  const agency = site.until === undefined ? agencyOf.get(site.code) : undefined;
  // All of a site lies in its own prefix: nothing of it is told apart by that.
  const part = asked && !sitesIn(asked).includes(site) ? asked : undefined;
  const area = site.area === undefined ? undefined : siteOf.get(site.area);
  return {
    title: site.name,
    soft: [
      [site.code, word(agency?.kind ?? site.kind), ...quarantineOf(site)].join(" · "),
      ...(area ? [" · ", element("a", { href: hrefOf({ subject: area.code }) }, area.name)] : []),
      element("br"),
      ...prefixLinks(site),
    ],
    content: [
      ...(agency ? findingsOf(agency.findings) : []),
      ...(site.kind === "area" ? communeMap(site) : []),
      ...(agency ? agencyContent(agency, part) : []),
    ],
  };
}

/** Whose an address is; of a prefix that is nobody's, who is in it. */
function prefixCard(text: string, asked: Prefix): Card {
  const holder = holderOf(asked);
  if (holder !== undefined) return siteCard(holder, asked);
  const sites = sitesIn(asked);
  return {
    title: text,
    soft: [sites.length === 0 ? word("nobodys") : word("sitesIn", { count: sites.length })],
    content: sites.length === 0 ? [] : [siteTable(sites)],
  };
}

function siteTable(sites: readonly PageSite[]): HTMLElement {
  return table(
    [word("name"), word("kind"), word("ipv6"), word("ipv4")],
    sites.map(({ code, name, kind, ipv6, ipv4 }) => ({
      cells: [
        element("a", { href: hrefOf({ subject: code }) }, element("b", {}, code), ` ${name}`),
        word(kind),
        { class: "address", content: ipv6 },
        { class: "address", content: ipv4 },
      ],
    })),
  );
}

function policyCard(id: string): Card {
  const policy = policyOf.get(id)!;
  const notMet = judged
    .map((stack) => ({ ...stack, findings: stack.findings.filter((finding) => finding.policy === id) }))
    .filter(({ findings }) => findings.length > 0);
  return {
    title: `${id} · ${said(policy.title)}`,
    soft: [word(policy.level)],
    content: [
      element("p", {}, ...told(policy.why)),
      element("h3", {}, word("toFix")),
      element("p", { class: "sentence" }, ...told(policy.fix)),
      element("h3", {}, word("source")),
      element("p", { class: "soft" }, policy.source.join("; ")),
      element("p", { class: "soft" }, word("moreOf"), " ", element("code", {}, `npx province policy explain ${id}`)),
      element("h3", {}, `${word("notMetBy")} `, element("small", {}, figure(notMet.length))),
      ...(notMet.length === 0
        ? [element("p", { class: "verdict passes" }, `✓ ${word("metByAll")}`)]
        : [
            table(
              [word("verdict"), word("agency"), word("message")],
              notMet.map(({ code, name, ...stack }) => ({
                cells: [
                  verdictMark({ resources: 0, findings: stack.findings }),
                  element(
                    "a",
                    { href: hrefOf({ subject: code }) },
                    element("b", {}, code),
                    ` ${name ?? word("sharedStack")}`,
                  ),
                  { class: "", content: stack.findings.map(({ message }) => element("p", {}, ...told(message))) },
                ],
              })),
            ),
          ]),
    ],
  };
}
