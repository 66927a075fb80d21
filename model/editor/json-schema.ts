import { z } from "zod";
import type { Catalogues } from "../province/catalogues.ts";
import type { Catalogue } from "../schema/about.ts";
import { DOCUMENTS } from "../schema/documents.ts";
import type { Language } from "../text.ts";

/** Catalogues that grow when staff add a file: their names are not listed, or each new agency would change the schemas. */
const GROWING: readonly Catalogue[] = ["agencies", "units"];

/**
 * JSON Schemas of all files of stacks/, by file name, as text: what an editor needs to complete and explain every key.
 * Descriptions are English; `agency.vi.schema.json` is the agency's in Vietnamese.
 */
export function jsonSchemas(catalogues: Catalogues): Map<string, string> {
  return new Map([
    ...Object.entries(DOCUMENTS).map(([name, { schema }]): [string, string] => [
      `${name}.schema.json`,
      jsonSchema(schema, catalogues, "en"),
    ]),
    ["agency.vi.schema.json", jsonSchema(DOCUMENTS.agency.schema, catalogues, "vi")],
  ]);
}

function jsonSchema(document: z.ZodType, catalogues: Catalogues, language: Language): string {
  const schema = z.toJSONSchema(document, {
    io: "input",
    // The draft that editors' YAML extensions know best.
    target: "draft-7",
    override: ({ zodSchema, jsonSchema: node }) => {
      const about = z.globalRegistry.get(zodSchema);
      if (about) forEditors(node, about, catalogues, language);
      // Zod's bounds of a safe integer tell an editor's user nothing.
      if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
      if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Turns our metadata into what JSON Schema knows: description with its default, the names that are known. */
function forEditors(
  node: z.core.JSONSchema.BaseSchema,
  about: z.GlobalMeta,
  catalogues: Catalogues,
  language: Language,
): void {
  const { title, en, vi, otherwise, catalogue, own: _, ...rest } = about;
  for (const key of Object.keys(about)) delete node[key];
  const absent = otherwise ? ` ${language === "vi" ? "Mặc định" : "Default"}: ${otherwise[language]}.` : "";
  // Zod leaves examples out behind a transformation; ours are written as people write them.
  Object.assign(node, title && { title }, { description: `${language === "vi" ? vi : en}${absent}`, ...rest });
  const constant = otherwise && constantOf(otherwise.en);
  if (constant !== undefined) node.default = constant;
  const known = catalogue && !GROWING.includes(catalogue) ? catalogues[catalogue] : undefined;
  // Codes of digits may stand without quotes, so that only names can be listed as the allowed values.
  if (known && node.type === "string") node.enum = known;
  if (known && node.anyOf) node.examples = known;
}

function constantOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // words, not a value
  }
}
