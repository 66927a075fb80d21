import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Problem } from "../../model/messages/problem.ts";
import { emptyLedger, randomSteps, stepOf } from "../testing/random-events.ts";
import { formatEntry } from "./ledger-file.ts";
import { checkEntry } from "./ledger-line.ts";
import { readPlainEntry } from "./ledger-plain.ts";

const file = join(import.meta.dirname, "../../stacks/address-ledger.jsonl");
const committed = readFileSync(file, "utf8").trim().split("\n").slice(1);

/** The entry by its schema; undefined when the line has a fault. */
function bySchema(line: string): unknown {
  const problems: Problem[] = [];
  const entry = checkEntry(line, "ledger", 1, problems, formatEntry);
  return problems.length === 0 ? entry : undefined;
}

test("every line of the committed ledger is plain, and says what its schema says", () => {
  for (const line of committed) {
    expect(readPlainEntry(line), line).toBeDefined();
    expect(readPlainEntry(line)).toEqual(bySchema(line));
  }
});

test("every line of any history is plain, but for leap days", () => {
  fc.assert(
    fc.property(emptyLedger, randomSteps, (ledger, steps) => {
      const last = steps.reduce((now, step) => stepOf(now, step).ledger, ledger);
      for (const entry of last.entries) {
        if (!entry.date.endsWith("-02-29")) expect(readPlainEntry(formatEntry(entry))).toEqual(entry);
      }
    }),
    { numRuns: 30 },
  );
});

const of = (event: string): string => committed.find((line) => line.includes(`"event":"${event}"`)) ?? "";
const lines = ["allocate", "retire", "rename", "transfer", "registrant"].map(of);
const grown =
  '{"seq":7,"date":"2022-12-31","event":"grow","site":"a","ipv6":"3fff:38::/47","ipv4":"10.0.0.0/15","document":"b"}';
const recoded =
  '{"seq":7,"date":"2022-12-31","event":"recode","site":"a","name":"b","into":"c","inferred":"d","document":"e"}';
const pieces = fc.constantFrom(
  "",
  '"',
  ",",
  "{",
  "}",
  ":",
  " ",
  "\\u0061",
  "null",
  "1.5",
  "-1",
  "[]",
  "02-29",
  "__proto__",
);
const tokens = fc.constantFrom(
  "site",
  "kind",
  "area",
  "owner",
  "event",
  "retire",
  "grow",
  "2023-02-29",
  "2024-02-29",
  "/48",
);

test("a line that was changed anywhere is read as its schema reads it, or left to it", () => {
  const edit = fc.record({
    at: fc.nat(400),
    cut: fc.nat(12),
    put: fc.oneof(pieces, tokens, fc.string({ maxLength: 2 })),
  });
  const swap = fc.tuple(fc.nat(16), fc.nat(16));
  fc.assert(
    fc.property(
      fc.constantFrom(...lines, grown, recoded),
      fc.option(edit),
      fc.option(swap),
      (line, change, swapped) => {
        let text = line;
        if (swapped) {
          // Parts at the level of keys: moved, or there twice.
          const parts = text.slice(1, -1).split(/,(?=")/);
          const [from, to] = swapped.map((index) => index % parts.length) as [number, number];
          parts.splice(to, from % 2, parts[from] ?? "");
          text = `{${parts.join(",")}}`;
        }
        if (change)
          text =
            text.slice(0, change.at % text.length) + change.put + text.slice((change.at % text.length) + change.cut);
        const entry = readPlainEntry(text);
        if (entry !== undefined) expect(entry, text).toEqual(bySchema(text));
      },
    ),
    { numRuns: Number(process.env["LEDGER_RUNS"] ?? 1500) },
  );
});

test.each([
  ["a leap day", of("rename").replace(/\d{4}-\d\d-\d\d/, "2024-02-29")],
  ["a transfer of nothing", of("transfer").replace(/"(area|owner)":"[^"]*",/g, "")],
  ["letters and accents apart", of("rename").normalize("NFD")],
  ["a space", of("retire").replace(",", ", ")],
  ["an unknown key", of("retire").replace("{", '{"a":1,')],
  ["no JSON", "{"],
  ["no object", "[]"],
  ["nothing", ""],
])("a line with %s is left to its schema", (_, line) => {
  expect(readPlainEntry(line)).toBeUndefined();
});
