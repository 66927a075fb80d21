import { basename } from "node:path";
import { cataloguesOf, referenceFaults, type Catalogues } from "./catalogues.ts";
import { readDocument, withoutEntries, type ReadDocument } from "./document.ts";
import { compare, problemsOf, type Fault } from "./fault.ts";
import { flowFaults } from "./flow-faults.ts";
import * as say from "./messages/agency.ts";
import * as sayFile from "./messages/repository.ts";
import type { Problem } from "./problem.ts";
import { provinceFaults } from "./province-faults.ts";
import { provinceData, readProvinceDocuments, yamlOf, type ProvinceDocuments } from "./province-files.ts";
import { provinceOf } from "./province-of.ts";
import type { Province, Unit } from "./province.ts";
import { agencySchema, type AgencyFile } from "./schema/agency.ts";
import { valueAt } from "./schema-faults.ts";
import { PROVINCE_DOCUMENTS } from "./schema/documents.ts";
import { readSources, type Sources } from "./sources.ts";
import { tenantFaults, type TenantView } from "./tenant-faults.ts";
import { tenantOf } from "./tenant-of.ts";
import type { Tenant } from "./tenant.ts";
import type { Language } from "./text.ts";
import type { SourceFile } from "./yaml-file.ts";

export interface LoadOptions {
  /** Language of messages and hints; English by default. */
  lang?: Language;
  /** Environment to use instead of the one that province.yaml names. */
  environment?: string;
}

export interface Repository {
  /** Undefined when one of the province's own files has a fault. */
  province?: Province;
  /** Tenants whose file is right, by code. Fit for use only when there are no problems at all. */
  tenants: Tenant[];
  /** All that is wrong, by file, line and column. */
  problems: Problem[];
}

/**
 * Reads stacks/ of the repository at `root` and checks all of it.
 * Never throws for what users wrote: every fault of every file comes back as a problem, all at once.
 */
export function loadRepository(root: string, options: LoadOptions = {}): Repository {
  return readRepository(readSources(root), options);
}

/** The same for files that were read before; pure. The order of the files does not matter. */
export function readRepository(sources: Sources, { lang = "en", environment }: LoadOptions = {}): Repository {
  const documents = readProvinceDocuments(sources.files);
  const agencies = agencyFiles(sources.files);
  const catalogues = cataloguesOf(yamlOf(documents), agencies.map(codeOfFile));
  const read = agencies.map((source) => readAgency(source, catalogues));
  const { province, faults } = readProvince(sources, documents, catalogues, environment);
  const { tenants, faults: tenantsFaults } = province ? resolveAgencies(read, province) : { tenants: [], faults: [] };
  const all = [
    ...sources.faults,
    ...faults,
    ...read.flatMap((document) => document.faults),
    ...nameFaults(read),
    ...tenantsFaults,
  ];
  const wrong = new Set(all.map(({ file }) => file));
  const right = tenants.filter(({ source }) => !wrong.has(source));
  return {
    ...(province ? { province: { ...province, units: withTenants(province.units, right) } } : {}),
    tenants: right,
    problems: problemsOf(all, lang),
  };
}

/** All names that stacks/ defines, for editors and for `province explain`; what cannot be read is absent. */
export function readCatalogues(root: string): Catalogues {
  const { files } = readSources(root);
  return cataloguesOf(yamlOf(readProvinceDocuments(files)), agencyFiles(files).map(codeOfFile));
}

/** An agency that joins with its file alone is a unit too, after all registered ones of its kind. */
function withTenants(units: Province["units"], tenants: readonly Tenant[]): Province["units"] {
  const joined = tenants
    .filter(({ code }) => units[code] === undefined)
    .map(({ code, name, kind, area, owner }): [string, Unit] => {
      const unitKind = kind === "commune" ? "commune" : "department";
      const order = Object.values(units).filter((unit) => unit.kind === unitKind).length + 1;
      return [code, { code, kind: unitKind, name, order, ...(area === undefined ? {} : { area }), owner }];
    });
  return Object.fromEntries([...Object.entries(units), ...joined].toSorted(([a], [b]) => compare(a, b)));
}

