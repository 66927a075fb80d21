import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * The library that reads and writes all of YAML, loaded when it is first asked for: that takes longer than to read all
 * of stacks/ without it.
 */
export function yamlLibrary(): typeof import("yaml") {
  return require("yaml") as typeof import("yaml");
}
