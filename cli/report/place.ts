import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StackVerdict } from "../../infra/check/stack-verdict.ts";
import { originsOf, type Origin, type StackOrigins } from "../../infra/origins.ts";
import type { Repository } from "../../infra/repository/repository.ts";
import { stackOrigins } from "../../infra/stack-origins.ts";
import { readYaml, type YamlFile } from "../../model/files/yaml-file.ts";
import type { Finding } from "../../policies/policy.ts";

/** A place in a file of the repository. */
export interface Place {
  /** Path relative to the repository, with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based; absent where only the line is known. */
  column?: number;
}

/** The place in stacks/ that a finding comes from; undefined when its file is not there. */
export type PlaceFinder = (
  verdict: Pick<StackVerdict, "stack" | "parents">,
  finding: Pick<Finding, "resource" | "about">,
) => Place | undefined;

/** Finds places in a repository's files as they are on the disk, each read once. */
export function placeFinder(repository: Repository): PlaceFinder {
  const originsByStack = new Map<string, StackOrigins>();
  const files = new Map<string, YamlFile | undefined>();
  const read = (file: string): YamlFile | undefined => {
    if (!files.has(file)) files.set(file, readFrom(repository.root, file));
    return files.get(file);
  };
  return ({ stack, parents }, finding) => {
    const origins = originsByStack.get(stack) ?? stackOrigins(repository, stack);
    originsByStack.set(stack, origins);
    return firstPlace(originsOf(origins, finding, parents), read);
  };
}

function readFrom(root: string, path: string): YamlFile | undefined {
  try {
    return readYaml({ path, bytes: readFileSync(join(root, path)) });
  } catch {
    return undefined;
  }
}

/** That of the first key which its file really has. */
function firstPlace(origins: readonly Origin[], read: (file: string) => YamlFile | undefined): Place | undefined {
  for (const { file, path } of origins) {
    const yaml = read(file);
    if (!yaml?.has(path)) continue;
    const { line, column } = yaml.fault(path, "key", { message: { en: "", vi: "" } });
    return { file, line, column };
  }
  return undefined;
}
