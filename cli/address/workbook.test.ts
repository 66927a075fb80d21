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

test("a workbook is a zip archive with its sheets", async () => {
  const bytes = await planWorkbook(exportInput(openAddressWork()));
  expect(bytes.subarray(0, 4)).toEqual(Buffer.from("PK\x03\x04"));
  for (const part of ["xl/workbook.xml", "xl/worksheets/sheet4.xml"]) expect(bytes.includes(part)).toBe(true);
});
