import { z } from "zod";
import { yamlLibrary } from "../../model/files/yaml-library.ts";
import type { Fault, KeyPath } from "../../model/messages/fault.ts";
import type { Text } from "../../model/text.ts";
import { LEDGER_LINES, type LedgerEntry } from "./ledger.ts";

/** The event decides which keys a line has. */
const EVENT = z.looseObject({ event: z.enum(Object.keys(LEDGER_LINES) as LedgerEntry["event"][]) });

/** The schema of a line's event; none for a line whose event is wrong or missing. */
export function schemaOfLine(value: unknown): z.ZodType<LedgerEntry> | undefined {
  const event = isRecord(value) ? value["event"] : undefined;
  return typeof event === "string" && Object.hasOwn(LEDGER_LINES, event)
    ? LEDGER_LINES[event as LedgerEntry["event"]]
    : undefined;
}

/** What a line says by its schema, or undefined after its faults were added to `problems`. */
export function checkLine<T>(
  line: string,
  { file, line: lineNumber }: Pick<Fault, "file" | "line">,
  problems: Fault[],
  schemaFor: (value: unknown) => z.ZodType<T> | undefined,
  format: (value: T) => string,
): T | undefined {
  const report = (column: number, path: KeyPath, message: Text, hint?: Text) =>
    problems.push({ file, line: lineNumber, column, path, message, ...(hint === undefined ? {} : { hint }) });

  // Two spellings that look alike would be two owners, and two lines; the bytes are what is compared (AP-07).
  const composed = line.normalize("NFC");
  if (composed !== line) {
    report(
      differsAt(line, composed) + 1,
      [],
      {
        en: "letters and their accents stand apart here (Unicode NFD); the ledger has them in one (NFC)",
        vi: "ở đây chữ và dấu tách rời nhau (Unicode NFD); sổ cấp phát ghi liền (NFC)",
      },
      { en: `write ${composed}`, vi: `hãy ghi ${composed}` },
    );
    return undefined;
  }

  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const { column, message, hint } = syntaxFault(line);
    report(column, [], message, hint);
    return undefined;
  }

  const schema = schemaFor(value) ?? EVENT;
  const result = schema.safeParse(value);
  if (!result.success) {
    for (const issue of result.error.issues) {
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) {
          const keys = keysOf(schema).join(", ");
          report(
            columnOf(line, key, "key"),
            [key],
            { en: `unknown key "${key}"`, vi: `không có khóa "${key}"` },
            { en: `keys are ${keys}`, vi: `các khóa có: ${keys}` },
          );
        }
        continue;
      }
      const key = issue.path.join(".");
      const seen: unknown = isRecord(value) ? value[key] : undefined;
      const missing = key !== "" && seen === undefined;
      const written = JSON.stringify(seen ?? value);
      const message = missing
        ? { en: `"${key}" is missing`, vi: `thiếu "${key}"` }
        : {
            en: `${key || "line"} ${written}: ${issue.message}`,
            vi: `${key || "dòng"} ${written} không hợp lệ${inVietnamese(issue)}`,
          };
      report(missing || key === "" ? 1 : columnOf(line, key, "value"), key === "" ? [] : [key], message);
    }
    return undefined;
  }

  const data = result.data as T;
  const wanted = format(data);
  if (wanted !== line) {
    report(
      differsAt(line, wanted) + 1,
      [],
      {
        en: "the line differs from how the ledger is written (order of keys, spaces, a key twice)",
        vi: "dòng khác với cách ghi của sổ cấp phát (thứ tự khóa, dấu cách, khóa lặp)",
      },
      { en: `write ${wanted}`, vi: `hãy ghi ${wanted}` },
    );
    return undefined;
  }
  return data;
}

/** What zod says of a value, as far as more is to be said than that it does not fit; `params` has what we say ourselves. */
function inVietnamese(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === "custom" ? issue.params?.["vi"] : undefined;
  if (typeof own === "string") return `: ${own}`;
  if (issue.code === "too_small" && issue.origin === "string") return ": để trống";
  return issue.code === "invalid_value" ? `; chỉ nhận ${issue.values.map(String).join(", ")}` : "";
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
function syntaxFault(line: string): { column: number; message: Text; hint?: Text } {
  if (line.trim() === "") {
    return {
      column: 1,
      message: { en: "empty line", vi: "dòng trống" },
      hint: { en: "delete it", vi: "hãy xóa dòng này" },
    };
  }
  if (/^(<<<<<<<|=======|>>>>>>>)/.test(line)) {
    return {
      column: 1,
      message: {
        en: `merge conflict marker "${line.slice(0, 7)}"`,
        vi: `dấu xung đột khi hợp nhất "${line.slice(0, 7)}"`,
      },
      hint: {
        en: "both branches added lines: `province address settle` joins them, one side unchanged and the other behind it",
        vi: "hai nhánh đều thêm dòng: hãy dùng `province address settle` để nối lại, một bên giữ nguyên, bên kia xếp sau",
      },
    };
  }
  const { LineCounter, parseDocument } = yamlLibrary();
  const lines = new LineCounter();
  const fault = parseDocument(line, { lineCounter: lines, schema: "json", prettyErrors: false }).errors[0];
  const column = fault ? lines.linePos(fault.pos[0]).col : 1;
  return {
    column: Math.min(column, line.length + 1),
    message: {
      en: `not a JSON object on one line${fault ? `: ${fault.message}` : ""}`,
      vi: "không phải một đối tượng JSON trên một dòng",
    },
    hint: {
      en: "restore the line from git; `province address allocate --write` adds lines",
      vi: "hãy khôi phục dòng này từ git; `province address allocate --write` mới thêm dòng",
    },
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
