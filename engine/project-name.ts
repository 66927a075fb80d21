import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { EngineError } from "./errors.ts";

/** The `name` of the Pulumi.yaml in a folder. Throws EngineError where there is none. */
export function projectName(cwd: string): string {
  const path = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(cwd, name)).find((p) => existsSync(p));
  const name = path === undefined ? undefined : (parse(readFileSync(path, "utf8")) as { name?: string }).name;
  if (name === undefined) throw new EngineError(`There is no Pulumi.yaml with a name in ${cwd}.`);
  return name;
}
