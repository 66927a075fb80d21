import { isRecord, records, textIn, type Json } from "./json.ts";

/** One module of `configuration`, and where its resources' addresses begin. */
interface Module {
  /** Empty for the root, else `module.name.`; instances of modules are not told apart. */
  prefix: string;
  config: Json;
  parent?: { module: Module; arguments: Json };
}

/** Address without the indexes of `count` and `for_each`: `module.a["x"].t.n[0]` is `module.a.t.n`. */
export function withoutIndexes(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");
}

/** What the configuration says of one resource. */
export interface Configured {
  /** Attributes that the program sets. */
  attributes: ReadonlySet<string>;
  /** Addresses without indexes of the resources that each attribute is made from. */
  sources: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Who refers to whom, by addresses without indexes. Follows variables into the calling module and outputs into the
 * called one. Locals are not in Terraform's JSON: what goes through them is not seen.
 */
export function configurationOf(configuration: unknown): Map<string, Configured> {
  const found = new Map<string, Configured>();
  if (!isRecord(configuration) || !isRecord(configuration["root_module"])) return found;
  const visit = (module: Module): void => {
    for (const resource of records(module.config["resources"])) {
      const address = textIn(resource, "address");
      if (address === undefined || resource["mode"] === "data") continue;
      const expressions = isRecord(resource["expressions"]) ? resource["expressions"] : {};
      found.set(module.prefix + address, {
        attributes: new Set(Object.keys(expressions)),
        sources: new Map(
          Object.entries(expressions).map(([key, expression]) => [key, sourcesOf(expression, module, new Set())]),
        ),
      });
    }
    for (const child of childrenOf(module)) visit(child);
  };
  visit({ prefix: "", config: configuration["root_module"] });
  return found;
}

function childrenOf(module: Module): Module[] {
  const calls = module.config["module_calls"];
  return Object.entries(isRecord(calls) ? calls : {}).flatMap(([name, call]): Module[] => {
    if (!isRecord(call) || !isRecord(call["module"])) return [];
    const given = isRecord(call["expressions"]) ? call["expressions"] : {};
    return [
      { prefix: `${module.prefix}module.${name}.`, config: call["module"], parent: { module, arguments: given } },
    ];
  });
}

/** Every `references` in an expression, blocks in blocks included. */
function referencesIn(expression: unknown): string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isRecord(expression)) return [];
  const own = Array.isArray(expression["references"]) ? expression["references"] : [];
  const nested = Object.entries(expression).filter(([key]) => key !== "references" && key !== "constant_value");
  return [...own.filter((each) => typeof each === "string"), ...nested.flatMap(([, value]) => referencesIn(value))];
}

function sourcesOf(expression: unknown, module: Module, visited: Set<string>): Set<string> {
  const sources = new Set<string>();
  for (const reference of referencesIn(expression)) {
    const key = `${module.prefix}${reference}`;
    if (visited.has(key)) continue;
    visited.add(key);
    for (const source of followed(withoutIndexes(reference), module, visited)) sources.add(source);
  }
  return sources;
}

function followed(reference: string, module: Module, visited: Set<string>): Iterable<string> {
  const [first = "", second = "", third = ""] = reference.split(".");
  if (first === "var") {
    const { parent } = module;
    return parent ? sourcesOf(parent.arguments[second], parent.module, visited) : [];
  }
  if (first === "module") {
    const child = childrenOf(module).find(({ prefix }) => prefix === `${module.prefix}module.${second}.`);
    const outputs = child?.config["outputs"];
    const output = isRecord(outputs) ? outputs[third] : undefined;
    return child && isRecord(output) ? sourcesOf(output["expression"], child, visited) : [];
  }
  if (["local", "data", "each", "count", "path", "terraform", "self"].includes(first) || second === "") return [];
  return [`${module.prefix}${first}.${second}`];
}
