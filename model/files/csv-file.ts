import { parse, type CsvError } from "csv-parse/sync";
import * as say from "../messages/csv.ts";
import type { Fault, Finding } from "../messages/fault.ts";
import { mergeConflict, tooBig } from "../messages/yaml.ts";
import { decodeBytes, decodeText, INVISIBLE, UNPRINTABLE } from "./text-encoding.ts";
import type { SourceFile } from "./yaml-file.ts";

/** One row of a CSV file by column, with the place of each cell. */
export interface CsvRow {
  /** Trimmed, in Unicode NFC; empty where the row has nothing. */
  cells: Record<string, string>;
  /** The finding as a fault at the cell of that column; at the row's start when the row has no such cell. */
  fault: (column: string, finding: Finding) => Fault;
}

export interface CsvFile {
  path: string;
  /** Names of its columns, as the first row has them; of a foreign file in small letters. */
  columns: string[];
  rows: CsvRow[];
  faults: Fault[];
}

/** A record as it stands in the file: its cells, its text, and the line in which it starts. */
interface CsvRecord {
  cells: string[];
  raw: string;
  line: number;
}

const MAX_BYTES = 1_000_000;

export interface CsvOptions {
  /**
   * Written by another program: columns that nobody asks for may be named and hold whatever they do, names of columns
   * have any case, spaces are of any kind, and what nobody sees is left out.
   */
  foreign?: boolean;
}

/**
 * Reads a CSV file (RFC 4180, with `#` lines for remarks) whose first row names its columns; never throws: whatever is
 * wrong becomes a fault with its place. Rows with a fault of form are left out.
 */
export function readCsv(
  source: SourceFile,
  required: readonly string[],
  optional: readonly string[] = [],
  { foreign = false }: CsvOptions = {},
): CsvFile {
  const file: CsvFile = { path: source.path, columns: [], rows: [], faults: [] };
  const at = (line: number, column: number, finding: Finding, key?: string): Fault => ({
    file: source.path,
    line,
    column,
    path: key === undefined ? [] : [key],
    ...finding,
  });
  const stop = (line: number, column: number, finding: Finding): CsvFile => {
    file.faults.push(at(line, column, finding));
    return file;
  };

  if (source.bytes.length > MAX_BYTES) return stop(1, 1, tooBig(source.bytes.length, MAX_BYTES));
  const decoded = foreign ? decodeBytes(source.bytes) : decodeText(source.bytes);
  if (typeof decoded !== "string") return stop(decoded.place.line, decoded.place.column, decoded.finding);
  const records = recordsOf(decoded.replaceAll(/\r\n?/g, "\n"), foreign);
  if ("finding" in records) return stop(records.line, records.column, records.finding);
  const conflict = records.find(({ raw }) => CONFLICT_MARK.test(raw));
  if (conflict) return stop(conflict.line, 1, mergeConflict());

  const cellOf = foreign ? foreignCell : (cell: string) => cell.trim().normalize("NFC");
  const known = [...required, ...optional];
  const [head, ...body] = foreign ? withoutRemarks(records, (cell) => known.includes(nameOf(cell))) : records;
  if (!head) return stop(1, 1, say.emptyTable(required));
  const names = head.cells.map((cell) => (foreign ? nameOf(cell) : cell.trim()));
  file.columns = names;
  const separator = names.length === 1 && ["\t", ";"].find((mark) => head.raw.includes(mark));
  if (separator) return stop(head.line, head.raw.indexOf(separator) + 1, say.wrongSeparator(separator));
  names.forEach((name, index) => {
    const place = [head.line, columnOf(head.raw, index)] as const;
    if (!known.includes(name)) {
      if (!foreign) file.faults.push(at(...place, say.unknownColumn(name, known), name));
    } else if (names.indexOf(name) !== index && (required.includes(name) || !foreign))
      file.faults.push(at(...place, say.columnTwice(name), name));
  });
  const missing = required.filter((name) => !names.includes(name));
  for (const name of missing) file.faults.push(at(head.line, 1, say.missingColumn(name, required), name));
  if (file.faults.length > 0) return file;

  // Of a foreign row, what nobody asks for may be missing, and nothing may stand behind its end.
  const asked = foreign ? known.map((name) => names.indexOf(name)) : names.keys();
  const least = foreign ? Math.max(...asked) + 1 : names.length;
  for (const { cells, raw, line } of body) {
    const surplus = cells.slice(names.length).some((cell) => !foreign || cell.trim() !== "");
    if (surplus || cells.length < least) {
      const column = surplus ? columnOf(raw, names.length) : 1;
      file.faults.push(at(line, column, say.wrongCellCount(cells.length, names)));
      continue;
    }
    file.rows.push({
      cells: Object.fromEntries(names.map((name, index) => [name, cellOf(cells[index] ?? "")] as const).toReversed()),
      fault: (column, finding) => at(line, columnOf(raw, Math.max(0, names.indexOf(column))), finding, column),
    });
  }
  return file;
}

