import { readCsv, type CsvRow } from "../files/csv-file.ts";
import type { SourceFile } from "../files/yaml-file.ts";
import * as sayCsv from "../messages/csv.ts";
import type { Fault } from "../messages/fault.ts";
import { unitTwice } from "../messages/province.ts";
import { unknownName } from "../messages/repository.ts";
import { notAllowed } from "../messages/schema.ts";
import { communeForm, districtForm } from "../schema/fields.ts";

/** Where the register of administrative units lies, by level. */
export const REGISTER_FILES = {
  district: "stacks/province/register/districts.csv",
  commune: "stacks/province/register/communes.csv",
} as const;

const FORMS: Record<"district" | "commune", readonly string[]> = {
  district: districtForm.options,
  commune: communeForm.options,
};

/** One administrative unit as its row says it. */
export interface RegisteredUnit {
  kind: "district" | "commune";
  code: string;
  name: string;
  form: string;
  /** Code of a commune's district. */
  district?: string;
  area: string;
  row: CsvRow;
}

/** The administrative units of the register's first day, in order of registration. */
export interface Register {
  units: RegisteredUnit[];
  faults: Fault[];
}

/**
 * Reads the CSV files of the register; a file that is not there counts as empty. `areas` are the codes of all areas,
 * undefined when their file could not be read.
 */
export function readRegister(files: ReadonlyMap<string, SourceFile>, areas: readonly string[] | undefined): Register {
  const register: Register = { units: [], faults: [] };
  const seen = new Set<string>();
  const read = (kind: RegisteredUnit["kind"], required: string[], optional: string[]): CsvRow[] => {
    const source = files.get(REGISTER_FILES[kind]);
    if (!source) return [];
    const { rows, faults } = readCsv(source, required, optional);
    register.faults.push(...faults);
    return rows;
  };
  const districts = read("district", ["code", "name", "form", "area"], []);
  const areaOfDistrict = new Map(districts.map(({ cells }) => [cells["code"] ?? "", cells["area"] ?? ""]));
  const communes = read("commune", ["code", "name", "form"], ["district", "area"]);

  const add = (row: CsvRow, kind: RegisteredUnit["kind"]): void => {
    const { code = "", name = "", form = "", district = "" } = row.cells;
    const count = register.faults.length;
    const report = (column: string, finding: Parameters<CsvRow["fault"]>[1]): void => {
      register.faults.push(row.fault(column, finding));
    };
    const digits = kind === "district" ? 3 : 5;
    if (code.length !== digits || !/^[0-9]+$/.test(code)) report("code", sayCsv.badCode(code, digits));
    else if (seen.has(code)) report("code", unitTwice(code));
    seen.add(code);
    if (name === "") report("name", sayCsv.emptyCell("name"));
    else if (/[\r\n]/.test(name)) report("name", sayCsv.cellOverLines("name"));
    if (!FORMS[kind].includes(form)) report("form", notAllowed(form, FORMS[kind]));
    if (district !== "" && !areaOfDistrict.has(district)) {
      report("district", unknownName("districts", district, [...areaOfDistrict.keys()]));
    }
    const own = row.cells["area"] ?? "";
    const area = own === "" ? (areaOfDistrict.get(district) ?? "") : own;
    if (own === "" && district === "")
      report(row.cells["area"] === undefined ? "district" : "area", sayCsv.emptyCell("area"));
    else if (area !== "" && own !== "" && areas && !areas.includes(area)) {
      report("area", unknownName("areas", area, areas));
    }
    if (register.faults.length > count) return;
    register.units.push({ kind, code, name, form, ...(district === "" ? {} : { district }), area, row });
  };
  for (const row of districts) add(row, "district");
  for (const row of communes) add(row, "commune");
  return register;
}
