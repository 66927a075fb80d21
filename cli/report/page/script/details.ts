import type { PageAgency } from "../page-data.ts";
import type { Words } from "../words.ts";
import { data, siteOf } from "./data.ts";
import { element, row, table } from "./element.ts";
import { findingTable } from "./findings.ts";
import { word } from "./language.ts";

/** What stands under an agency's open row: facts, networks, servers, findings. */
export function details(agency: PageAgency): HTMLElement[] {
  return [
    facts(agency),
    element("h3", {}, word("networks")),
    table(
      [word("network"), word("zone"), word("ipv6"), word("ipv4")],
      agency.networks.map(({ name, zone, ipv6, ipv4 }) =>
        row({}, name, `${zone} · ${zoneName(zone)}`, ["address", ipv6], ["address", ipv4]),
      ),
    ),
    element("h3", {}, word("servers")),
    table(
      [word("server"), word("network"), word("ipv6"), word("ipv4")],
      agency.servers.map(({ name, network, ipv6, ipv4, published }) =>
        row({}, published ? `${name} (${word("published")})` : name, network, ["address", ipv6], ["address", ipv4]),
      ),
    ),
    ...(agency.findings.length > 0 ? [element("h3", {}, word("violations")), findingTable(agency.findings)] : []),
  ];
}

function facts({ dataCentre, area, mode, phase, stage, securityLevel }: PageAgency): HTMLElement {
  const ofArea = area === undefined ? undefined : (siteOf.get(area)?.name ?? area);
  const known: [keyof Words, string | number | undefined][] = [
    ["dataCentre", dataCentre],
    ["ofArea", ofArea],
    ["mode", mode],
    ["phase", phase],
    ["stage", stage],
    ["securityLevel", securityLevel],
  ];
  return element(
    "dl",
    {},
    ...known
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => element("div", {}, element("dt", {}, word(key)), element("dd", {}, String(value)))),
  );
}

function zoneName(code: string): string {
  return data.zones.find((zone) => zone.code === code)?.name ?? "";
}
