import { basename } from "node:path";
import { readDocument, type ReadDocument } from "../files/document.ts";
import { valueAt } from "../files/schema-faults.ts";
import type { SourceFile } from "../files/yaml-file.ts";
import type { Fault } from "../messages/fault.ts";
import * as say from "../messages/reform.ts";
import { compare } from "../order.ts";
import { type Reform, reformSchema } from "../schema/reform.ts";
import type { PlacedReform } from "./unit-history.ts";

export const REFORMS_FOLDER = "stacks/province/reforms";

/** The files of all reforms, read and held against their schema, by date. */
export function readReforms(files: ReadonlyMap<string, SourceFile>): ReadDocument<Reform>[] {
  return [...files.values()]
    .filter(({ path }) => path.startsWith(`${REFORMS_FOLDER}/`))
    .toSorted((a, b) => compare(a.path, b.path))
    .map((source) => readDocument<Reform>(source, reformSchema));
}

/** A file is named by its date, so that the folder reads as a history and no day is there twice. */
export function reformFileFaults(documents: readonly ReadDocument<Reform>[]): Fault[] {
  return documents.flatMap(({ file, value, faults }) =>
    value === undefined || faults.length > 0 || basename(file.path, ".yaml") === value.date
      ? []
      : [file.fault(["date"], "value", say.wrongReformFile(value.date))],
  );
}

/** Reforms with the way to their places; only of files without faults. */
export function placedReforms(documents: readonly ReadDocument<Reform>[]): PlacedReform[] {
  return documents
    .flatMap(({ file, value, faults }) =>
      value === undefined || faults.length > 0 ? [] : [{ reform: value, fault: file.fault.bind(file) }],
    )
    .toSorted((a, b) => compare(a.reform.date, b.reform.date));
}

/** Codes that reforms name, whatever else is wrong with them: names of new units are among them. */
export function codesOfReforms(documents: readonly ReadDocument<Reform>[]): string[] {
  return documents.flatMap(({ file }) => {
    const events = valueAt(file.data, ["events"]);
    if (!Array.isArray(events)) return [];
    return events.flatMap((event: unknown) => {
      const { unit, into } = (event ?? {}) as { unit?: unknown; into?: unknown };
      const codes = Array.isArray(into) ? into.map((part) => (part as { code?: unknown } | null)?.code) : [into];
      return [unit, ...codes].flatMap((code) => (typeof code === "string" ? [code] : []));
    });
  });
}
