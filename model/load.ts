import type { ReadDocument } from "./files/document.ts";
import { provinceData, readProvinceDocuments, yamlOf, type ProvinceDocuments } from "./files/province-files.ts";
import { readableText } from "./files/text-encoding.ts";
import type { SourceFile } from "./files/yaml-file.ts";
import { problemsOf, type Fault } from "./messages/fault.ts";
import type { Problem } from "./messages/problem.ts";
import * as sayFile from "./messages/repository.ts";
import { compare } from "./order.ts";
import type { Province, Unit } from "./province.ts";
import { cataloguesOf, referenceFaults, unitsOf, type Catalogues } from "./province/catalogues.ts";
import { provinceFaults } from "./province/province-faults.ts";
import { provinceNotes } from "./province/province-notes.ts";
import { provinceOf } from "./province/province-of.ts";
import { PROVINCE_DOCUMENTS } from "./schema/documents.ts";
import type { Reform } from "./schema/reform.ts";
import { readSources, type Sources } from "./sources.ts";
import type { Tenant } from "./tenant.ts";
import { agencyFiles, codeOfFile, nameFaults, readAgency, resolveAgencies } from "./tenants/agencies.ts";
import { standardTenants } from "./tenants/standard-tenants.ts";
import type { Language } from "./text.ts";
import { codesOfReforms, placedReforms, readReforms, reformFileFaults } from "./units/reform-files.ts";
import { readRegister, type Register } from "./units/register.ts";
import type { UnitHistory } from "./units/unit-history.ts";
import { unitsOnDay } from "./units/units-on-day.ts";

export interface LoadOptions {
  /** Language of messages and hints; English by default. */
  lang?: Language;
  /** Environment to use instead of the one that province.yaml names. */
  environment?: string;
  /** ISO date of the day to describe instead of the one that province.yaml names. */
  asOf?: string;
  /** Ids of the policies that waivers may name; without them any id will do. */
  policies?: readonly string[];
}

/** What stacks/ says, and all that is wrong with it. */
export interface LoadedStacks {
  /** Undefined when one of the province's own files has a fault. */
  province?: Province;
  /**
   * One for each department, district, commune and each agency with a file, by code: those without a file have the
   * standard of their level. Fit for use only when there are no problems at all.
   */
  tenants: Tenant[];
  /** All that is wrong, by file, line and column. */
  problems: Problem[];
  /** What is right and should still be known: facts that are inferred, counts that differ from official ones. */
  notes: Problem[];
}

/**
 * Reads stacks/ of the repository at `root` and checks all of it.
 * Never throws for what users wrote: every fault of every file comes back as a problem, all at once.
 */
export function loadStacks(root: string, options: LoadOptions = {}): LoadedStacks {
  return readStacks(readSources(root), options);
}

/** The same for files that were read before; pure but for today's date. The order of the files does not matter. */
export function readStacks(sources: Sources, options: LoadOptions = {}): LoadedStacks {
  const { lang = "en" } = options;
  const files = readFiles(sources, options.policies);
  const agencies = agencyFiles(sources.files).map((source) => readAgency(source, files.catalogues));
  const { province, history, faults, notes } = readProvince(sources, files, options);
  const codes = new Set(agencies.map(({ file }) => codeOfFile(file)));
  const standard = province && standardTenants(province, codes, files.documents.standards.file);
  const declared =
    province && history ? resolveAgencies(agencies, province, history, standard?.tenants ?? []) : undefined;
  const all = [
    ...sources.faults,
    ...faults,
    ...agencies.flatMap((document) => document.faults),
    ...nameFaults(agencies),
    ...(declared?.faults ?? []),
    ...(standard?.faults ?? []),
  ];
  const wrong = new Set(all.map(({ file }) => file));
  const right = [...(declared?.tenants ?? []), ...(standard?.tenants ?? [])].filter(({ source }) => !wrong.has(source));
  const enrolled = enrolment(files.documents);
  return {
    ...(province ? { province: { ...province, units: withTenants(province, right) } } : {}),
    tenants: right
      .map((tenant) => ({ ...tenant, enrolled: tenant.declared || enrolled(tenant.code) }))
      .toSorted((a, b) => compare(a.code, b.code)),
    problems: problemsOf(all, lang),
    notes: problemsOf([...notes, ...(declared?.notes ?? [])], lang),
  };
}

/** All names that stacks/ defines, for editors and for `province explain`; what cannot be read is absent. */
export function readCatalogues(root: string): Catalogues {
  return readFiles(readSources(root)).catalogues;
}

