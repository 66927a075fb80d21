import type { Text } from "../../model/text.ts";
import { isScalar } from "../words.ts";
import { isSame, UNKNOWN_VALUE, valuesAt } from "./compare.ts";
import type { Field, Kind } from "./kind.ts";

/** A resource as the cloud's API shows it. */
export type CloudObject = Readonly<Record<string, unknown>>;

/** What a program asks for, by input; `UNKNOWN_VALUE` where a value is not known. */
export type Inputs = Readonly<Record<string, unknown>>;

/** An input whose value the API has otherwise. */
export interface Difference {
  input: string;
  asked: unknown;
  found: unknown;
}

/** What an object of the cloud is to a resource that was asked for. */
export type Match =
  /** Somebody else's, or another resource's. */
  | { is: "another" }
  | { is: "equal" }
  /** Still being made. */
  | { is: "in the making" }
  /** Its making ended halfway. An update makes up for what is `missing`; without any, only a new one helps. */
  | { is: "half-made"; why: Text; missing: readonly string[] }
  /** Has the identity of what was asked for, and is something else. */
  | { is: "different"; differences: readonly Difference[] };

/**
 * Compares one object of the cloud with what was asked for. Times say nothing: clocks differ, and requests outlive
 * their senders.
 *
 * @param project - id of the project that it would be made in
 */
export function match(kind: Kind, inputs: Inputs, found: CloudObject, project: string): Match {
  if (!isIdentified(kind, inputs, found) || !liesIn(kind, found, project)) return { is: "another" };
  const { making, halfMade } = kind;
  if (making !== undefined && making.values.includes(stateOf(found, making.at))) return { is: "in the making" };
  if (halfMade !== undefined && "values" in halfMade && halfMade.values.includes(stateOf(found, halfMade.at)))
    return { is: "half-made", why: inState(halfMade.at, stateOf(found, halfMade.at)), missing: [] };
  const all = differences(kind, inputs, found);
  const missing = all.filter(({ input, found: has }) => kind.late?.includes(input) === true && isNone(has));
  if (all.length > missing.length) return { is: "different", differences: all };
  if (halfMade !== undefined && "unwanted" in halfMade && inputs[halfMade.unwanted] === true) {
    const there = valuesAt(found, halfMade.at).flat();
    const isOwn = (one: unknown): boolean =>
      Object.entries(halfMade.all).every(([key, value]) => isSame("text", value, (one as CloudObject)[key]));
    if (there.length > 0 && there.every(isOwn)) {
      const why = {
        en: `it has ${there.length} of the cloud's own ${halfMade.at}`,
        vi: `có ${there.length} ${halfMade.at} do đám mây tự tạo`,
      };
      return { is: "half-made", why, missing: [] };
    }
  }
  if (missing.length === 0) return { is: "equal" };
  const names = missing.map(({ input }) => input);
  const why = { en: `it has no ${names.join(" and ")} yet`, vi: `chưa có ${names.join(" và ")}` };
  return { is: "half-made", why, missing: names };
}

function inState(attribute: string, state: string): Text {
  return { en: `its ${attribute} is ${state}`, vi: `${attribute} của nó là ${state}` };
}

/** Whether enough is known of a resource to tell it from all others. */
export function isIdentifiable(kind: Kind, inputs: Inputs): boolean {
  const { identity, where = [], fields } = kind;
  return (
    where.every((input) => inputs[input] !== UNKNOWN_VALUE) &&
    identity.every((input) => inputs[input] !== UNKNOWN_VALUE && askedOf(fields[input], inputs[input]) !== undefined)
  );
}

/** What of an object is otherwise than it was asked for, as far as the table of kinds knows how to compare it. */
export function differences(kind: Kind, inputs: Inputs, found: CloudObject): Difference[] {
  return Object.entries(kind.fields).flatMap(([input, field]) => {
    const asked = askedOf(field, inputs[input]);
    const values = valuesAt(found, field.at);
    // An attribute that the API does not tell at all, as some releases and extensions don't, is not held against it.
    if (asked === undefined || values.length === 0 || isStored(field, asked, found)) return [];
    return [{ input, asked, found: values[0] }];
  });
}

/**
 * The inputs with what is not known taken from the object that they were found to be: a link's id, the subnet of a fixed
 * address. What the API does not tell is left out.
 */
export function inputsFrom(kind: Kind, inputs: Inputs, found: CloudObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([input, value]) => {
      if (!holdsUnknown(value)) return [[input, value]];
      const field = kind.fields[input];
      if (field === undefined) return [];
      const [stored] = valuesAt(found, field.at);
      if (field.as === "fixed-ips") return [[input, fixedIps(value, stored)]];
      return stored === undefined || stored === null ? [] : [[input, stored]];
    }),
  );
}

function isIdentified(kind: Kind, inputs: Inputs, found: CloudObject): boolean {
  return [...kind.identity, ...(kind.where ?? [])].every((input) => {
    const field = kind.fields[input];
    const asked = askedOf(field, inputs[input]);
    if (field === undefined || asked === undefined || isStored(field, asked, found)) return true;
    return !isGiven(inputs[input]) && valuesAt(found, field.at).length === 0;
  });
}

/** Undefined where nothing is asked for and the table knows no default. */
function askedOf(field: Field | undefined, asked: unknown): unknown {
  return isGiven(asked) ? asked : field?.default;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

function isStored(field: Field, asked: unknown, found: CloudObject): boolean {
  return valuesAt(found, field.at).some((value) => isSame(field.as ?? "text", asked, value));
}

/** Each service calls the owner's project otherwise. */
const OWNERS = ["project_id", "tenant_id", "owner", "os-vol-tenant-attr:tenant_id"];

function liesIn(kind: Kind, found: CloudObject, project: string): boolean {
  if (kind.project === undefined || kind.project === "anywhere") return true;
  const owner = OWNERS.map((key) => found[key]).find((value) => value !== undefined);
  return owner === undefined || owner === project;
}

function stateOf(found: CloudObject, path: string): string {
  const [state] = valuesAt(found, path);
  return isScalar(state) ? String(state) : "";
}

const isNone = (value: unknown): boolean => !isGiven(value) || (Array.isArray(value) && value.length === 0);

function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN_VALUE) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

/** Fixed addresses in the order in which they were asked for, with the subnets in which they were found. */
function fixedIps(asked: unknown, stored: unknown): unknown {
  if (!Array.isArray(asked) || !Array.isArray(stored)) return [];
  return asked.map((ip: { ipAddress?: unknown }) => {
    const there = (stored as Record<string, unknown>[]).find((each) =>
      isSame("address", ip.ipAddress, each["ip_address"]),
    );
    return { ...ip, subnetId: there?.["subnet_id"] };
  });
}
