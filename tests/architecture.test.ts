import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../infra/repository.ts";

/** Which folders a folder may import at run time; types may come from anywhere. The table of docs/architecture.md. */
const allowed: Record<string, string[]> = {
  model: [],
  "address-plan": [],
  policies: [],
  components: [],
  plan: ["policies"],
  infra: ["model", "address-plan", "components", "plan", "policies"],
  engine: [],
  devcloud: [],
  verify: ["model", "address-plan", "infra", "plan", "policies", "engine", "devcloud"],
};

const root = repositoryRoot();

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

/** Folders that a file imports values from. */
const importedFolders = (file: string): string[] => {
  const text = readFileSync(join(root, file), "utf8");
  const specifiers = [
    ...text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+"(\.[^"]+)"/gm),
    ...text.matchAll(/import\("(\.[^"]+)"\)/g),
  ].map((match) => match[1] ?? "");
  return specifiers.map((specifier) => normalize(join(dirname(file), specifier)).split("/")[0] ?? "");
};

test.each(Object.entries(allowed))("%s imports only what the architecture allows", (folder, may) => {
  const faults = sources(folder).flatMap((file) =>
    importedFolders(file)
      .filter((imported) => imported !== folder && !may.includes(imported))
      .map((imported) => `${file} imports ${imported}/`),
  );
  expect(faults).toEqual([]);
});

test("the documented table names the same folders", () => {
  const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
  for (const folder of Object.keys(allowed)) expect(page).toContain(`| \`${folder}/\` |`);
});
