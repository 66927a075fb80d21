import { placesIn, type Block } from "./hcl-blocks.ts";

/** How many labels a block of each kind has. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1, provider: 1 };

/**
 * The outermost blocks of a text in Terraform's JSON syntax, in its order: resources, data, modules and providers. A block
 * stands at its key; one of several under the same key, in a list, at its bracket. Never throws.
 */
export function jsonBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  /** Every object and list that is open, with the key that is being read in an object. */
  const open: { isList: boolean; key?: { name: string; at: number } }[] = [];
  const path = (): { name: string; at: number }[] => open.flatMap(({ key }) => (key ? [key] : []));
  const placeOf = placesIn(text);
  const tokens = [...text.matchAll(/"(?:[^"\\\n]|\\.)*"|[{}[\]:]/g)];
  for (const [index, { 0: token, index: at }] of tokens.entries()) {
    const inside = open.at(-1);
    if (token === "{" || token === "[") {
      const [kind, ...labels] = path();
      if (token === "{" && kind && labels.length === LABELS[kind.name]) {
        const place = inside?.isList ? at : labels.at(-1)!.at;
        blocks.push({ kind: kind.name, labels: labels.map(({ name }) => name), ...placeOf(place) });
      }
      open.push({ isList: token === "[" });
    } else if (token === "}" || token === "]") open.pop();
    else if (token !== ":" && inside && !inside.isList) {
      if (tokens[index + 1]?.[0] === ":") inside.key = { name: unquoted(token), at };
      else {
        const [kind, , attribute, ...more] = path();
        const block = blocks.at(-1);
        if (kind?.name === "provider" && attribute?.name === "alias" && more.length === 0 && block) {
          block.alias = unquoted(token);
        }
      }
    }
  }
  return blocks;
}

function unquoted(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token;
  }
}
