import type { z } from "zod";
import type { Fault } from "../messages/fault.ts";
import * as say from "../messages/repository.ts";
import { PROVINCE_DOCUMENTS } from "../schema/documents.ts";
import { type ReadDocument, readDocument } from "./document.ts";
import type { SourceFile, YamlFile } from "./yaml-file.ts";

type Schemas = { [Name in keyof typeof PROVINCE_DOCUMENTS]: (typeof PROVINCE_DOCUMENTS)[Name]["schema"] };

/** The province's files, each read and held against its schema. */
export type ProvinceDocuments = { [Name in keyof Schemas]: ReadDocument<z.output<Schemas[Name]>> };

/** What the province's files say, when all of them are right. */
export type ProvinceData = { [Name in keyof Schemas]: z.output<Schemas[Name]> };

export type ProvinceYaml = Record<keyof Schemas, YamlFile>;

/** Reads all of the province's files; those that are missing count as empty (`readSources` reports them). */
export function readProvinceDocuments(files: ReadonlyMap<string, SourceFile>): ProvinceDocuments {
  return mapDocuments(({ path, schema }) => {
    const source = files.get(path);
    return source ? readDocument(source, schema) : missing(path);
  }) as ProvinceDocuments;
}

/** The data of all files; undefined when one of them has a fault. */
export function provinceData(documents: ProvinceDocuments): ProvinceData | undefined {
  const all = Object.values(documents);
  if (all.some(({ faults, value }) => faults.length > 0 || value === undefined)) return undefined;
  return mapDocuments((_, name) => documents[name].value) as ProvinceData;
}

export function yamlOf(documents: ProvinceDocuments): ProvinceYaml {
  return mapDocuments((_, name) => documents[name].file);
}

function mapDocuments<T>(
  make: (document: { path: string; schema: z.ZodType }, name: keyof Schemas) => T,
): Record<keyof Schemas, T> {
  return Object.fromEntries(
    Object.entries(PROVINCE_DOCUMENTS).map(([name, document]) => [name, make(document, name as keyof Schemas)]),
  ) as Record<keyof Schemas, T>;
}

function missing(path: string): ReadDocument<unknown> {
  const at = (): Fault => ({ file: path, line: 1, column: 1, path: [], ...say.missingFile() });
  return {
    file: { path, data: undefined, faults: [], brokenFrom: 1, has: () => false, lineOf: () => 0, fault: at },
    leftOut: [],
    faults: [],
  };
}
