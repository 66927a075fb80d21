import { overlaps, type Prefix } from "../../../../address-plan/prefixes/address.ts";
import type { PageAgency } from "../page-data.ts";
import type { Words } from "../words.ts";
import { element, table, type Content, type Row } from "./element.ts";
import { figure, word } from "./language.ts";
import { zoneText } from "./lists.ts";
import { verdictMark } from "./marks.ts";
import { hrefOf } from "./state.ts";
import { typedPrefix } from "./typed-prefix.ts";

/** What an agency's card says of it: facts, networks, servers. `asked` is the address that the reader came from. */
export function agencyContent(agency: PageAgency, asked?: Prefix): Content[] {
  const { networks, servers } = agency;
  return [
    facts(agency),
    element("h3", {}, word("networks"), " ", element("small", {}, figure(networks.length))),
    table(
      [word("network"), word("zone"), word("ipv6"), word("ipv4")],
      networks.map((network) => ({
        class: markOf(network, asked),
        cells: [network.name, zoneText(network.zone), ...addressCells(network)],
      })),
    ),
    element("h3", {}, word("servers"), " ", element("small", {}, figure(servers.length))),
    table(
      [word("server"), word("network"), word("ipv6"), word("ipv4")],
      servers.map((server) => ({
        class: markOf(server, asked),
        cells: [
          server.published ? `${server.name} (${word("published")})` : server.name,
          server.network,
          ...addressCells(server),
        ],
      })),
    ),
  ];
}

/** Links to a block's prefixes. */
export function prefixLinks({ ipv6, ipv4 }: { ipv6: string; ipv4: string }): Content[] {
  return [ipv6, ipv4].flatMap((text, index) =>
    text === ""
      ? []
      : [...(index === 0 ? [] : [" · "]), element("a", { class: "address", href: hrefOf({ subject: text }) }, text)],
  );
}

function addressCells({ ipv6, ipv4 }: { ipv6: string; ipv4: string }): Row["cells"] {
  return [ipv6, ipv4].map((text) => ({
    class: "address",
    content: text === "" ? "" : element("a", { href: hrefOf({ subject: text }) }, text),
  }));
}

/** What lies in the prefix asked for, or holds the address, is marked; not everything when all of the site was asked for. */
function markOf({ ipv6, ipv4 }: { ipv6: string; ipv4: string }, asked: Prefix | undefined): string | undefined {
  if (asked === undefined) return undefined;
  const own = [ipv6, ipv4].flatMap((text) => typedPrefix(text) ?? []);
  return own.some((prefix) => overlaps(prefix, asked)) ? "asked" : undefined;
}

function facts(agency: PageAgency): HTMLElement {
  const { dataCentre, mode, phase, stage, securityLevel, resources } = agency;
  const known: [keyof Words, Content | undefined][] = [
    ["verdict", verdictMark(agency)],
    ["resources", resources === undefined ? undefined : figure(resources)],
    ["dataCentre", dataCentre],
    ["mode", word(mode)],
    ["phase", String(phase)],
    ["stage", word(stage)],
    ["securityLevel", String(securityLevel)],
  ];
  return element(
    "dl",
    {},
    ...known.flatMap(([key, value]) =>
      value === undefined ? [] : [element("div", {}, element("dt", {}, word(key)), element("dd", {}, value))],
    ),
  );
}
