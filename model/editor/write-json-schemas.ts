import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalogues } from "../load.ts";
import { jsonSchemas } from "./json-schema.ts";

// Run as `npx node model/editor/write-json-schemas.ts` after a change of model/schema/ or of a catalogue in stacks/.
const root = join(import.meta.dirname, "../..");
const folder = join(root, "stacks/schema");
mkdirSync(folder, { recursive: true });
for (const [name, text] of jsonSchemas(readCatalogues(root))) {
  const path = join(folder, name);
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
  console.log(`stacks/schema/${name}`);
}
