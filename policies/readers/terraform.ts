import { createHash } from "node:crypto";
import { UNKNOWN, type JudgedResource, type PlannedStep } from "../policy.ts";
import { isRecord } from "../resources/inputs.ts";
import { parseUrn } from "../urn.ts";
import { objectIn, records, textIn, textsIn, type Json, type Read } from "./json.ts";
import { Instances } from "./terraform-instances.ts";
import { moduleSources } from "./terraform-modules.ts";
import { inputOf, renamed, tokenOf } from "./terraform-names.ts";
import { providerBlocks } from "./terraform-providers.ts";
import { configurationOf, withoutIndexes, type Configured, type Written } from "./terraform-references.ts";

/** `terraform show -json PLANFILE`: what will be there, as the program wrote it. */
export function readTerraformPlan(
  plan: Json,
): Read & { steps: PlannedStep[]; moduleSources: ReadonlyMap<string, string> } {
  const unknowns = new Map<string, unknown>();
  const changes = records(plan["resource_changes"]).filter((change) => !isDeposed(change));
  for (const change of changes) {
    const address = textIn(change, "address");
    if (address !== undefined && isRecord(change["change"])) unknowns.set(address, change["change"]["after_unknown"]);
  }
  const configured = configurationOf(plan["configuration"]);
  const planned = instancesOf(objectIn(plan, "planned_values")["root_module"], "managed");
  const made = readAll(planned, unknowns, configured, hashedTexts(plan));
  const read = readDataSources(objectIn(objectIn(plan, "prior_state"), "values"));
  const written = providerBlocks(plan["configuration"]);
  return {
    ...together(together(made, read), written),
    steps: changes.flatMap(stepOf),
    moduleSources: moduleSources(plan["configuration"]),
  };
}

/** An old copy that waits for its deletion, as in a state: it is not the stack any more. */
const isDeposed = (each: Json): boolean => "deposed" in each || "deposed_key" in each;

/** What the program looked up before it was planned; the rest of a data source is like the resource of its type. */
function readDataSources(values: Json): Read {
  const { resources, secrets } = readAll(instancesOf(values["root_module"], "data"), new Map(), new Map(), new Map());
  return { resources: resources.map((resource) => ({ ...resource, external: true })), secrets };
}

/** A change of one resource under Pulumi's name of the operation; what stays as it is, is no step. */
function stepOf(change: Json): PlannedStep[] {
  const [address, type] = [textIn(change, "address"), textIn(change, "type")];
  const detail = change["change"];
  if (address === undefined || type === undefined || change["mode"] === "data" || !isRecord(detail)) return [];
  const actions = textsIn(detail["actions"]);
  const op = actions.length > 1 ? "replace" : actions[0];
  if (op === undefined || op === "no-op" || op === "read" || op === "forget") return [];
  const token = tokenOf(type) ?? `terraform:${type}`;
  const values = [detail["before"], detail["after"]].find(isRecord) ?? {};
  const inputs = Object.entries(values).flatMap(([attribute, value]): [string, unknown][] => {
    const input = inputOf(token, attribute);
    return input === undefined || value === null ? [] : [[input.name, renamed(value, input.kind)]];
  });
  return [{ urn: urnOf(address, type), address, op, inputs: Object.fromEntries(inputs) }];
}

/** The URN that stands for a resource of Terraform. */
function urnOf(address: string, type: string): string {
  const name = address.replace(`${type}.`, "").replaceAll("module.", "");
  return `urn:pulumi:default::terraform::${tokenOf(type) ?? `terraform:${type}`}::${name}`;
}

/** `terraform show -json`, of a state: everything that a resource has; ids known, no links. */
export function readTerraformState(values: Json): Read {
  const made = readAll(instancesOf(values["root_module"], "managed"), new Map(), new Map(), new Map());
  return together(made, readDataSources(values));
}

function together(made: Read, read: Read): Read {
  return { resources: [...made.resources, ...read.resources], secrets: [...made.secrets, ...read.secrets] };
}

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");

/** Texts that the plan holds elsewhere, by their hash: the provider keeps no more than that of user data. */
function hashedTexts(plan: Json): ReadonlyMap<string, string> {
  return new Map(textsIn([plan["variables"], plan["configuration"]]).map((text) => [sha1(text), text]));
}

/** The text behind a hash, or `UNKNOWN`: a hash is nothing to judge. */
function unhashed(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  return typeof value === "string" && /^[0-9a-f]{40}$/.test(value) ? (texts.get(value) ?? UNKNOWN) : value;
}

/** Resources of a module and of those in it: what the program makes, or what it looks up. */
function instancesOf(module: unknown, mode: "managed" | "data"): Json[] {
  if (!isRecord(module)) return [];
  return [
    ...records(module["resources"]).filter(
      (resource) => (resource["mode"] === "data") === (mode === "data") && !isDeposed(resource),
    ),
    ...records(module["child_modules"]).flatMap((child) => instancesOf(child, mode)),
  ];
}

