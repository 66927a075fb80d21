import { basename } from "node:path";
import { readDocument, withoutEntries, type ReadDocument } from "../files/document.ts";
import { inYaml, valueAt } from "../files/schema-faults.ts";
import type { SourceFile } from "../files/yaml-file.ts";
import * as say from "../messages/agency.ts";
import type { Fault } from "../messages/fault.ts";
import { inPlainSigns } from "../messages/look-alikes.ts";
import * as sayReform from "../messages/reform.ts";
import * as sayFile from "../messages/repository.ts";
import { missingKey } from "../messages/schema.ts";
import { compare } from "../order.ts";
import type { Province, Unit } from "../province.ts";
import { referenceFaults, type Catalogues } from "../province/catalogues.ts";
import { agencySchema, type Agency, type AgencyFile } from "../schema/agency.ts";
import type { AgencyKind, Tenant } from "../tenant.ts";
import { successorOf, type UnitHistory } from "../units/unit-history.ts";
import { standardFaults, standardNotes } from "./beyond-standard.ts";
import { flowFaults } from "./flow-faults.ts";
import { tenantFaults } from "./tenant-faults.ts";
import { tenantOf } from "./tenant-of.ts";
import type { TenantView } from "./tenant-view.ts";

export type AgencyDocument = ReadDocument<AgencyFile>;

/** Agencies' files in order of their names. */
export function agencyFiles(files: ReadonlyMap<string, SourceFile>): SourceFile[] {
  return [...files.values()]
    .filter(({ path }) => path.startsWith("stacks/agencies/"))
    .toSorted((a, b) => compare(a.path, b.path));
}

export function codeOfFile({ path }: { path: string }): string {
  return basename(path, ".yaml");
}

/** Reads an agency's file; entries with names that no catalogue knows are left out. */
export function readAgency(source: SourceFile, catalogues: Catalogues): AgencyDocument {
  const document = readDocument(source, agencySchema);
  const faults = referenceFaults(document.file, agencySchema, catalogues);
  return withoutEntries(named(document), agencySchema, faults);
}

/** Of a file without a code its name tells it, and no fault has an example that is another agency's. */
function named(document: AgencyDocument): AgencyDocument {
  const { file, faults } = document;
  if (file.data === undefined || (valueAt(file.data, ["code"]) ?? undefined) !== undefined) return document;
  const isMissing = ({ path }: Fault): boolean => path.length === 1 && path[0] === "code";
  const missing = file.fault(["code"], "key", missingKey("code", undefined, inYaml(inPlainSigns(codeOfFile(file)))));
  return { ...document, faults: faults.map((fault) => (isMissing(fault) ? { ...fault, ...missing } : fault)) };
}

/** A file is named by its code, so that nobody has to search for it and no code is there twice. */
export function nameFaults(read: readonly AgencyDocument[]): Fault[] {
  const first = new Map<string, string>();
  const files = new Set(read.map(({ file }) => codeOfFile(file)));
  return read.flatMap(({ file, faults }) => {
    const raw = valueAt(file.data, ["code"]);
    if (typeof raw !== "string" && typeof raw !== "number") return [];
    const code = String(raw);
    // What is no code names no file.
    if (faults.some(({ path }) => path[0] === "code")) return [];
    const other = first.get(code);
    first.set(code, other ?? file.path);
    if (code === codeOfFile(file)) return [];
    if (other !== undefined) return [file.fault(["code"], "value", say.codeTaken(code, other))];
    const free = files.has(code) ? undefined : code;
    return [file.fault(["code"], "value", sayFile.wrongFileName(code, codeOfFile(file), free))];
  });
}

/** What the agencies' files give on the province's day. */
export interface ResolvedAgencies {
  /** Of files with faults too: those tenants are not fit for use. */
  tenants: Tenant[];
  faults: Fault[];
  /** What reforms made of what the files say. */
  notes: Fault[];
}

