import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  overlapsOf,
  readExistingPrefix,
  type ExistingPrefix,
  type Overlap,
} from "../../address-plan/allocation/existing-prefixes.ts";
import { plannedPrefixes } from "../../address-plan/export/export-netbox.ts";
import { planOf } from "../../address-plan/plan-of.ts";
import { formatPrefix } from "../../address-plan/prefixes/prefix.ts";
import { problemText } from "../../infra/repository/repository.ts";
import { readCsv, type CsvRow } from "../../model/files/csv-file.ts";
import * as say from "../../model/messages/existing.ts";
import { problemsOf, type Fault } from "../../model/messages/fault.ts";
import { compare } from "../../model/order.ts";
import { languageOf, textOf } from "../../model/text.ts";
import { csvLine } from "../report/csv-line.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { exportInput } from "./export.ts";
import type { AddressWork } from "./open.ts";
import { replaceFile } from "./replace-file.ts";

/** Networks that agencies run from before the plan; absent while nothing was imported. */
export const EXISTING_FILE = "stacks/existing-prefixes.csv";
const COLUMNS = ["prefix", "agency", "description", "source"] as const;

export interface ExistingRow extends ExistingPrefix {
  description: string;
  /** Name of the file that it was imported from. */
  source: string;
}

/** Reads the committed list; empty when there is none. @throws UserError with every fault. */
export function readExisting(work: Pick<AddressWork, "root" | "province" | "ledger">): ExistingRow[] {
  const path = join(work.root, EXISTING_FILE);
  if (!existsSync(path)) return [];
  return rowsOf(EXISTING_FILE, readFileSync(path), work, ["agency"]).rows;
}

/** What an import adds, and what then overlaps. */
export interface ImportProposal {
  added: ExistingRow[];
  /** Rows that the list has already. */
  known: number;
  /** Rows whose prefix the plan itself gives to that agency, as our own export for NetBox has them. */
  planned: number;
  /** Rows of nobody: a tenant is optional in NetBox, and containers mostly have none. */
  withoutTenant: number;
  overlaps: Overlap[];
  write: () => void;
}

/**
 * Reads a list of existing networks: our own columns, or those of NetBox's CSV export of prefixes (`Prefix`, `Tenant`,
 * `Description`, any others are passed over). Agencies are found by code, or by a name that only one unit has (AP-16).
 * What belongs to nobody and what the plan gave out itself is passed over and counted.
 * @throws UserError with every fault of the file, and nothing is written.
 */
export function proposeImport(work: AddressWork, file: string): ImportProposal {
  const { root, province, ledger } = work;
  const path = join(root, EXISTING_FILE);
  const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const old = readExisting(work);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UserError({
      en: `${file} cannot be read: ${textOf(error).en}`,
      vi: `không đọc được ${file}: ${textOf(error).vi}`,
    });
  }
  const { rows, withoutTenant } = rowsOf(file, bytes, work, ["agency", "tenant"]);
  const known = new Set(old.map(key));
  const planned = new Set(
    plannedPrefixes(exportInput(work)).flatMap(({ prefix, site }) => (site ? [`${prefix} ${site.site}`] : [])),
  );
  const read = rows.filter((row) => !planned.has(key(row)));
  const added = [...new Map(read.map((row) => [key(row), row])).values()].filter((row) => !known.has(key(row)));
  const all = [...new Map([...old, ...added].map((row) => [key(row), row])).values()];
  return {
    added,
    known: read.filter((row) => known.has(key(row))).length,
    planned: rows.length - read.length,
    withoutTenant,
    overlaps: overlapsOf(all, planOf(ledger, province.asOf)),
    write: () => replaceFile(path, before, csvOf(all)),
  };
}

const key = ({ prefix, agency }: ExistingPrefix): string => `${formatPrefix(prefix)} ${agency}`;

/** What stands in a column where nobody is named. */
const NOBODY = /^[-–—]?$/;

/** All rows of a CSV file whose agency stands in the first of the columns `owners` that it has. */
function rowsOf(
  path: string,
  bytes: Buffer,
  work: Pick<AddressWork, "province" | "ledger">,
  owners: readonly ["agency", ...string[]],
): { rows: ExistingRow[]; withoutTenant: number } {
  const read = (owner: string) =>
    readCsv({ path, bytes }, ["prefix", owner], ["description", "source"], { foreign: true });
  const { columns } = read("agency");
  const column = owners.find((owner) => columns.includes(owner)) ?? "agency";
  const { rows, faults } = read(column);
  const codeOf = agencyFinder(work);
  const all: Fault[] = [...faults];
  let withoutTenant = 0;
  const found = rows.flatMap((row): ExistingRow[] => {
    if (column === "tenant" && NOBODY.test(row.cells[column] ?? "")) {
      withoutTenant++;
      return [];
    }
    const prefix = readExistingPrefix(row.cells["prefix"] ?? "");
    if (prefix === undefined) all.push(row.fault("prefix", say.noPrefix(row.cells["prefix"] ?? "")));
    const agency = codeOf(row, column, all);
    if (prefix === undefined || agency === undefined) return [];
    return [
      { prefix, agency, description: row.cells["description"] ?? "", source: row.cells["source"] || basename(path) },
    ];
  });
  if (all.length > 0) throw new UserError(problemsOf(all, languageOf()).map(problemText).join("\n"));
  return { rows: found, withoutTenant };
}

/** Finds a unit by code, by `name (code)`, or by a name that is one unit's alone. */
function agencyFinder({ province, ledger }: Pick<AddressWork, "province" | "ledger">) {
  const units = [...Object.values(province.units), ...Object.values(province.areas)];
  // A network goes on after a reform ended its agency: the row stays until somebody renumbers it.
  const codes = new Set([
    ...[...units, ...Object.values(province.ended)].map(({ code }) => code),
    ...ledger.entries.map(({ site }) => site),
  ]);
  const byName = new Map<string, Set<string>>();
  for (const { code, name } of units) byName.set(name, (byName.get(name) ?? new Set()).add(code));
  return (row: CsvRow, column: string, faults: Fault[]): string | undefined => {
    const text = row.cells[column] ?? "";
    const bracketed = /\(([^()]+)\)$/.exec(text)?.[1] ?? "";
    const code = [text.toLowerCase(), bracketed].find((each) => codes.has(each));
    if (code !== undefined) return code;
    const named = [...(byName.get(text) ?? [])];
    if (named.length === 1) return named[0];
    faults.push(
      row.fault(
        column,
        named.length > 1 ? say.manyAgencies(text, named) : say.noAgency(text, [...codes, ...byName.keys()]),
      ),
    );
    return undefined;
  };
}

const csvOf = (rows: readonly ExistingRow[]): string =>
  [
    COLUMNS.join(","),
    ...rows
      .toSorted((a, b) => compare(key(a), key(b)))
      .map((row) => ({ ...row, prefix: formatPrefix(row.prefix) }))
      .map((row) => csvLine(COLUMNS.map((column) => row[column]))),
    "",
  ].join("\n");
