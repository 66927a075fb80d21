import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PlannedResource, StackPreview } from "../../infra/preview/planned-resource.ts";
import { judgedInputs } from "../../infra/preview/property-value.ts";
import { UNKNOWN } from "../../policies/policy.ts";
import { PROVIDER } from "./terraform-provider.ts";

/** The part of `terraform providers schema -json` that tells an attribute's name and kind; blocks nest. */
export interface Block {
  attributes?: Record<string, unknown>;
  block_types?: Record<string, { block: Block }>;
}

/** Terraform's JSON configuration syntax. */
export interface TerraformConfiguration {
  terraform: { required_providers: Record<string, { source: string; version: string }> };
  resource: Record<string, Record<string, Record<string, unknown>>>;
}

type Inputs = Record<string, unknown>;

/** The built provider's own table from Terraform's names to Pulumi's types, the other way round. */
const table: { resources: Record<string, string> } = JSON.parse(
  readFileSync(
    fileURLToPath(new URL("../../engine/go/providers/pulumi-resource-openstack/tokens.json", import.meta.url)),
    "utf8",
  ),
);
const terraformTypes = new Map(Object.entries(table.resources).map(([name, token]) => [token, name]));

/**
 * The tenant of an agency's offline plan as a Terraform configuration: the same resources, values, references and
 * dependencies. `schemas` are the provider's, by resource type. What a plan can't know because another stack gives it
 * comes from `known`: the inputs by URN as they once were carried out.
 * Throws for a type or property that the provider does not have, and for a value that nobody knows.
 */
export function terraformConfiguration(
  plan: StackPreview,
  schemas: Readonly<Record<string, Block>>,
  known: Readonly<Record<string, Inputs>>,
): TerraformConfiguration {
  const own = plan.resources.filter(({ type }) => type.startsWith("openstack:"));
  const byUrn = new Map(own.map((resource) => [resource.urn, resource]));
  const resource: TerraformConfiguration["resource"] = {};
  for (const planned of own) {
    const type = typeOf(planned);
    const schema = schemas[type];
    if (schema === undefined) throw new Error(`the provider has no ${type}`);
    const body: Inputs = {};
    for (const [property, value] of Object.entries(judgedInputs(planned.raw))) {
      if (value === undefined || value === null) continue;
      const targets = (planned.propertyDependencies[property] ?? []).flatMap((urn) => byUrn.get(urn) ?? []);
      const resolved = resolve(value, known[planned.urn]?.[property], [...targets], `${planned.urn} ${property}`);
      body[nameIn(schema, property, type)] = renamed(resolved, blockOf(schema, property), type);
    }
    const waits = planned.dependencies.flatMap((urn) => byUrn.get(urn) ?? []).map(addressOf);
    if (waits.length > 0) body["depends_on"] = [...new Set(waits)].toSorted();
    (resource[type] ??= {})[labelOf(planned)] = body;
  }
  return { terraform: { required_providers: { openstack: PROVIDER } }, resource };
}

function typeOf({ type }: PlannedResource): string {
  const name = terraformTypes.get(type);
  if (name === undefined) throw new Error(`the provider's table has no ${type}`);
  return name;
}
const labelOf = ({ name }: PlannedResource): string => `_${name.replaceAll(/[^\w-]/g, "_")}`;
const addressOf = (resource: PlannedResource): string => `${typeOf(resource)}.${labelOf(resource)}`;

/** The value with a reference for each id of the stack; `targets` are what its unknown parts come from, used up. */
function resolve(value: unknown, known: unknown, targets: PlannedResource[], place: string): unknown {
  if (value === UNKNOWN) {
    const target = targets.shift();
    if (target !== undefined) return `\${${addressOf(target)}.id}`;
    if (known === undefined) throw new Error(`nobody knows ${place}`);
    return literal(known);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => resolve(item, Array.isArray(known) ? known[index] : undefined, targets, place));
  }
  if (isRecord(value)) {
    const fitting = targetOf(value, targets);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        resolve(item, isRecord(known) ? known[key] : undefined, fitting, place),
      ]),
    );
  }
  return literal(value);
}

/** Of the subnets that a port's addresses lie in, the one of the address's family; else whatever comes next. */
function targetOf({ ipAddress }: Inputs, targets: PlannedResource[]): PlannedResource[] {
  if (typeof ipAddress !== "string") return targets;
  const version = ipAddress.includes(":") ? 6 : 4;
  return targets.filter(({ raw }) => raw["ipVersion"] === version);
}

/** Terraform reads `${` and `%{` in strings as the beginning of a template. */
const literal = (value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll(/([$%])\{/g, "$1$1{") : value;

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** The bridge gives repeated blocks the plural of their name. */
const candidates = (property: string): string[] => [snake(property).replace(/s$/, ""), snake(property)];

/** Blocks first: a subnet has `allocation_pool` blocks and an older attribute `allocation_pools`. */
function nameIn({ block_types: blocks = {}, attributes = {} }: Block, property: string, type: string): string {
  const name =
    candidates(property).find((candidate) => candidate in blocks) ??
    candidates(property).find((candidate) => candidate in attributes);
  if (name === undefined) throw new Error(`${type} has no attribute for ${property}`);
  return name;
}
const blockOf = ({ block_types: blocks = {} }: Block, property: string): Block | undefined =>
  candidates(property).flatMap((name) => blocks[name]?.block ?? [])[0];

/** Inside a block, keys are attributes; inside a map, they are the user's own. */
function renamed(value: unknown, block: Block | undefined, type: string): unknown {
  if (block === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, block, type));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [nameIn(block, key, type), renamed(item, blockOf(block, key), type)]),
  );
}

const isRecord = (value: unknown): value is Inputs =>
  typeof value === "object" && value !== null && !Array.isArray(value);
