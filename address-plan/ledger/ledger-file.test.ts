import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyLedger, randomSteps, stepOf } from "../testing/random-events.ts";
import { EMPTY_LEDGER, ledgersOf } from "../testing/random-histories.ts";
import { formatLedger, parseLedger } from "./ledger-file.ts";

const LEDGER = ledgersOf([
  [
    { site: "389", kind: "area", name: "Huyện Ngọc Lặc", owner: "stttt", purpose: "vùng kết nối" },
    { site: "15061", kind: "commune", parent: "389", name: "Thị trấn Ngọc Lặc", owner: "15061", purpose: "mạng" },
  ],
]).at(-1)!;
const TEXT = formatLedger(LEDGER);
const [HEADER = "", AREA = "", COMMUNE = ""] = TEXT.split("\n");

/** The problems of a ledger whose lines are given, as `line:column key message`. */
const faults = (...lines: string[]) =>
  parseLedger(`${lines.join("\n")}\n`, "ledger.jsonl").problems.map(
    ({ line, column, path, message }) => `${line}:${column} ${path.join(".")}: ${message.en}`,
  );

test("a ledger is one line a site, keys in order, diacritics as they are", () => {
  expect(HEADER).toBe('{"profile":"P40","root6":"3fff:38::/40","root4":"10.0.0.0/8"}');
  expect(COMMUNE).toBe(
    '{"seq":2,"date":"2022-01-01","event":"allocate","site":"15061","kind":"commune","parent":"389",' +
      '"name":"Thị trấn Ngọc Lặc","slot":"0x80","ipv6":"3fff:38:80:8000::/56","ipv4":"10.129.0.0/23",' +
      '"owner":"15061","purpose":"mạng","document":"Quyết định số 1"}',
  );
  expect(parseLedger(TEXT, "ledger.jsonl")).toEqual({ ledger: LEDGER, problems: [] });
  expect(parseLedger(formatLedger(EMPTY_LEDGER), "ledger.jsonl").ledger).toEqual(EMPTY_LEDGER);
});

test("every line of any history reads back to itself", () => {
  fc.assert(
    fc.property(emptyLedger, randomSteps, (empty, steps) => {
      const ledger = steps.reduce((now, step) => stepOf(now, step).ledger, empty);
      expect(parseLedger(formatLedger(ledger), "ledger.jsonl")).toEqual({ ledger, problems: [] });
    }),
    { numRuns: 30 },
  );
});

test("a leap day is a date, in its year alone", () => {
  expect(faults(HEADER, AREA.replace("2022-01-01", "2024-02-29"))).toEqual([]);
  expect(faults(HEADER, AREA.replace("2022-01-01", "2023-02-29"))).toEqual([
    expect.stringContaining('date "2023-02-29"'),
  ]);
});

const TRANSFER = '{"seq":3,"date":"2023-01-01","event":"transfer","site":"15061","area":"389","document":"Nghị quyết"}';

test.each([
  ["a transfer of nothing", TRANSFER.replace('"area":"389",', ""), "a transfer names an area or an owner"],
  ["an unknown event", TRANSFER.replace("transfer", "move"), 'event "move"'],
  [
    "an escape",
    TRANSFER.replace("389", String.raw`\u0033\u0038\u0039`),
    "the line differs from how the ledger is written",
  ],
  ["a list", "[]", "line []"],
])("%s is refused", (_, line, message) => {
  expect(faults(HEADER, AREA, COMMUNE, TRANSFER)).toEqual([]);
  expect(faults(HEADER, AREA, COMMUNE, line)).toEqual([expect.stringContaining(message)]);
});

test("a wrong value is found with its column", () => {
  const line = COMMUNE.replace("commune", "ward");
  const column = line.indexOf('"ward"') + 1;
  expect(faults(HEADER, AREA, line)).toEqual([
    `3:${column} kind: kind "ward": Invalid option: expected one of "platform"|"department"|"area"|"commune"`,
  ]);
});

test.each([
  ["a date that is none", COMMUNE.replace("2022-01-01", "2022-02-30"), '"2022-02-30"', "date"],
  [
    "a prefix that is none",
    COMMUNE.replace("3fff:38:80:8000::/56", "3fff:38:80:8000::1/56"),
    '"3fff:38:80:8000::1/56"',
    "ipv6",
  ],
  ["an empty owner", COMMUNE.replace('"owner":"15061"', '"owner":""'), '"","purpose"', "owner"],
  ["an unknown key", COMMUNE.replace('"owner"', '"woner"'), '"woner"', "woner"],
])("%s is found where it stands", (_, line, seen, key) => {
  const found = parseLedger(`${HEADER}\n${AREA}\n${line}\n`, "ledger.jsonl").problems;
  expect(found).toContainEqual(expect.objectContaining({ line: 3, column: line.indexOf(seen) + 1, path: [key] }));
});

test("a missing key, a broken line and a merge conflict are found, all at once", () => {
  const found = faults(
    HEADER,
    AREA.replace('"owner":"stttt",', ""),
    COMMUNE.slice(0, -1),
    "<<<<<<< HEAD",
    "",
    COMMUNE.replace('{"seq":2', '{ "seq":2'),
  );
  expect(found).toEqual([
    '2:1 owner: "owner" is missing',
    expect.stringMatching(/^3:\d+ : not a JSON object on one line/),
    '4:1 : merge conflict marker "<<<<<<<"',
    "5:1 : empty line",
    "6:2 : the line differs from how the ledger is written (order of keys, spaces, a key twice)",
  ]);
});

test("a key twice is not read silently", () => {
  expect(faults(HEADER, AREA.replace('"slot"', '"slot":"0x99","slot"'))).toEqual([
    expect.stringContaining("the line differs from how the ledger is written"),
  ]);
});

test("letters and accents that stand apart are refused, with the line as it ought to be", () => {
  const line = COMMUNE.normalize("NFD");
  expect(line).not.toBe(COMMUNE);
  const { ledger, problems } = parseLedger(`${HEADER}\n${AREA}\n${line}\n`, "ledger.jsonl");
  expect(ledger).toBeUndefined();
  expect(problems).toEqual([
    {
      file: "ledger.jsonl",
      line: 3,
      column: COMMUNE.indexOf("ị") + 1,
      path: [],
      message: {
        en: "letters and their accents stand apart here (Unicode NFD); the ledger has them in one (NFC)",
        vi: "ở đây chữ và dấu tách rời nhau (Unicode NFD); sổ cấp phát ghi liền (NFC)",
      },
      hint: { en: `write ${COMMUNE}`, vi: `hãy ghi ${COMMUNE}` },
    },
  ]);
});

test("lines that end as on Windows are the same ledger", () => {
  expect(parseLedger(TEXT.replaceAll("\n", "\r\n"), "ledger.jsonl")).toEqual(parseLedger(TEXT, "ledger.jsonl"));
});

test("a file without header, or cut off, is refused", () => {
  expect(faults(AREA)[0]).toMatch(/^1:1 profile: "profile" is missing/);
  expect(parseLedger("", "ledger.jsonl").problems.length).toBeGreaterThan(0);
  const { ledger, problems } = parseLedger(TEXT.slice(0, -1), "ledger.jsonl");
  expect(ledger).toBeUndefined();
  expect(problems).toEqual([expect.objectContaining({ line: 3, column: COMMUNE.length + 1 })]);
});
