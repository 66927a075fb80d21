import { createRequire } from "node:module";
import { z } from "zod";
import type { Problem } from "../../model/messages/problem.ts";
import { profileName } from "../../model/schema/fields.ts";
import { SITE_KINDS } from "../kinds.ts";
import { parsePrefix } from "../prefixes/prefix.ts";
import type { Ledger, LedgerEntry } from "./ledger.ts";

const require = createRequire(import.meta.url);

/** Loaded when a line is broken: it takes longer to load than a ledger takes to read. */
const yamlLibrary = (): typeof import("yaml") => require("yaml") as typeof import("yaml");

const text = z.string().min(1, "is empty");

/** A prefix in any spelling: what is not canonical is a finding of AP-23, with what would be right. */
const prefixText = z.string().superRefine((value, context) => {
  try {
    parsePrefix(value);
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "is no prefix" });
  }
});

const HEADER = z.strictObject({
  profile: profileName,
  root6: prefixText,
  root4: prefixText,
  quarantineMonths: z.int().positive().max(1200).optional(),
});

const start = { seq: z.int().positive(), date: z.iso.date() };
const end = { inferred: text.optional(), document: text };

const ENTRIES = {
  allocate: z.strictObject({
    ...start,
    event: z.literal("allocate"),
    site: text,
    kind: z.enum(SITE_KINDS),
    parent: text.optional(),
    name: text,
    slot: z.string().regex(/^0x[0-9a-f]{2,3}$/, 'is no slot; a slot is two hexadecimal digits, such as "0x60"'),
    blocks: z.int().min(2).max(16).optional(),
    ipv6: prefixText,
    ipv4: prefixText,
    owner: text,
    purpose: text,
    ...end,
  }),
  retire: z.strictObject({ ...start, event: z.literal("retire"), site: text, into: text.optional(), ...end }),
  recode: z.strictObject({ ...start, event: z.literal("recode"), site: text, name: text, into: text, ...end }),
  rename: z.strictObject({ ...start, event: z.literal("rename"), site: text, name: text, ...end }),
  transfer: z
    .strictObject({
      ...start,
      event: z.literal("transfer"),
      site: text,
      area: text.optional(),
      owner: text.optional(),
      ...end,
    })
    .refine(({ area, owner }) => area !== undefined || owner !== undefined, "a transfer names an area or an owner"),
  grow: z.strictObject({ ...start, event: z.literal("grow"), site: text, ipv6: prefixText, ipv4: prefixText, ...end }),
  registrant: z.strictObject({ ...start, event: z.literal("registrant"), site: text, name: text, ...end }),
} satisfies Record<LedgerEntry["event"], z.ZodType>;

/** The event decides which keys a line has. */
const EVENT = z.looseObject({ event: z.enum(Object.keys(ENTRIES) as LedgerEntry["event"][]) });

type Header = Omit<Ledger, "entries">;

/** The header of line 1, or undefined after its faults were added to `problems`. */
export function checkHeader(
  line: string,
  file: string,
  lineNumber: number,
  problems: Problem[],
  format: (header: Header) => string,
): Header | undefined {
  return checkLine(() => HEADER, line, file, lineNumber, problems, format);
}

/** The entry of one line, or undefined after its faults were added to `problems`. */
export function checkEntry(
  line: string,
  file: string,
  lineNumber: number,
  problems: Problem[],
  format: (entry: LedgerEntry) => string,
): LedgerEntry | undefined {
  return checkLine<LedgerEntry>(schemaOf, line, file, lineNumber, problems, format);
}

/** The schema of a line's event; of a line whose event is wrong or missing, one that says so. */
function schemaOf(value: unknown): z.ZodType<LedgerEntry> | undefined {
  const event = isRecord(value) ? value["event"] : undefined;
  return typeof event === "string" && Object.hasOwn(ENTRIES, event)
    ? ENTRIES[event as LedgerEntry["event"]]
    : undefined;
}

function checkLine<T>(
  schemaFor: (value: unknown) => z.ZodType<T> | undefined,
  line: string,
  file: string,
  lineNumber: number,
  problems: Problem[],
  format: (value: T) => string,
): T | undefined {
  const report = (column: number, key: string, message: string, hint?: string) =>
    problems.push({ file, line: lineNumber, column, key, message, ...(hint === undefined ? {} : { hint }) });

  // Two spellings that look alike would be two owners, and two lines; the bytes are what is compared (AP-07).
  const composed = line.normalize("NFC");
  if (composed !== line) {
    report(
      differsAt(line, composed) + 1,
      "",
      "letters and their accents stand apart here (Unicode NFD); the ledger has them in one (NFC)",
      `write ${composed}`,
    );
    return undefined;
  }

  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const { column, message, hint } = syntaxFault(line);
    report(column, "", message, hint);
    return undefined;
  }

  const schema = schemaFor(value) ?? EVENT;
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

  const data = result.data as T;
  const wanted = format(data);
  if (wanted !== line) {
    report(
      differsAt(line, wanted) + 1,
      "",
      "the line differs from how the ledger is written (order of keys, spaces, a key twice)",
      `write ${wanted}`,
    );
    return undefined;
  }
  return data;
}

/** Index of the first character that is another one. */
function differsAt(one: string, other: string): number {
  let index = 0;
  while (one[index] === other[index]) index++;
  return index;
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
      hint: "both branches added lines: `province address settle` joins them, one side unchanged and the other behind it",
    };
  }
  const { LineCounter, parseDocument } = yamlLibrary();
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
  const { isMap, isNode, isScalar, parseDocument } = yamlLibrary();
  const root = parseDocument(line, { schema: "json" }).contents;
  if (!isMap(root)) return 1;
  const pair = root.items.find((item) => isScalar(item.key) && item.key.value === key);
  const node: unknown = part === "key" ? pair?.key : pair?.value;
  return (isNode(node) ? (node.range?.[0] ?? 0) : 0) + 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
