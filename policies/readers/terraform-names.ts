import { readFileSync } from "node:fs";
import { isRecord } from "../resources/inputs.ts";
import type { Json } from "./json.ts";
import younger from "./younger-names.json" with { type: "json" };

interface Names {
  /** Pulumi type token by Terraform resource type. */
  types: Record<string, string>;
  /** Inputs by token or nested type: `value`, `list`, or `one:` and `many:` with the name of another shape. */
  shapes: Record<string, Record<string, string>>;
}

let names: Names | undefined;

function table(): Names {
  // Our own file, see write-terraform-names.ts
  names ??= JSON.parse(readFileSync(new URL("terraform-names.json", import.meta.url), "utf8")) as Names;
  return names;
}

/** Pulumi type token of a Terraform resource type; undefined for those of other providers. */
export function tokenOf(type: string): string | undefined {
  if (!type.startsWith("openstack_")) return undefined;
  const known = table().types[type];
  if (known !== undefined) return known;
  // Younger than our table: the rule by which the provider names what @pulumi/openstack 3.15 does not have.
  const [, module = "", ...rest] = type.split("_");
  const name = camel(rest.join("_"));
  return `openstack:${LONG_MODULES[module] ?? module}/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Modules whose names Terraform shortens. */
const LONG_MODULES: Readonly<Record<string, string>> = { fw: "firewall", lb: "loadbalancer" };

/** Inputs of types that @pulumi/openstack 3.15 does not have and that policies look at, as terraform-provider-openstack 3.4.0 has them. */
export const YOUNGER_SHAPES: Names["shapes"] = younger.shapes;

/** `user_name` is `userName`. */
export function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `fixed_ip` may be `fixedIp` or `fixedIps`: Pulumi names lists in the plural. */
function candidates(name: string): string[] {
  const one = camel(name);
  return [one, `${one}s`, `${one}es`, one.replace(/y$/, "ies")];
}

/**
 * Pulumi's name of an attribute, and what it holds; undefined for what is no input of the type. Some inputs of today's
 * Terraform provider that policies read, @pulumi/openstack 3.15 does not declare.
 */
export function inputOf(shape: string, attribute: string): { name: string; kind: string } | undefined {
  const known = table().shapes[shape] ?? YOUNGER_SHAPES[shape];
  const name = candidates(attribute).find((candidate) => known?.[candidate] !== undefined);
  if (name !== undefined) return { name, kind: known![name]! };
  return known === undefined || younger.inputs.includes(attribute)
    ? { name: camel(attribute), kind: "value" }
    : undefined;
}

/** A value under Pulumi's names; keys of maps (metadata, properties) are the user's and stay. */
export function renamed(value: unknown, kind: string): unknown {
  const [, count, shape] = /^(one|many):(.*)$/.exec(kind) ?? [];
  if (shape === undefined) return value;
  if (Array.isArray(value)) {
    const objects = value.map((element) => renamedObject(element, shape));
    // Terraform writes a block that may stand once as a list all the same.
    return count === "one" ? objects[0] : objects;
  }
  return renamedObject(value, shape);
}

function renamedObject(value: unknown, shape: string): unknown {
  if (!isRecord(value)) return value;
  const result: Json = {};
  for (const [key, element] of Object.entries(value)) {
    if (element === null) continue;
    const input = inputOf(shape, key) ?? { name: camel(key), kind: "value" };
    result[input.name] = renamed(element, input.kind);
  }
  return result;
}
