import { plannedPrefixes, type ExportInput } from "../../address-plan/export/export-netbox.ts";
import { reverseZones } from "../../address-plan/export/export-reverse.ts";
import { formatBoth, formatPrefix } from "../../address-plan/prefixes/prefix.ts";
import { routesOf } from "../../address-plan/prefixes/routes.ts";

interface Sheet {
  name: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** The plan as sheets with Vietnamese headings: who has what, networks in use, routes, reverse zones. */
export function planSheets(input: ExportInput): Sheet[] {
  const sites = Object.values(input.plan.sites);
  return [
    {
      name: "Cơ quan",
      columns: ["Mã", "Tên", "Loại", "Thuộc vùng", "IPv6", "IPv4"],
      rows: sites.map((plan) => {
        const { ipv6, ipv4 } = formatBoth(plan);
        return [plan.site, plan.name, plan.kind, plan.parent ?? "", ipv6, ipv4];
      }),
    },
    {
      name: "Mạng đang dùng",
      columns: ["Vùng địa chỉ", "Cấp", "Mã cơ quan", "Tên cơ quan", "Vùng mạng"],
      rows: plannedPrefixes(input)
        .filter(({ level }) => level === "zone" || level === "subnet")
        .map(({ prefix, level, site, zone = "" }) => [prefix, level, site?.site ?? "", site?.name ?? "", zone]),
    },
    {
      name: "Tuyến",
      columns: ["Bảng", "Vùng", "Đích", "Đơn vị", "Xử lý"],
      rows: routesOf(input.plan).map(({ table, area = "", destination, site = "", action }) => [
        table,
        area,
        formatPrefix(destination),
        site,
        action,
      ]),
    },
    {
      name: "Phân giải ngược",
      columns: ["Zone", "Vùng địa chỉ", "Đơn vị"],
      rows: reverseZones(input.plan).map(({ zone, prefix, site }) => [zone, prefix, site]),
    },
  ];
}

/** The same as an Office Open XML workbook. All cells are text, so that no spreadsheet turns codes into numbers, or a name
 * into a formula once somebody has edited it. */
export async function planWorkbook(input: ExportInput): Promise<Buffer> {
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const sheets = planSheets(input).map(({ name, columns, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map((column, index) => ({ width: widthOf(column, rows, index) })),
    data: [
      columns.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
      ...rows.map((row) => row.map((value) => ({ value, type: String, format: "@" }))),
    ],
  }));
  return writeExcelFile(sheets).toBuffer();
}

const widthOf = (column: string, rows: Sheet["rows"], index: number): number =>
  rows.reduce((width, row) => Math.max(width, row[index]?.length ?? 0), column.length) + 2;
