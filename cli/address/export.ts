import { ENTRY_KEYS } from "../../address-plan/ledger-file.ts";
import { planOf, zonePlanOf } from "../../address-plan/plan-of.ts";
import { reverseZonesOf } from "../../address-plan/reverse-zone.ts";
import { routesOf } from "../../address-plan/routes.ts";
import type { AddressWork } from "./open.ts";

export const EXPORT_FORMATS = ["csv", "json", "routes", "reverse-zones"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The plan as a text for other tools: CSV (RFC 4180) or JSON, sorted, the same bytes for the same ledger. */
export const exportPlan = (work: AddressWork, format: ExportFormat): string => EXPORTS[format](work);

const EXPORTS: Record<ExportFormat, (work: AddressWork) => string> = {
  csv: ({ ledger }) => {
    const columns = ENTRY_KEYS.filter((key) => key !== "event");
    return csv(
      columns,
      ledger.entries.map((entry) => columns.map((column) => String(entry[column] ?? ""))),
    );
  },
  json: ({ ledger, province }) => {
    const { root6, root4, sites } = planOf(ledger);
    const zones = Object.values(province.zones).toSorted((a, b) => a.nibble - b.nibble);
    const full = Object.values(sites).map((site) => ({
      ...site,
      zones: zones.map(({ code, nibble }) => zonePlanOf(site, code, nibble)),
    }));
    return `${JSON.stringify({ root6, root4, sites: full }, null, 2)}\n`;
  },
  routes: ({ ledger }) =>
    csv(
      ["table", "area", "family", "destination", "site", "action"],
      routesOf(planOf(ledger)).map(({ table, area = "", family, destination, site = "", action }) => [
        table,
        area,
        String(family),
        destination,
        site,
        action,
      ]),
    ),
  "reverse-zones": ({ ledger }) =>
    csv(
      ["zone", "prefix", "site"],
      Object.values(planOf(ledger).sites).flatMap(({ site, ipv6, ipv4 }) =>
        [ipv6, ipv4].flatMap((prefix) => reverseZonesOf(prefix).map((zone) => [zone, prefix, site])),
      ),
    ),
};

const csv = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");

const field = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
