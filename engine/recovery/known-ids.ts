import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Deployment } from "../checkpoint.ts";

/**
 * Ids of all that the other stacks of a file backend have in the cloud: an operator's lists show them too. A state that
 * is damaged gives all that looks like one.
 *
 * @param folder - of the backend; undefined for a backend of another kind, whose other states can't be read
 */
export function idsOfOtherStacks(folder: string | undefined, project: string, stack: string): Set<string> {
  const ids = new Set<string>();
  if (folder === undefined) return ids;
  const stacks = join(folder, ".pulumi", "stacks");
  for (const file of readdirSync(stacks, { recursive: true, encoding: "utf8" })) {
    // Copies that are kept beside a state have more dots in their names, and say what a stack had once.
    const name = /^([^/]+\/[^/.]+)\.json(?:\.gz)?$/.exec(file)?.[1];
    if (name === undefined || name === join(project, stack)) continue;
    for (const id of idsIn(join(stacks, file))) ids.add(id);
  }
  return ids;
}

function idsIn(path: string): string[] {
  const bytes = readFileSync(path);
  let text = bytes.toString();
  try {
    if (path.endsWith(".gz")) text = gunzipSync(bytes).toString();
    const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: Deployment } };
    return (checkpoint.latest?.resources ?? []).flatMap(({ id }) => (id ? [id] : []));
  } catch {
    return [...text.matchAll(/"id":\s*"([^"]+)"/g)].map(([, id = ""]) => id);
  }
}
