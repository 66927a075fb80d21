import { z } from "zod";
import type { Catalogues } from "../province/catalogues.ts";
import type { About, Catalogue } from "../schema/about.ts";
import { DOCUMENTS, type DocumentName } from "../schema/documents.ts";
import type { Language } from "../text.ts";

/** Catalogues that grow when staff add a file: their names are not listed, or each new agency would change the schemas. */
const GROWING: readonly Catalogue[] = ["agencies", "units"];

/**
 * JSON Schemas of all files of stacks/, by file name, as text: what an editor needs to complete and explain every key.
 * Descriptions are English; `agency.vi.schema.json` is the agency's in Vietnamese.
 */
export function jsonSchemas(catalogues: Catalogues): Map<string, string> {
  const names = Object.keys(DOCUMENTS) as DocumentName[];
  return new Map([
    ...names.map((name): [string, string] => [`${name}.schema.json`, jsonSchema(name, catalogues, "en")]),
    ["agency.vi.schema.json", jsonSchema("agency", catalogues, "vi")],
  ]);
}

function jsonSchema(name: DocumentName, catalogues: Catalogues, language: Language): string {
  const schema = z.toJSONSchema(DOCUMENTS[name].schema, {
    io: "input",
    // The draft that editors' YAML extensions know best.
    target: "draft-7",
    override: ({ zodSchema, jsonSchema: node }) => {
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      // Zod leaves examples out behind a transformation; ours are written as people write them.
      if (examples) node.examples = examples as unknown[];
      forEditors(node, catalogues, language);
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

type EditorSchema = { [key: string]: unknown } & Partial<Omit<About, "en">>;

/** Turns our metadata into what JSON Schema knows: description with its default, the names that are known. */
function forEditors(node: EditorSchema, catalogues: Catalogues, language: Language): void {
  const { vi, otherwise, catalogue } = node;
  if (language === "vi" && vi !== undefined) node["description"] = vi;
  if (otherwise) {
    const label = language === "vi" ? "Mặc định" : "Default";
    node["description"] = `${String(node["description"])} ${label}: ${otherwise[language]}.`;
    const constant = constantOf(otherwise.en);
    if (constant !== undefined) node["default"] = constant;
  }
  const known = catalogue && !GROWING.includes(catalogue) ? catalogues[catalogue] : undefined;
  // Codes of digits may stand without quotes, so that only names can be listed as the allowed values.
  if (known && node["type"] === "string") node["enum"] = known;
  if (known && node["anyOf"]) node["examples"] = known;
  // Zod's bounds of a safe integer tell an editor's user nothing.
  if (node["minimum"] === Number.MIN_SAFE_INTEGER) delete node["minimum"];
  if (node["maximum"] === Number.MAX_SAFE_INTEGER) delete node["maximum"];
  delete node["vi"];
  delete node["otherwise"];
  delete node["catalogue"];
}

function constantOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // words, not a value
  }
}
