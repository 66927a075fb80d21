import type { Problem } from "../../model/messages/problem.ts";
import type { Province } from "../../model/province.ts";
import type { ExpectedCounts } from "../../model/schema/counts.ts";
import type { Tenant } from "../../model/tenant.ts";
import { languageOf } from "../../model/text.ts";
import { style } from "./style.ts";
import { tableText } from "./table.ts";

/** One line of the register, as it stands on the day. */
interface UnitLine {
  code: string;
  name: string;
  kind: string;
  form?: string;
  area?: string;
  district?: string;
  validFrom?: string;
  validTo?: string;
  /** How its tenant comes about; absent where it has none. */
  tenant?: "declared" | "enrolled" | "standard";
}

export interface UnitsReport {
  asOf: string;
  /** Of the latest reform before the day that gives official figures. */
  expected?: ExpectedCounts & { since: string; document: string };
  counts: Record<string, number>;
  units: UnitLine[];
  notes: Problem[];
}

const KINDS = ["platform", "department", "area", "district", "commune"];

/** The units and areas of the province's day, of one kind or of all, in order of registration. */
export function unitsReport(
  { asOf, units, areas, reforms, register }: Province,
  tenants: readonly Tenant[],
  notes: readonly Problem[],
  kind?: string,
): UnitsReport {
  const byCode = new Map(tenants.map((tenant) => [tenant.code, tenant]));
  const all = [
    ...Object.values(areas).map((area) => ({ ...area, kind: "area" })),
    ...Object.values(units).map(({ owner: _owner, ...unit }) => ({ ...unit, ...tenantOf(byCode.get(unit.code)) })),
  ].toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.order - b.order);
  const official = [
    ...(register.expected ? [{ ...register.expected, since: register.validFrom, document: register.source }] : []),
    ...reforms
      .filter(({ date }) => date <= asOf)
      .flatMap(({ date, document, expected }) => (expected ? [{ ...expected, since: date, document }] : [])),
  ].at(-1);
  const counts: Record<string, number> = {};
  for (const { kind: name } of all) counts[name] = (counts[name] ?? 0) + 1;
  for (const name of ["district", "commune"]) counts[name] ??= 0;
  return {
    asOf,
    ...(official ? { expected: official } : {}),
    counts,
    units: all.filter((unit) => kind === undefined || unit.kind === kind).map(({ order: _order, ...line }) => line),
    notes: [...notes],
  };
}

const tenantOf = (tenant: Tenant | undefined): Pick<UnitLine, "tenant"> =>
  tenant ? { tenant: tenant.declared ? "declared" : tenant.enrolled ? "enrolled" : "standard" } : {};

const words = {
  en: {
    head: ["code", "name", "kind", "form", "area", "from", "to", "tenant"],
    official: (official: number, counted: number) =>
      counted === official
        ? `${counted}, as the official figures say`
        : `${counted}; ${official} by the official figures`,
    notes: "Known only by inference, or different from official figures:",
    at: (day: string) => `The province on ${day}`,
  },
  vi: {
    head: ["mã", "tên", "cấp", "loại", "vùng", "từ", "đến", "hệ thống"],
    official: (official: number, counted: number) =>
      counted === official ? `${counted}, khớp số chính thức` : `${counted}; số chính thức là ${official}`,
    notes: "Chỉ suy ra, hoặc khác số chính thức:",
    at: (day: string) => `Tỉnh tại ngày ${day}`,
  },
} as const;

const COLUMNS = ["code", "name", "kind", "form", "area", "validFrom", "validTo", "tenant"] as const;

/** A table of the units, the counts beside the official ones, and every note with its place. */
export function unitsText({ asOf, units, counts, expected, notes }: UnitsReport): string {
  const say = words[languageOf()];
  const rows = units.map((unit) => COLUMNS.map((column) => unit[column] ?? ""));
  const official: Record<string, number | undefined> = { district: expected?.district, commune: expected?.commune };
  const lines = Object.entries(counts).map(([kind, count]) => {
    const known = official[kind];
    return `  ${kind.padEnd(10)} ${known === undefined ? count : say.official(known, count)}`;
  });
  return [
    tableText(say.head, rows),
    "",
    style("bold", say.at(asOf)),
    ...lines,
    ...(expected ? [style("dim", `  ${expected.since}: ${expected.document}`)] : []),
    ...(notes.length > 0 ? ["", style("bold", say.notes)] : []),
    ...notes.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
  ].join("\n");
}
