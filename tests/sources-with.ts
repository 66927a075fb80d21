import { join } from "node:path";
import { readSources, type Sources } from "../model/sources.ts";

export const REPOSITORY = join(import.meta.dirname, "..");

const own = readSources(REPOSITORY);

/** The repository's own stacks/, read once, with some files written anew (or left out: `undefined`), in memory. */
export function sourcesWith(changes: Record<string, string | Uint8Array | undefined>): Sources {
  const files = new Map(own.files);
  for (const [path, content] of Object.entries(changes)) {
    if (content === undefined) files.delete(path);
    else files.set(path, { path, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content });
  }
  return { files, faults: own.faults };
}

/** Text of one file of the repository's stacks/. */
export function stacksText(path: string): string {
  const source = own.files.get(path);
  if (!source) throw new Error(`no ${path}`);
  return new TextDecoder().decode(source.bytes);
}
