import { LineCounter, parseDocument, isMap, isNode, isScalar } from "yaml";
import { z } from "zod";
import type { Problem } from "../model/problem.ts";
import type { Ledger, LedgerEntry } from "./ledger.ts";
import { parsePrefix } from "./prefix.ts";

const text = z.string().min(1, "is empty");

/** A prefix in any spelling: what is not canonical is a finding of AP-23, with what would be right. */
const prefixText = z.string().superRefine((value, context) => {
  try {
    parsePrefix(value);
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "is no prefix" });
  }
});

const HEADER = z.strictObject({ profile: z.literal("P40"), root6: prefixText, root4: prefixText });

const ENTRY = z.strictObject({
  seq: z.int().positive(),
  date: z.iso.date(),
  event: z.literal("allocate"),
  site: text,
  kind: z.enum(["platform", "department", "area", "commune"]),
  parent: text.optional(),
  name: text,
  slot: z.string().regex(/^0x[0-9a-f]{2}$/, 'is no slot; a slot is two hexadecimal digits, such as "0x60"'),
  ipv6: prefixText,
  ipv4: prefixText,
  owner: text,
  purpose: text,
  document: text,
});

type Header = Pick<Ledger, "profile" | "root6" | "root4">;

/** The header of line 1, or undefined after its faults were added to `problems`. */
export function checkHeader(
  line: string,
  file: string,
  lineNumber: number,
  problems: Problem[],
  format: (header: Header) => string,
): Header | undefined {
  return checkLine(HEADER, line, file, lineNumber, problems, format);
}

/** The entry of one line, or undefined after its faults were added to `problems`. */
export function checkEntry(
  line: string,
  file: string,
  lineNumber: number,
  problems: Problem[],
  format: (entry: LedgerEntry) => string,
): LedgerEntry | undefined {
  return checkLine(ENTRY, line, file, lineNumber, problems, format);
}

function checkLine<T>(
  schema: z.ZodType<T>,
  line: string,
  file: string,
  lineNumber: number,
  problems: Problem[],
  format: (value: T) => string,
): T | undefined {
  const report = (column: number, key: string, message: string, hint?: string) =>
    problems.push({ file, line: lineNumber, column, key, message, ...(hint === undefined ? {} : { hint }) });

  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const { column, message, hint } = syntaxFault(line);
    report(column, "", message, hint);
    return undefined;
  }

  const result = schema.safeParse(value);
  if (!result.success) {
    for (const issue of result.error.issues) {
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) {
          report(columnOf(line, key, "key"), key, `unknown key "${key}"`, `keys are ${keysOf(schema).join(", ")}`);
        }
        continue;
      }
      const key = issue.path.join(".");
      const seen: unknown = isRecord(value) ? value[key] : undefined;
      const missing = key !== "" && seen === undefined;
      const message = missing
        ? `"${key}" is missing`
        : `${key || "line"} ${JSON.stringify(seen ?? value)}: ${issue.message}`;
      report(missing || key === "" ? 1 : columnOf(line, key, "value"), key, message);
    }
    return undefined;
  }

  const wanted = format(result.data);
  if (wanted !== line) {
    let column = 0;
    while (wanted[column] === line[column]) column++;
    report(
      column + 1,
      "",
      "the line differs from how the ledger is written (order of keys, spaces, a key twice)",
      `write ${wanted}`,
    );
    return undefined;
  }
  return result.data;
}

function keysOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** Where a line stops being JSON. YAML's parser is asked, since JSON.parse names a position for some faults only. */
function syntaxFault(line: string): { column: number; message: string; hint?: string } {
  if (line.trim() === "") return { column: 1, message: "empty line", hint: "delete it" };
  if (/^(<<<<<<<|=======|>>>>>>>)/.test(line)) {
    return {
      column: 1,
      message: `merge conflict marker "${line.slice(0, 7)}"`,
      hint: "keep the other branch's lines as they are, drop your own, and run `province address allocate --write` again",
    };
  }
  const lines = new LineCounter();
  const fault = parseDocument(line, { lineCounter: lines, schema: "json", prettyErrors: false }).errors[0];
  const column = fault ? lines.linePos(fault.pos[0]).col : 1;
  return {
    column: Math.min(column, line.length + 1),
    message: `not a JSON object on one line${fault ? `: ${fault.message}` : ""}`,
    hint: "restore the line from git; `province address allocate --write` adds lines",
  };
}

/** 1-based column of a key or its value in a line of valid JSON. */
function columnOf(line: string, key: string, part: "key" | "value"): number {
  const root = parseDocument(line, { schema: "json" }).contents;
  if (!isMap(root)) return 1;
  const pair = root.items.find((item) => isScalar(item.key) && item.key.value === key);
  const node: unknown = part === "key" ? pair?.key : pair?.value;
  return (isNode(node) ? (node.range?.[0] ?? 0) : 0) + 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