/** The tenants of all agencies that have a file, in order of their codes; `others` are those of all other units. */
export function resolveAgencies(
  read: readonly AgencyDocument[],
  province: Province,
  history: UnitHistory,
  others: readonly Tenant[],
): ResolvedAgencies {
  const faults: Fault[] = [];
  const notes: Fault[] = [];
  const coming = new Map(history.coming.map((unit) => [unit.code, unit]));
  const views = read.flatMap((document): TenantView[] => {
    const { file, value, leftOut } = document;
    if (!value) return [];
    const past = province.ended[value.code];
    const later = coming.get(value.code);
    if (past)
      notes.push(file.fault(["code"], "value", sayReform.fileOfEndedUnit(past.code, past.validTo, past.successor)));
    else if (later) notes.push(file.fault(["code"], "value", sayReform.fileOfComingUnit(later.code, later.validFrom)));
    if (past || later) return [];
    const agency = completed(document, value, province.units[value.code], history, faults);
    if (!agency) return [];
    const standard = province.standards[agency.kind];
    if (!standard) {
      const known = Object.keys(province.standards);
      faults.push(file.fault(["kind"], "value", say.noStandard(agency.kind, known)));
      return [];
    }
    const followed = withPeersOfToday(document, agency, history, notes);
    const tenant = tenantOf(followed, province, file.path);
    const keys = new Set(leftOut.map((path) => String(path[0])));
    return [{ agency: followed, tenant, standard, province, file, leftOut: keys }];
  });
  const tenants = new Map([...others, ...views.map(({ tenant }) => tenant)].map((tenant) => [tenant.code, tenant]));
  for (const view of views) {
    faults.push(...tenantFaults(view), ...standardFaults(view), ...flowFaults(view, tenants));
    notes.push(...standardNotes(view));
  }
  return { tenants: views.map(({ tenant }) => tenant).toSorted((a, b) => compare(a.code, b.code)), faults, notes };
}

/** The administrative levels have codes of their own lengths. */
function kindOfCode(code: string): AgencyKind | undefined {
  if (!/^[0-9]+$/.test(code)) return undefined;
  return code.length === 5 ? "commune" : "district";
}

/** Name and kind from the register where the file leaves them out; what it says must agree with the register. */
function completed(
  { file, leftOut }: AgencyDocument,
  agency: AgencyFile,
  unit: Unit | undefined,
  { names }: UnitHistory,
  faults: Fault[],
): Agency | undefined {
  const wrong = (key: string): boolean => leftOut.some(([first]) => first === key);
  const registered = unit === undefined || unit.kind === "platform" ? undefined : unit.kind;
  const kind = agency.kind ?? registered ?? kindOfCode(agency.code);
  const name = unit?.name ?? agency.name;
  for (const [key, value] of Object.entries({ name, kind })) {
    if (value !== undefined || wrong(key)) continue;
    faults.push(file.fault([key], "key", key === "name" ? say.nameMissing() : say.kindMissing()));
  }
  if (unit && agency.name !== undefined && !names.get(unit.code)?.has(agency.name)) {
    faults.push(file.fault(["name"], "value", say.otherName(agency.name, unit.name)));
  }
  return name === undefined || kind === undefined ? undefined : { ...agency, name, kind };
}

/** Flows of other agencies as they are today: an agency that ended is read as its successor. */
function withPeersOfToday({ file }: AgencyDocument, agency: Agency, history: UnitHistory, notes: Fault[]): Agency {
  if (!agency.allow || history.ended.length === 0) return agency;
  const gone = new Set(history.ended.map(({ code }) => code));
  // With holes where a flow is left out, so that places still match the file.
  const allow: typeof agency.allow = [];
  agency.allow.forEach((flow, index) => {
    if (typeof flow.from === "string" || !gone.has(flow.from.agency)) {
      allow[index] = flow;
      return;
    }
    const today = successorOf(flow.from.agency, history);
    const successor = gone.has(today) || today === agency.code ? undefined : today;
    const path = ["allow", index, "from", "agency"];
    notes.push(file.fault(path, "value", sayReform.peerEnded(flow.from.agency, successor)));
    if (successor !== undefined) allow[index] = { ...flow, from: { ...flow.from, agency: successor } };
  });
  return { ...agency, allow };
}
