import {
  netboxPrefixes,
  netboxRoles,
  netboxTenants,
  type ExportInput,
  type ExportTable,
} from "../../address-plan/export/export-netbox.ts";
import { bindZones, keaReverseDomains, reverseZones } from "../../address-plan/export/export-reverse.ts";
import { ENTRY_KEYS } from "../../address-plan/ledger/ledger-file.ts";
import { activeLines } from "../../address-plan/ledger/replay.ts";
import { planOf } from "../../address-plan/plan-of.ts";
import { addressReplacer, formatPrefix } from "../../address-plan/prefixes/prefix.ts";
import { routesOf } from "../../address-plan/prefixes/routes.ts";
import { zonePlansOf } from "../../infra/tenant/tenant-facts.ts";
import { csvLine } from "../report/csv-line.ts";
import type { AddressWork } from "./open.ts";

const COLUMNS = ENTRY_KEYS.filter((key) => !["event", "area", "into", "inferred"].includes(key));

/**
 * The plan as a text for other tools, by format: sorted, the same bytes for the same ledger. CSV is that of RFC 4180;
 * `netbox-*` are NetBox's bulk import: tenants and roles first, then prefixes.
 */
export const TEXT_EXPORTS: Readonly<Record<string, (work: AddressWork) => string>> = {
  csv: ({ ledger, province }) => {
    const lines: Record<string, string | number | undefined>[] = activeLines(ledger, province.asOf).map((line) => ({
      ...line,
    }));
    // How many prefixes follow the first one; only areas of P48 have such.
    const columns = COLUMNS.filter((column) => column !== "blocks" || lines.some(({ blocks }) => blocks !== undefined));
    return csv(
      columns,
      lines.map((line) => columns.map((column) => String(line[column] ?? ""))),
    );
  },
  json: ({ ledger, province }) => {
    const { sites, ...plan } = planOf(ledger, province.asOf);
    const full = Object.values(sites).map((site) => ({ ...site, zones: zonePlansOf(province, site) }));
    return `${JSON.stringify({ ...plan, sites: full }, addressReplacer, 2)}\n`;
  },
  routes: ({ ledger, province }) =>
    csv(
      ["table", "area", "family", "destination", "site", "action"],
      routesOf(planOf(ledger, province.asOf)).map(({ table, area = "", family, destination, site = "", action }) => [
        table,
        area,
        String(family),
        formatPrefix(destination),
        site,
        action,
      ]),
    ),
  "reverse-zones": ({ ledger, province }) =>
    csv(
      ["zone", "prefix", "site"],
      reverseZones(planOf(ledger, province.asOf)).map(({ zone, prefix, site }) => [zone, prefix, site]),
    ),
  bind: ({ ledger, province }) => bindZones(planOf(ledger, province.asOf)),
  kea: ({ ledger, province }) => keaReverseDomains(planOf(ledger, province.asOf), province.environment.resolvers.ipv6),
  "netbox-tenants": (work) => table(netboxTenants(exportInput(work))),
  "netbox-roles": (work) => table(netboxRoles(exportInput(work))),
  "netbox-prefixes": (work) => table(netboxPrefixes(exportInput(work))),
};

/** What the exports for other tools read of the repository. */
export function exportInput({ ledger, province, tenants }: AddressWork): ExportInput {
  return {
    plan: planOf(ledger, province.asOf),
    zones: Object.values(province.zones),
    tenants,
  };
}

const table = ({ columns, rows }: ExportTable): string => csv(columns, rows);

const csv = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, ...rows].map((row) => `${csvLine(row)}\r\n`).join("");
