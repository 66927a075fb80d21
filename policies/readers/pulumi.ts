import { UNKNOWN, type JudgedResource, type PlannedStep } from "../policy.ts";
import { UNKNOWN_VALUES } from "../pulumi/pulumi-unknown.ts";
import { isRecord } from "../resources/inputs.ts";
import { parseUrn } from "../urn.ts";
import { objectIn, records, textIn, textsIn, type Json, type Read } from "./json.ts";

/** `deployment` of `pulumi stack export`: resources as they are, ids known. */
export function readPulumiState(deployment: Json): Read {
  // An old copy that waits for its deletion is not the stack any more.
  return readAll(records(deployment["resources"]).filter((resource) => resource["delete"] !== true));
}

/** `steps` of `pulumi preview --json --show-sames`: what will be there. */
export function readPulumiPreview(steps: readonly unknown[]): Read & { steps: PlannedStep[] } {
  const states = new Map<string, Json>();
  for (const step of records(steps)) {
    const state = stateAfter(step);
    const urn = textIn(step, "urn");
    if (urn !== undefined && state !== undefined) states.set(urn, state);
  }
  const read = readAll([...states.values()]);
  return { ...read, steps: records(steps).flatMap((step) => stepOf(step, read.secrets)) };
}

/**
 * What a step leaves. The engine shows a resource that stays before it gives it its id and outputs once more: until then
 * they are those of the state before.
 */
function stateAfter(step: Json): Json | undefined {
  const [before, after] = [step["oldState"], step["newState"]].map((state) => (isRecord(state) ? state : undefined));
  const stays = step["op"] === "same";
  if (!after) return stays ? before : undefined;
  if (!before || (!stays && step["op"] !== "update")) return after;
  const { id, outputs } = before;
  const known = Object.keys(objectIn(after, "outputs")).length > 0;
  return { ...after, id: textIn(after, "id") || id, ...(stays && !known ? { outputs } : {}) };
}

/** A step with the inputs before it; with those after it where there were none. */
function stepOf(step: Json, secrets: string[]): PlannedStep[] {
  const [urn, op] = [textIn(step, "urn"), textIn(step, "op")];
  if (urn === undefined || op === undefined) return [];
  const state = [step["oldState"], step["newState"]].find(isRecord);
  return [{ urn, op, ...(state && { inputs: inputsOf(state, secrets) }) }];
}

function readAll(states: readonly Json[]): Read {
  const secrets: string[] = [];
  const resources = states.flatMap((state): JudgedResource[] => {
    const urn = textIn(state, "urn");
    const type = textIn(state, "type");
    if (urn === undefined || type === undefined) return [];
    const parent = textIn(state, "parent");
    const id = textIn(state, "id");
    // What was read and not made has no inputs of its own.
    const external = state["external"] === true;
    const outputs = inputsOf({ inputs: state["outputs"] }, secrets);
    const read = external ? outputs : {};
    return [
      {
        urn,
        type,
        name: parseUrn(urn).name,
        ...(parent === undefined || parent === "" ? {} : { parent }),
        inputs: { ...read, ...inputsOf(state, secrets) },
        propertyDependencies: dependenciesOf(state["propertyDependencies"]),
        protect: state["protect"] === true,
        ...(external ? { external } : {}),
        ...(id === undefined || id === "" ? {} : { id, outputs }),
      },
    ];
  });
  return { resources, secrets };
}

function inputsOf(state: Json, secrets: string[]): Record<string, unknown> {
  return plainObject(objectIn(state, "inputs"), secrets);
}

function plainObject(object: Json, secrets: string[]): Json {
  return Object.fromEntries(
    Object.entries(object)
      // The bridge keeps its own notes there.
      .filter(([key]) => key !== "__defaults")
      .map(([key, value]) => [key, plain(value, secrets)]),
  );
}

function dependenciesOf(value: unknown): Record<string, string[]> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, urns]) => [key, textsIn(urns)]));
}

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A value as policies see it. A secret that is encrypted, or blotted out by a preview, is one that nobody knows. */
function plain(value: unknown, secrets: string[]): unknown {
  if (UNKNOWN_VALUES.has(value) || value === "[secret]") return UNKNOWN;
  if (Array.isArray(value)) return value.map((element) => plain(element, secrets));
  if (!isRecord(value)) return value;
  if (value[SIGNATURE_KEY] === SECRET) {
    const text = textIn(value, "plaintext");
    if (text === undefined) return UNKNOWN;
    const opened: unknown = JSON.parse(text);
    secrets.push(...textsIn(opened));
    return plain(opened, secrets);
  }
  return plainObject(value, secrets);
}
