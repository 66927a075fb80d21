import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  overlapsOf,
  readExistingPrefix,
  type ExistingPrefix,
  type Overlap,
} from "../../address-plan/allocation/existing-prefixes.ts";
import { planOf } from "../../address-plan/plan-of.ts";
import { formatPrefix } from "../../address-plan/prefixes/prefix.ts";
import { problemText } from "../../infra/repository/repository.ts";
import { readCsv, type CsvRow } from "../../model/files/csv-file.ts";
import * as say from "../../model/messages/existing.ts";
import { problemsOf, type Fault } from "../../model/messages/fault.ts";
import { compare } from "../../model/order.ts";
import type { Province } from "../../model/province.ts";
import { languageOf } from "../../model/text.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { wordsOf } from "../terminal/language.ts";
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
export function readExisting({ root, province }: Pick<AddressWork, "root" | "province">): ExistingRow[] {
  const path = join(root, EXISTING_FILE);
  if (!existsSync(path)) return [];
  return rowsOf(EXISTING_FILE, readFileSync(path), province, "agency");
}

/** What an import adds, and what then overlaps. */
export interface ImportProposal {
  added: ExistingRow[];
  /** Rows that the list has already. */
  known: number;
  overlaps: Overlap[];
  write: () => void;
}

/**
 * Reads a list of existing networks: our own columns, or those of NetBox's CSV export of prefixes (`Prefix`, `Tenant`,
 * `Description`, any others are passed over). Agencies are found by code, or by a name that only one unit has (AP-16).
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
      en: `${file} cannot be read: ${wordsOf(error)}`,
      vi: `không đọc được ${file}: ${wordsOf(error)}`,
    });
  }
  const read = rowsOf(file, bytes, province, "tenant");
  const known = new Set(old.map(key));
  const added = [...new Map(read.map((row) => [key(row), row])).values()].filter((row) => !known.has(key(row)));
  const all = [...new Map([...old, ...added].map((row) => [key(row), row])).values()];
  return {
    added,
    known: read.filter((row) => known.has(key(row))).length,
    overlaps: overlapsOf(all, planOf(ledger, province.asOf)),
    write: () => replaceFile(path, before, csvOf(all)),
  };
}

const key = ({ prefix, agency }: ExistingPrefix): string => `${formatPrefix(prefix)} ${agency}`;

/** All rows of a CSV file; `owner` is the column that a foreign export has for the agency. */
function rowsOf(path: string, bytes: Buffer, province: Province, owner: "agency" | "tenant"): ExistingRow[] {
  const lowered = lowerHeader(bytes);
  const column = lowered.names.includes("agency") ? "agency" : owner;
  const { rows, faults } = readCsv({ path, bytes: lowered.bytes }, ["prefix", column], lowered.names);
  const codeOf = agencyFinder(province);
  const all: Fault[] = [...faults];
  const found = rows.flatMap((row): ExistingRow[] => {
    const prefix = readExistingPrefix(row.cells["prefix"] ?? "");
    if (prefix === undefined) all.push(row.fault("prefix", say.noPrefix(row.cells["prefix"] ?? "")));
    const agency = codeOf(row, column, all);
    if (prefix === undefined || agency === undefined) return [];
    return [
      { prefix, agency, description: row.cells["description"] ?? "", source: row.cells["source"] || basename(path) },
    ];
  });
  if (all.length > 0) throw new UserError(problemsOf(all, languageOf()).map(problemText).join("\n"));
  return found;
}

/** Exports write their columns with capitals; ours are small. */
function lowerHeader(bytes: Buffer): { names: string[]; bytes: Buffer } {
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  const start = text.split("\n").findIndex((line) => line.trim() !== "" && !line.startsWith("#"));
  const lines = text.split("\n");
  const header = (lines[start] ?? "").toLowerCase();
  if (start === -1 || Buffer.compare(Buffer.from(text), bytes.subarray(bytes.length - Buffer.byteLength(text))) !== 0) {
    return { names: [], bytes };
  }
  lines[start] = header;
  return {
    names: header.split(",").map((name) => name.trim().replaceAll('"', "")),
    bytes: Buffer.from(lines.join("\n")),
  };
}

/** Finds a unit by code, by `name (code)`, or by a name that is one unit's alone. */
function agencyFinder(province: Province) {
  const units = [...Object.values(province.units), ...Object.values(province.areas)];
  // A network goes on after a reform ended its agency: the row stays until somebody renumbers it.
  const codes = new Set([...units, ...Object.values(province.ended)].map(({ code }) => code));
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
      .map((row) => COLUMNS.map((column) => quoted(row[column])).join(",")),
    "",
  ].join("\n");

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
