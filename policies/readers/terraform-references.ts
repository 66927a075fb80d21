import { isRecord } from "../resources/inputs.ts";
import { objectIn, records, textIn, type Json } from "./json.ts";

/** One module of `configuration`, and where its resources' addresses begin. */
interface Module {
  /** Empty for the root, else `module.name.`; without indexes. */
  prefix: string;
  config: Json;
  parent?: { module: Module; arguments: Json; loop: unknown };
}

/** One resource that an attribute is made from. */
export interface Source {
  /** Address as the program writes it: an index that it writes out is in it, one that it computes is not. */
  address: string;
  /** True when the expression varies with `count` or `for_each`: it mostly means the instance of the same index. */
  varies: boolean;
}

/** What the configuration says of one resource. */
export interface Configured {
  /** Attributes and blocks that the program writes; the values of those that it gives null are the provider's. */
  attributes: ReadonlyMap<string, Written>;
  /** What each attribute is made from. */
  sources: ReadonlyMap<string, readonly Source[]>;
}

/** One attribute, or one kind of block, as the program writes it. */
export interface Written {
  /**
   * True where its value may be unknown until apply. Where it can't, a value that a plan calls unknown is null in the
   * program: the provider computes it.
   */
  open: boolean;
  /** Of blocks: what each of them has, in the program's order. */
  blocks: readonly ReadonlyMap<string, Written>[];
}

/**
 * Who refers to whom, by addresses without indexes. Follows variables into the calling module, outputs into the
 * called one, and `each.value` into what `for_each` goes over. Locals and dynamic blocks are not in Terraform's JSON:
 * what goes through them is not seen.
 */
export function configurationOf(configuration: unknown): Map<string, Configured> {
  const found = new Map<string, Configured>();
  if (!isRecord(configuration) || !isRecord(configuration["root_module"])) return found;
  const visit = (module: Module): void => {
    for (const resource of records(module.config["resources"])) {
      const address = textIn(resource, "address");
      if (address === undefined || resource["mode"] === "data") continue;
      const expressions = objectIn(resource, "expressions");
      const loop = resource["for_each_expression"];
      found.set(module.prefix + address, {
        attributes: writtenIn(expressions, loop, module),
        sources: new Map(
          Object.entries(expressions).map(([key, expression]) => [key, sourcesOf(expression, loop, module)]),
        ),
      });
    }
    for (const child of childrenOf(module)) visit(child);
  };
  visit({ prefix: "", config: configuration["root_module"] });
  return found;
}

function writtenIn(expressions: Json, loop: unknown, module: Module): Map<string, Written> {
  return new Map(
    Object.entries(expressions).map(([key, expression]): [string, Written] => [
      key,
      {
        open: mayBeUnknown(expression, loop, module),
        // A block that may stand once is written like one of many.
        blocks: (Array.isArray(expression) ? records(expression) : isBlock(expression) ? [expression] : []).map(
          (block) => writtenIn(block, loop, module),
        ),
      },
    ]),
  );
}

/** Expressions have nothing but these; whatever else is an object holds a block's attributes. */
function isBlock(expression: unknown): expression is Json {
  return isRecord(expression) && !("references" in expression) && !("constant_value" in expression);
}

/**
 * True when an expression may have no value before apply: it leads to a resource, a data source, or through locals, which
 * are not in Terraform's JSON. The variables of the root module, indexes and keys of `for_each` are known in every plan.
 */
function mayBeUnknown(expression: unknown, loop: unknown, module: Module, visited = new Set<string>()): boolean {
  return referencesIn(expression).some((reference) => {
    const key = `${module.prefix}${reference}`;
    if (visited.has(key)) return false;
    visited.add(key);
    const [first, second] = stepsOf(reference);
    if (!first || ["count", "path", "terraform"].includes(first.name)) return false;
    if (first.name === "var") {
      const { parent } = module;
      return (
        parent !== undefined && mayBeUnknown(parent.arguments[second?.name ?? ""], parent.loop, parent.module, visited)
      );
    }
    if (first.name === "each") return second?.name !== "key" && mayBeUnknown(loop, undefined, module, visited);
    return true;
  });
}

