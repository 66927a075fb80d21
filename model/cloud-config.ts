import { parse, stringify } from "yaml";

/**
 * Joins cloud-config documents to one: lists are put one after the other, maps are joined key by key, and of other
 * values the last wins (the rules of cloud-init's own `merge_how: list(append)+dict(recurse_list)+str()`).
 * @throws Error when a document is not a cloud-config mapping.
 */
export function joinCloudConfigs(texts: readonly string[]): string {
  const joined = texts.reduce<Record<string, unknown>>((all, text) => {
    if (!text.startsWith("#cloud-config\n")) throw new Error("the first line is not #cloud-config");
    const document: unknown = parse(text);
    if (!isMap(document)) throw new Error("a cloud-config is a map of keys");
    return joinMaps(all, document);
  }, {});
  return `#cloud-config\n${stringify(joined, { lineWidth: 0, blockQuote: "literal" })}`;
}

function joinMaps(first: Record<string, unknown>, second: Record<string, unknown>): Record<string, unknown> {
  const joined = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = joined[key];
    if (Array.isArray(before) && Array.isArray(value))
      joined[key] = [...(before as unknown[]), ...(value as unknown[])];
    else if (isMap(before) && isMap(value)) joined[key] = joinMaps(before, value);
    else joined[key] = value;
  }
  return joined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