/** A line that git leaves where two branches disagree; outside of quotes it is a record. */
const CONFLICT_MARK = /^(<<<<<<<|=======|>>>>>>>)( .*)?$/;

/** A column's name without its case. */
function nameOf(cell: string): string {
  return foreignCell(cell).toLowerCase();
}

/** On one line, with plain spaces alone, and without what nobody sees. */
function foreignCell(cell: string): string {
  return cell
    .replaceAll(/\s+/g, " ")
    .replaceAll(new RegExp(`${INVISIBLE.source}|${UNPRINTABLE.source}`, "gu"), "")
    .trim()
    .normalize("NFC");
}

/** A `#` may be a column of another program; a remark stands before the names of the columns, or is no row. */
function withoutRemarks(records: readonly CsvRecord[], isColumn: (cell: string) => boolean): CsvRecord[] {
  const isRemark = ({ cells }: CsvRecord): boolean => cells[0]?.startsWith("#") === true;
  const start = records.findIndex((record) => !isRemark(record) || record.cells.some(isColumn));
  if (start < 0) return [];
  const [head, ...body] = records.slice(start);
  return head === undefined
    ? []
    : [head, ...body.filter((row) => !isRemark(row) || row.cells.length === head.cells.length)];
}

interface Broken {
  line: number;
  column: number;
  finding: Finding;
}

/** All records that are neither blank nor, in a file of ours, a remark. */
function recordsOf(text: string, foreign: boolean): CsvRecord[] | Broken {
  try {
    const found = parse(text, {
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      ...(foreign ? { relax_quotes: true } : { comment: "#", comment_no_infix: true }),
    }) as unknown as { record: string[]; raw: string; info: { lines: number } }[];
    return found.flatMap(({ record, raw, info }) => {
      // The parser tells the line in which a record ends, and hands out what it skipped with the record.
      const own = raw.replace(foreign ? /^(?:[ \t]*\n)+/ : /^(?:#[^\n]*\n|[ \t]*\n)+/, "").replace(/\n$/, "");
      if (own.trim() === "") return [];
      return [{ cells: record, raw: own, line: info.lines - (own.split("\n").length - 1) }];
    });
  } catch (error) {
    const content = text.split("\n");
    const conflict = content.findIndex((line) => CONFLICT_MARK.test(line)) + 1;
    if (conflict > 0) return { line: conflict, column: 1, finding: mergeConflict() };
    const { code, lines = 1 } = error as CsvError & { lines?: number };
    const column = Math.max(1, (content[lines - 1] ?? "").indexOf('"') + 1);
    return { line: lines, column, finding: say.brokenQuotes(code) };
  }
}

/** Column, from 1, at which the n-th cell of a record starts, on the record's first line. */
function columnOf(raw: string, index: number): number {
  let cell = 0;
  let quoted = false;
  for (let at = 0; at < raw.length; at++) {
    if (cell === index) return at + 1;
    if (raw[at] === '"') quoted = !quoted;
    else if (raw[at] === "," && !quoted) cell++;
  }
  return cell === index ? raw.length + 1 : 1;
}
