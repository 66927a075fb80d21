import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { exportInput } from "./export.ts";
import { openAddressWork } from "./open.ts";
import { planSheets, planWorkbook } from "./workbook.ts";

test("every site, network, route and reverse zone has a row, and every row the columns of its sheet", () => {
  const input = exportInput(openAddressWork());
  const sheets = planSheets(input);
  expect(sheets.map(({ name }) => name)).toEqual(["Cơ quan", "Mạng đang dùng", "Tuyến", "Phân giải ngược"]);
  for (const { name, columns, rows } of sheets) {
    expect(rows.length, name).toBeGreaterThan(0);
    for (const row of rows) expect(row, name).toHaveLength(columns.length);
  }
  expect(sheets[0]!.rows).toContainEqual([
    "15061",
    "Thị trấn Ngọc Lặc",
    "commune",
    "389",
    "3fff:38:84:8000::/56",
    "10.137.0.0/23",
  ]);
});

test("what looks like a formula is text in a workbook", async () => {
  const input = exportInput(openAddressWork());
  const [first] = Object.values(input.plan.sites);
  if (first === undefined) throw new Error("no site");
  const bytes = await planWorkbook({
    ...input,
    plan: { ...input.plan, sites: { x: { ...first, name: '=HYPERLINK("http://x")' } } },
  });
  const [sheet, strings] = [entryOf(bytes, "xl/worksheets/sheet1.xml"), entryOf(bytes, "xl/sharedStrings.xml")];
  expect(strings).toContain("=HYPERLINK(");
  expect(sheet).not.toContain("<f>");
  expect(sheet.match(/<c [^>]*t="s"/g)?.length).toBe(sheet.match(/<v>/g)?.length);
});

/** The text of a file in a zip archive, by the entry's own header. */
function entryOf(zip: Buffer, name: string): string {
  const central = zip.lastIndexOf(name);
  const start = zip.readUInt32LE(central - 46 + 42);
  const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
  const size = zip.readUInt32LE(central - 46 + 20);
  return inflateRawSync(zip.subarray(data, data + size)).toString();
}

test("a workbook is a zip archive with its sheets", async () => {
  const bytes = await planWorkbook(exportInput(openAddressWork()));
  expect(bytes.subarray(0, 4)).toEqual(Buffer.from("PK\x03\x04"));
  for (const part of ["xl/workbook.xml", "xl/worksheets/sheet4.xml"]) expect(bytes.includes(part)).toBe(true);
});