/** Everything of stacks/ but the agencies' files, each file read by itself. */
interface ReadFiles {
  documents: ProvinceDocuments;
  register: Register;
  reforms: ReadDocument<Reform>[];
  catalogues: Catalogues;
}

function readFiles({ files }: Sources, policies?: readonly string[]): ReadFiles {
  const documents = readProvinceDocuments(files);
  const reforms = readReforms(files);
  const areas = unitsOf(documents.units.file)?.filter(({ kind }) => kind === "area");
  const register = readRegister(
    files,
    areas?.map(({ code }) => code),
  );
  const codes = (wanted: Unit["kind"]): string[] =>
    register.units.filter(({ kind }) => kind === wanted).map(({ code }) => code);
  const administrative = {
    districts: codes("district"),
    communes: codes("commune"),
    later: codesOfReforms(reforms),
  };
  const catalogues = cataloguesOf(yamlOf(documents), agencyFiles(files).map(codeOfFile), administrative, policies);
  return { documents, register, reforms, catalogues };
}

/** An agency that joins with its file alone is a unit too, after all registered ones of its kind. */
function withTenants({ units, ended, asOf }: Province, tenants: readonly Tenant[]): Province["units"] {
  const joined = tenants
    .filter(({ code, declared }) => declared && units[code] === undefined)
    .map(({ code, name, kind, area, owner }): [string, Unit] => {
      const unitKind = kind === "office" ? "department" : kind;
      const registered = [...Object.values(units), ...Object.values(ended)].filter((unit) => unit.kind === unitKind);
      const order = Math.max(0, ...registered.map((unit) => unit.order)) + 1;
      const place = area === undefined ? {} : { area };
      return [code, { code, kind: unitKind, name, order, ...place, owner, validFrom: asOf }];
    });
  if (joined.length === 0) return units;
  return Object.fromEntries([...Object.entries(units), ...joined].toSorted(([a], [b]) => compare(a, b)));
}

interface ReadProvince {
  province?: Province;
  history?: UnitHistory;
  faults: Fault[];
  notes: Fault[];
}

function readProvince(sources: Sources, files: ReadFiles, { environment, asOf }: LoadOptions): ReadProvince {
  const { documents, register, reforms, catalogues } = files;
  const names = Object.keys(documents) as (keyof ProvinceDocuments)[];
  const faults = [
    ...names.flatMap((name) => [
      ...documents[name].faults,
      ...referenceFaults(documents[name].file, PROVINCE_DOCUMENTS[name].schema, catalogues),
    ]),
    ...register.faults,
    ...reforms.flatMap((document) => document.faults),
    ...reformFileFaults(reforms),
  ];
  const data = provinceData(documents);
  if (!data || faults.length > 0) return { faults, notes: [] };

  const cloudInit = cloudInitTexts(sources.files);
  const chosen = environment ?? data.province.environment;
  const together = provinceFaults(data, yamlOf(documents), cloudInit, chosen);
  if (!catalogues.environments?.includes(chosen)) {
    const finding = sayFile.unknownName("environments", chosen, catalogues.environments ?? []);
    together.push(documents.province.file.fault(["environment"], "value", finding));
  }
  const day = asOf ?? data.province.asOf ?? new Date().toISOString().slice(0, 10);
  const placed = placedReforms(reforms);
  const units = unitsOnDay(data, yamlOf(documents), register, placed, day);
  together.push(...units.faults);
  if (together.length > 0) return { faults: together, notes: [] };
  const { history, notes } = units;
  const province = provinceOf(
    data,
    chosen,
    cloudInit,
    history,
    placed.map(({ reform }) => reform),
    day,
  );
  const own = provinceNotes(data.province, documents.province.file, history);
  return { province, history, faults: [], notes: [...notes, ...own] };
}

/** Whether province.yaml gives an agency without a file a project. */
function enrolment({ province }: ProvinceDocuments): (code: string) => boolean {
  const enrolled = province.value?.enrolled ?? [];
  if (enrolled === "all") return () => true;
  const codes = new Set(enrolled);
  return (code) => codes.has(code);
}

/** Texts of the cloud-config files by their path beside the templates. */
function cloudInitTexts(files: ReadonlyMap<string, SourceFile>): Map<string, string> {
  const folder = "stacks/province/";
  return new Map(
    [...files.values()]
      .filter(({ path }) => path.startsWith(`${folder}cloud-init/`))
      .map(({ path, bytes }) => [path.slice(folder.length), readableText(bytes)]),
  );
}
