import { isDeepStrictEqual } from "node:util";
import { masked, nameOf, typeOf } from "../checkpoint.ts";
import { UNKNOWN } from "../recovery/planned-resource.ts";
import { emptyingInputs, holdingKind, lostInputs } from "./kinds.ts";

/** Something that holds data or addresses, and that an update would not leave as it is. */
export interface Loss {
  urn: string;
  /** As a person calls it, such as "floating address". */
  kind: string;
  /** Its name in the cloud, or its address. */
  name: string;
  how: "replaced" | "deleted" | "emptied";
  why: string;
}

/** What is known of an update beside the engine's own preview of it. */
export interface LossContext {
  /** What each resource was made from; without it a reason does not say whose end another one's follows from. */
  planned?: readonly MadeFrom[];
  /** URNs of what the state held and the cloud has no more. */
  gone?: ReadonlySet<string>;
  /** Why the caller asks for a replacement, by URN. */
  forced?: ReadonlyMap<string, string>;
}

interface MadeFrom {
  urn: string;
  propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

interface Side {
  type: string;
  delete?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** A step of a preview as the engine tells it (apitype.StepEventMetadata; only what we read). */
export interface PreviewStep {
  op: string;
  urn: string;
  old?: Side | null;
  new?: Side | null;
  /** Inputs that cause a replacement. */
  keys?: string[] | null;
  diffs?: string[] | null;
}

/** The step of a line of `pulumi preview --json`, streaming; undefined where a line tells of none. */
export function readPreviewStep(line: string): PreviewStep | undefined {
  if (!line.includes('"resourcePreEvent"')) return undefined;
  try {
    return (JSON.parse(line) as { resourcePreEvent?: { metadata: PreviewStep } }).resourcePreEvent?.metadata;
  } catch {
    return undefined;
  }
}

/** What the steps of a preview would end of what holds data or addresses, each once, with the reason. Pure. */
export function lossesIn(steps: readonly PreviewStep[], context: LossContext = {}): Loss[] {
  const madeAnew = new Set(steps.flatMap(({ op, urn }) => (op === "create" || op === "replace" ? [urn] : [])));
  return steps.flatMap((step): Loss[] => {
    const { urn, op, old } = step;
    const kind = holdingKind(old?.type ?? "");
    if (kind === undefined || !old) return [];
    const loss = { urn, kind, name: nameInCloud(urn, old) };
    if (op === "delete" && old.delete !== true) return [{ ...loss, how: "deleted", why: "it is declared no more" }];
    if (op === "replace") return [{ ...loss, how: "replaced", why: reasons(step, step.keys ?? [], madeAnew, context) }];
    const changed = op === "update" ? (step.diffs ?? []) : [];
    const lost = lostInputs(old.type).filter((input) => changed.includes(input) && old.outputs?.[input] === "");
    if (lost.length > 0) return [{ ...loss, how: "replaced", why: reasons(step, lost, madeAnew, context) }];
    const emptying = emptyingInputs(old.type).filter((input) => changed.includes(input));
    if (emptying.length === 0) return [];
    return [{ ...loss, how: "emptied", why: reasons(step, emptying, madeAnew, context) }];
  });
}

function nameInCloud(urn: string, { inputs, outputs }: Side): string {
  const name = inputs?.["name"] ?? outputs?.["address"] ?? outputs?.["name"];
  return typeof name === "string" && name !== "" ? name : nameOf(urn);
}

function reasons(
  { urn, old, new: now }: PreviewStep,
  keys: readonly string[],
  madeAnew: ReadonlySet<string>,
  { planned = [], gone = new Set(), forced = new Map() }: LossContext,
): string {
  const asked = forced.get(urn);
  if (asked !== undefined) return asked;
  const made = planned.find((each) => each.urn === urn);
  const inputs = [...new Set(keys.map((key) => /^[^.[]*/.exec(key)?.[0] ?? key))];
  const told = inputs.map((input) => {
    if (lostInputs(old?.type ?? "").includes(input) && old?.outputs?.[input] === "")
      return `its ${input.replace(/(?:Id|Name)$/, "")} is gone from the cloud`;
    const sources = (made?.propertyDependencies?.[input] ?? []).filter((source) => madeAnew.has(source));
    if (sources.length > 0) {
      const each = sources.map((source) => {
        const what = `${holdingKind(typeOf(source)) ?? shortType(source)} ${nameOf(source)}`;
        return `${what}, which ${gone.has(source) ? "is gone from the cloud" : "is made anew"}`;
      });
      return `its ${input} comes from ${each.join(", and ")}`;
    }
    return `its ${input} ${change(masked(old?.inputs?.[input]), masked(now?.inputs?.[input]))}`;
  });
  return told.join("; ") || "the engine gives no reason";
}

const shortType = (urn: string): string => (typeOf(urn).split(":").at(-1) ?? "").toLowerCase();

/** User data is pages long, and what is not known yet says nothing. */
const LONGEST = 60;

function change(before: unknown, after: unknown): string {
  const [from, to] = [JSON.stringify(before), JSON.stringify(after)];
  if (`${from}${to}`.includes(UNKNOWN) || `${from}${to}`.includes("[secret]")) return "changes";
  if (isDeepStrictEqual(before, after)) return "is another one in the cloud";
  if (`${from}${to}`.length > 2 * LONGEST) return "changes";
  return `was ${from ?? "not set"} and is to be ${to ?? "not set"}`;
}

/** "server web-1 would be replaced: …", a line for each. */
export function lossLines(losses: readonly Loss[]): string[] {
  const ways = { replaced: "would be replaced", deleted: "would be deleted", emptied: "would lose what is on it" };
  return losses.map(({ kind, name, how, why }) => `${kind} ${name} ${ways[how]}: ${why}`);
}
