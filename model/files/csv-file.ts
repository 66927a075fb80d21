import { parse, type CsvError } from "csv-parse/sync";
import * as say from "../messages/csv.ts";
import type { Fault, Finding } from "../messages/fault.ts";
import { mergeConflict, tooBig } from "../messages/yaml.ts";
import { decodeText } from "./text-encoding.ts";
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

/**
 * Reads a CSV file (RFC 4180, with `#` lines for remarks) whose first row names its columns; never throws: whatever is
 * wrong becomes a fault with its place. Rows with a fault of form are left out.
 */
export function readCsv(source: SourceFile, required: readonly string[], optional: readonly string[] = []): CsvFile {
  const file: CsvFile = { path: source.path, rows: [], faults: [] };
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
  const decoded = decodeText(source.bytes);
  if (typeof decoded !== "string") return stop(decoded.place.line, decoded.place.column, decoded.finding);
  const text = decoded.replaceAll("\r\n", "\n");
  const conflict = /^(<<<<<<<|=======|>>>>>>>)( .*)?$/m.exec(text);
  if (conflict) return stop(text.slice(0, conflict.index).split("\n").length, 1, mergeConflict());
  const records = recordsOf(text);
  if ("finding" in records) return stop(records.line, records.column, records.finding);

  const [head, ...body] = records;
  if (!head) return stop(1, 1, say.emptyTable(required));
  const names = head.cells.map((cell) => cell.trim());
  const known = [...required, ...optional];
  const separator = names.length === 1 && ["\t", ";"].find((mark) => head.raw.includes(mark));
  if (separator) return stop(head.line, head.raw.indexOf(separator) + 1, say.wrongSeparator(separator));
  names.forEach((name, index) => {
    const place = [head.line, columnOf(head.raw, index)] as const;
    if (!known.includes(name)) file.faults.push(at(...place, say.unknownColumn(name, known), name));
    else if (names.indexOf(name) !== index) file.faults.push(at(...place, say.columnTwice(name), name));
  });
  const missing = required.filter((name) => !names.includes(name));
  for (const name of missing) file.faults.push(at(head.line, 1, say.missingColumn(name, required), name));
  if (file.faults.length > 0) return file;

  for (const { cells, raw, line } of body) {
    if (cells.length !== names.length) {
      const column = cells.length > names.length ? columnOf(raw, names.length) : 1;
      file.faults.push(at(line, column, say.wrongCellCount(cells.length, names)));
      continue;
    }
    file.rows.push({
      cells: Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? "").trim().normalize("NFC")])),
      fault: (column, finding) => at(line, columnOf(raw, Math.max(0, names.indexOf(column))), finding, column),
    });
  }
  return file;
}

interface Broken {
  line: number;
  column: number;
  finding: Finding;
}

/** All records that are neither blank nor a remark. */
function recordsOf(text: string): CsvRecord[] | Broken {
  try {
    const found = parse(text, {
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      comment: "#",
      comment_no_infix: true,
    }) as unknown as { record: string[]; raw: string; info: { lines: number } }[];
    return found.flatMap(({ record, raw, info }) => {
      // The parser tells the line in which a record ends, and hands out what it skipped with the record.
      const own = raw.replace(/^(?:#[^\n]*\n|[ \t]*\n)+/, "").replace(/\n$/, "");
      if (own.trim() === "") return [];
      return [{ cells: record, raw: own, line: info.lines - (own.split("\n").length - 1) }];
    });
  } catch (error) {
    const { code, lines = 1 } = error as CsvError & { lines?: number };
    const content = text.split("\n")[lines - 1] ?? "";
    return { line: lines, column: Math.max(1, content.indexOf('"') + 1), finding: say.brokenQuotes(code) };
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
