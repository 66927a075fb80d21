import { join } from "node:path";
import { readSources, type Sources } from "../model/sources.ts";

export const REPOSITORY = join(import.meta.dirname, "..");

/** The repository's own stacks/ with some files written anew (or left out: `undefined`), in memory. */
export function sourcesWith(changes: Record<string, string | Uint8Array | undefined>): Sources {
  const { files, faults } = readSources(REPOSITORY);
  for (const [path, content] of Object.entries(changes)) {
    if (content === undefined) files.delete(path);
    else files.set(path, { path, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content });
  }
  return { files, faults };
}

/** Text of one file of the repository's stacks/. */
export function stacksText(path: string): string {
  const source = readSources(REPOSITORY).files.get(path);
  if (!source) throw new Error(`no ${path}`);
  return new TextDecoder().decode(source.bytes);
}