function childrenOf(module: Module): Module[] {
  return Object.entries(objectIn(module.config, "module_calls")).flatMap(([name, call]): Module[] => {
    if (!isRecord(call) || !isRecord(call["module"])) return [];
    const parent = { module, arguments: objectIn(call, "expressions"), loop: call["for_each_expression"] };
    return [{ prefix: `${module.prefix}module.${name}.`, config: call["module"], parent }];
  });
}

/**
 * Every reference in an expression, blocks in blocks included. Terraform lists `a.b[0].id` as itself and then each
 * thing that it is a part of (`a.b[0]`, `a.b`): those are left out.
 */
function referencesIn(expression: unknown): string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isRecord(expression)) return [];
  const listed = Array.isArray(expression["references"]) ? expression["references"] : [];
  const own = listed.filter((each) => typeof each === "string");
  const whole = own.filter((each, index) => !isPartOf(own[index - 1], each));
  const nested = Object.entries(expression).filter(([key]) => key !== "references" && key !== "constant_value");
  return [...whole, ...nested.flatMap(([, value]) => referencesIn(value))];
}

function isPartOf(reference: string | undefined, ancestor: string): boolean {
  return reference !== undefined && (reference.startsWith(`${ancestor}.`) || reference.startsWith(`${ancestor}[`));
}

/** Sources of an expression; `loop` is what `each` stands for in it. */
function sourcesOf(expression: unknown, loop: unknown, module: Module, visited = new Set<string>()): Source[] {
  const references = referencesIn(expression);
  const varies = references.some((reference) => /^(?:count|each)\./.test(reference));
  return references.flatMap((reference) => {
    const key = `${module.prefix}${reference}`;
    // What refers to itself in a round, and nothing else: a source that two references lead to counts once.
    if (visited.has(key)) return [];
    visited.add(key);
    return followed(reference, varies, loop, module, visited);
  });
}

function followed(
  reference: string,
  varies: boolean,
  loop: unknown,
  module: Module,
  visited: Set<string>,
): readonly Source[] {
  const steps = stepsOf(reference);
  const [first, second, third] = steps;
  if (!first || !second) return [];
  if (first.name === "var") {
    const { parent } = module;
    return parent ? sourcesOf(parent.arguments[second.name], parent.loop, parent.module, visited) : [];
  }
  if (first.name === "each") {
    if (second.name !== "value") return [];
    // `each.value.id` is the id of whatever `for_each` goes over: resources, or instances of a module.
    const rest = reference.slice("each.value".length);
    return referencesIn(loop).flatMap((each) => followed(`${each}${rest}`, true, undefined, module, visited));
  }
  if (first.name === "module") {
    const child = childrenOf(module).find(({ prefix }) => prefix === `${module.prefix}module.${second.name}.`);
    const outputs = child?.config["outputs"];
    const output = isRecord(outputs) && third ? outputs[third.name] : undefined;
    if (!child || !isRecord(output)) return [];
    // The index says which instance of the module it is; without one `count` or `for_each` of the caller does.
    return sourcesOf(output["expression"], undefined, child, visited).map((source) => ({
      address: source.address.replace(child.prefix, `${module.prefix}module.${second.name}${second.index}.`),
      varies: source.varies || varies,
    }));
  }
  if (["local", "data", "count", "path", "terraform", "self"].includes(first.name)) return [];
  return [{ address: `${module.prefix}${first.name}.${second.name}${second.index}`, varies }];
}

/** Part of an address: `net` and `[0]` of `net[0]`. */
export interface Step {
  name: string;
  /** Empty for a thing without an index. */
  index: string;
}

/** The parts of an address or reference. */
export function stepsOf(address: string): Step[] {
  const parts = address.matchAll(/([^.[\]]+)((?:\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\])*)(?:\.|$)/g);
  return [...parts].map(([, name = "", index = ""]) => ({ name, index }));
}

/** Address without the indexes of `count` and `for_each`: `module.a["x"].t.n[0]` is `module.a.t.n`. */
export function withoutIndexes(address: string): string {
  return stepsOf(address)
    .map(({ name }) => name)
    .join(".");
}
