import type { PageAgency } from "../page-data.ts";
import { data } from "./data.ts";
import { element, table, type Row } from "./element.ts";
import type { List } from "./fragment.ts";
import { word } from "./language.ts";
import { verdictMark } from "./marks.ts";
import { policyRows, policyTable } from "./problems.ts";
import { matching, partsOf } from "./search.ts";
import { hrefOf, state } from "./state.ts";
import { walkable } from "./walk.ts";

/** What is listed: the agencies, their networks or their servers that fit what was typed and chosen, or the policies. */
export function list(): HTMLElement {
  const chosen: List = state.list ?? "agencies";
  const rows = chosen === "policies" ? policyRows() : ROWS[chosen](matching());
  const total = {
    agencies: data.agencies.length,
    networks: data.agencies.reduce((sum, { networks }) => sum + networks.length, 0),
    servers: data.agencies.reduce((sum, { servers }) => sum + servers.length, 0),
    policies: data.policies.length,
  }[chosen];
  return element(
    "section",
    { id: "list" },
    element(
      "h2",
      { tabindex: "-1" },
      word(chosen),
      " ",
      element("small", { id: "shown" }, word("shown", { shown: rows.length, total })),
    ),
    rows.length === 0 ? element("p", {}, word("notFound")) : walkable(tableOf(chosen, rows)),
  );
}

function tableOf(chosen: List, rows: readonly Row[]): HTMLElement {
  const agency = word("agency");
  const addresses = [word("ipv6"), word("ipv4")];
  switch (chosen) {
    case "policies":
      return policyTable(rows);
    case "agencies":
      return table([word("verdict"), agency, word("kind"), ...addresses], rows);
    case "networks":
      return table([word("network"), agency, word("zone"), ...addresses], rows);
    case "servers":
      return table([word("server"), agency, word("network"), ...addresses], rows);
  }
}

const ROWS: Record<Exclude<List, "policies">, (found: readonly PageAgency[]) => Row[]> = {
  agencies: (found) =>
    found.map((agency) => ({
      cells: [
        verdictMark(agency),
        element(
          "a",
          { href: hrefOf({ subject: agency.code }), "data-agency": agency.code },
          element("b", {}, agency.code),
          ` ${agency.name}`,
        ),
        word(agency.kind),
        ...addressCells(agency),
      ],
    })),
  networks: (found) =>
    partsOf(
      found,
      ({ networks }) => networks,
      ({ zone }) => zoneText(zone),
    ).map(({ agency, part }) => ({
      cells: [
        element("a", { href: hrefOf({ subject: part.ipv6 }) }, part.name),
        `${agency.code} ${agency.name}`,
        zoneText(part.zone),
        ...addressCells(part),
      ],
    })),
  servers: (found) =>
    partsOf(
      found,
      ({ servers }) => servers,
      ({ network }) => network,
    ).map(({ agency, part }) => ({
      cells: [
        element("a", { href: hrefOf({ subject: part.ipv6 || part.ipv4 }) }, part.name),
        `${agency.code} ${agency.name}`,
        `${part.network}${part.published ? ` · ${word("published")}` : ""}`,
        ...addressCells(part),
      ],
    })),
};

function addressCells({ ipv6, ipv4 }: { ipv6: string; ipv4: string }): Row["cells"] {
  return [
    { class: "address", content: ipv6 },
    { class: "address", content: ipv4 },
  ];
}

/** A zone's code with its name. */
export function zoneText(code: string): string {
  const name = data.zones.find((zone) => zone.code === code)?.name;
  return name === undefined ? code : `${code} · ${name}`;
}