interface Instance {
  address: string;
  token: string;
  urn: string;
  resource: Json;
}

function readAll(
  raw: readonly Json[],
  unknowns: ReadonlyMap<string, unknown>,
  configured: ReadonlyMap<string, Configured>,
  texts: ReadonlyMap<string, string>,
): Read {
  const instances = raw.flatMap((resource): Instance[] => {
    const address = textIn(resource, "address");
    const type = textIn(resource, "type");
    if (address === undefined || type === undefined) return [];
    const token = tokenOf(type) ?? `terraform:${type}`;
    return [{ address, token, urn: urnOf(address, type), resource }];
  });
  const all = new Instances(instances);
  const secrets: string[] = [];
  const resources = instances.map(({ address, token, urn, resource }): JudgedResource => {
    const values = objectIn(resource, "values");
    secrets.push(...secretTexts(values, resource["sensitive_values"]));
    const known = configured.get(withoutIndexes(address));
    const merged = asWritten(withUnknowns(values, unknowns.get(address)), known?.attributes);
    const inputs: Json = {};
    const outputs: Json = {};
    const propertyDependencies: Record<string, string[]> = {};
    for (const [attribute, value] of Object.entries(isRecord(merged) ? merged : {})) {
      const input = value === null ? undefined : inputOf(token, attribute);
      if (!input) continue;
      outputs[input.name] = attribute === "user_data" ? unhashed(value, texts) : renamed(value, input.kind);
      // A plan also holds what the provider computes and its defaults; a policy judges what the program says.
      if (known && !known.attributes.has(attribute) && !isBlock(value)) continue;
      inputs[input.name] = outputs[input.name];
      const sources = known?.sources.get(attribute) ?? [];
      const made = new Set(sources.flatMap((source) => all.meant(source, address)).map((each) => each.urn));
      if (made.size > 0) propertyDependencies[input.name] = [...made];
    }
    const id = textIn(values, "id");
    return {
      urn,
      type: token,
      name: parseUrn(urn).name,
      address,
      inputs,
      propertyDependencies,
      protect: false,
      ...(id === undefined || id === "" ? {} : { id, outputs }),
    };
  });
  return { resources, secrets };
}

/** Blocks that are lists: the first in the plan is the first in the program. Sets come in an order of their own. */
const LISTS: readonly string[] = ["network", "fixed_ip", "external_fixed_ip", "block_device"];

/**
 * The values without what is unknown because the provider computes it: what the program does not write, in blocks too,
 * and what it writes as null.
 */
function asWritten(values: unknown, written: ReadonlyMap<string, Written> | undefined): unknown {
  if (!isRecord(values) || !written) return values;
  return Object.fromEntries(
    Object.entries(values).flatMap(([attribute, value]): [string, unknown][] => {
      const own = written.get(attribute);
      if (value === UNKNOWN) return own?.open === true ? [[attribute, value]] : [];
      if (!own || !Array.isArray(value) || own.blocks.length !== value.length) return [[attribute, value]];
      const ordered = LISTS.includes(attribute);
      const each = value.map((block, index) => asWritten(block, ordered ? own.blocks[index] : anyOf(own.blocks)));
      return [[attribute, each]];
    }),
  );
}

/** What at least one of several blocks has. */
function anyOf(blocks: Written["blocks"]): ReadonlyMap<string, Written> {
  return new Map(blocks.flatMap((block) => [...block]).toSorted(([, a], [, b]) => Number(a.open) - Number(b.open)));
}

/** Blocks that the program generates (`dynamic`) are not in the configuration, only in the plan. */
function isBlock(value: unknown): boolean {
  return Array.isArray(value) && value.some(isRecord);
}

/** The values with `UNKNOWN` where `after_unknown` says true. */
function withUnknowns(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return UNKNOWN;
  if (Array.isArray(unknown)) {
    const list = Array.isArray(value) ? value : [];
    return Array.from({ length: Math.max(list.length, unknown.length) }, (_, index) =>
      withUnknowns(list[index], unknown[index]),
    );
  }
  if (isRecord(unknown)) {
    const record = isRecord(value) ? value : {};
    return Object.fromEntries(
      [...new Set([...Object.keys(record), ...Object.keys(unknown)])].map((key) => [
        key,
        withUnknowns(record[key], unknown[key]),
      ]),
    );
  }
  return value;
}

/** Texts that `sensitive_values` marks. */
function secretTexts(value: unknown, sensitive: unknown): string[] {
  if (sensitive === true) return textsIn(value);
  if (Array.isArray(sensitive) && Array.isArray(value)) {
    return sensitive.flatMap((mark, index) => secretTexts(value[index], mark));
  }
  if (isRecord(sensitive) && isRecord(value)) {
    return Object.entries(sensitive).flatMap(([key, mark]) => secretTexts(value[key], mark));
  }
  return [];
}