type AgencyDocument = ReadDocument<AgencyFile>;

function agencyFiles(files: ReadonlyMap<string, SourceFile>): SourceFile[] {
  return [...files.values()]
    .filter(({ path }) => path.startsWith("stacks/agencies/"))
    .toSorted((a, b) => compare(a.path, b.path));
}

function codeOfFile({ path }: { path: string }): string {
  return basename(path, ".yaml");
}

function readAgency(source: SourceFile, catalogues: Catalogues): AgencyDocument {
  const document = readDocument(source, agencySchema);
  const faults = referenceFaults(document.file, agencySchema, catalogues);
  return withoutEntries(document, agencySchema, faults);
}

function readProvince(
  sources: Sources,
  documents: ProvinceDocuments,
  catalogues: Catalogues,
  environment: string | undefined,
): { province?: Province; faults: Fault[] } {
  const names = Object.keys(documents) as (keyof ProvinceDocuments)[];
  const faults = names.flatMap((name) => [
    ...documents[name].faults,
    ...referenceFaults(documents[name].file, PROVINCE_DOCUMENTS[name].schema, catalogues),
  ]);
  const data = provinceData(documents);
  if (!data || faults.length > 0) return { faults };

  const cloudInit = cloudInitTexts(sources.files);
  const together = provinceFaults(data, yamlOf(documents), cloudInit);
  const chosen = environment ?? data.province.environment;
  if (!catalogues.environments?.includes(chosen)) {
    const finding = sayFile.unknownName("environments", chosen, catalogues.environments ?? []);
    together.push(documents.province.file.fault(["environment"], "value", finding));
  }
  return together.length > 0 ? { faults: together } : { province: provinceOf(data, chosen, cloudInit), faults: [] };
}

/** Texts of the cloud-config files by their path beside the templates. */
function cloudInitTexts(files: ReadonlyMap<string, SourceFile>): Map<string, string> {
  const folder = "stacks/province/";
  return new Map(
    [...files.values()]
      .filter(({ path }) => path.startsWith(`${folder}cloud-init/`))
      .map(({ path, bytes }) => [path.slice(folder.length), new TextDecoder().decode(bytes)]),
  );
}

/** A file is named by its code, so that nobody has to search for it and no code is there twice. */
function nameFaults(read: readonly AgencyDocument[]): Fault[] {
  const first = new Map<string, string>();
  return read.flatMap(({ file }) => {
    const raw = valueAt(file.data, ["code"]);
    if (typeof raw !== "string" && typeof raw !== "number") return [];
    const code = String(raw);
    const other = first.get(code);
    first.set(code, other ?? file.path);
    if (other !== undefined) return [file.fault(["code"], "value", say.codeTaken(code, other))];
    if (code === codeOfFile(file)) return [];
    return [file.fault(["code"], "value", sayFile.wrongFileName(code))];
  });
}

function resolveAgencies(read: readonly AgencyDocument[], province: Province): { tenants: Tenant[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const views = read.flatMap(({ file, value: agency, leftOut }): TenantView[] => {
    if (!agency) return [];
    const standard = province.standards[agency.kind];
    if (!standard) {
      const known = Object.keys(province.standards);
      faults.push(file.fault(["kind"], "value", say.noStandard(agency.kind, known)));
      return [];
    }
    const tenant = tenantOf(agency, province, file.path);
    const keys = new Set(leftOut.map((path) => String(path[0])));
    return [{ agency, tenant, standard, province, file, leftOut: keys }];
  });
  const tenants = new Map(views.map(({ tenant }) => [tenant.code, tenant]));
  for (const view of views) faults.push(...tenantFaults(view), ...flowFaults(view, tenants));
  return { tenants: views.map(({ tenant }) => tenant).toSorted((a, b) => compare(a.code, b.code)), faults };
}
