import { isDeepStrictEqual } from "node:util";
import { asText, inBoth, type Text } from "../../model/text.ts";
import { masked, nameOf, typeOf } from "../checkpoint.ts";
import { UNKNOWN } from "../recovery/planned-resource.ts";
import { emptyingInputs, holdingKind, lostInputs } from "./kinds.ts";

/** Something that holds data or addresses, and that an update would not leave as it is. */
export interface Loss {
  urn: string;
  /** As a person calls it, such as "floating address". */
  kind: Text;
  /** Its name in the cloud, or its address. */
  name: string;
  how: "replaced" | "deleted" | "emptied";
  why: Text;
}

/** What is known of an update beside the engine's own preview of it. */
export interface LossContext {
  /** What each resource was made from; without it a reason does not say whose end another one's follows from. */
  planned?: readonly MadeFrom[];
  /** URNs of what the state held and the cloud has no more. */
  gone?: ReadonlySet<string>;
  /** Why the caller asks for a replacement, by URN. */
  forced?: ReadonlyMap<string, Text>;
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

const UNDECLARED = { en: "it is declared no more", vi: "không còn được khai báo" };

/** What the steps of a preview would end of what holds data or addresses, each once, with the reason. Pure. */
export function lossesIn(steps: readonly PreviewStep[], context: LossContext = {}): Loss[] {
  const madeAnew = new Set(steps.flatMap(({ op, urn }) => (op === "create" || op === "replace" ? [urn] : [])));
  return steps.flatMap((step): Loss[] => {
    const { urn, op, old } = step;
    const kind = holdingKind(old?.type ?? "");
    if (kind === undefined || !old) return [];
    const loss = { urn, kind, name: nameInCloud(urn, old) };
    if (op === "delete" && old.delete !== true) return [{ ...loss, how: "deleted", why: UNDECLARED }];
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
): Text {
  const asked = forced.get(urn);
  if (asked !== undefined) return asked;
  const made = planned.find((each) => each.urn === urn);
  const inputs = [...new Set(keys.map((key) => /^[^.[]*/.exec(key)?.[0] ?? key))];
  const told = inputs.map((input): Text => {
    if (lostInputs(old?.type ?? "").includes(input) && old?.outputs?.[input] === "") {
      const lost = input.replace(/(?:Id|Name)$/, "");
      return { en: `its ${lost} is gone from the cloud`, vi: `${lost} của nó không còn trên đám mây` };
    }
    const sources = (made?.propertyDependencies?.[input] ?? []).filter((source) => madeAnew.has(source));
    if (sources.length > 0) {
      const each = sources.map((source) => {
        const [kind, name] = [holdingKind(typeOf(source)) ?? asText(shortType(source)), nameOf(source)];
        return gone.has(source)
          ? { en: `${kind.en} ${name}, which is gone from the cloud`, vi: `${kind.vi} ${name}, không còn trên đám mây` }
          : { en: `${kind.en} ${name}, which is made anew`, vi: `${kind.vi} ${name}, được tạo lại` };
      });
      return {
        en: `its ${input} comes from ${each.map(({ en }) => en).join(", and ")}`,
        vi: `${input} của nó lấy từ ${each.map(({ vi }) => vi).join(", và ")}`,
      };
    }
    const changed = change(masked(old?.inputs?.[input]), masked(now?.inputs?.[input]));
    return { en: `its ${input} ${changed.en}`, vi: `${input} của nó ${changed.vi}` };
  });
  if (told.length === 0) return { en: "the engine gives no reason", vi: "Pulumi không nêu lý do" };
  return inBoth((language) => told.map((each) => each[language]).join("; "));
}

const shortType = (urn: string): string => (typeOf(urn).split(":").at(-1) ?? "").toLowerCase();

/** User data is pages long, and what is not known yet says nothing. */
const LONGEST = 60;

function change(before: unknown, after: unknown): Text {
  const [from, to] = [JSON.stringify(before), JSON.stringify(after)];
  const changes = { en: "changes", vi: "thay đổi" };
  if (`${from}${to}`.includes(UNKNOWN) || `${from}${to}`.includes("[secret]")) return changes;
  if (isDeepStrictEqual(before, after))
    return { en: "is another one in the cloud", vi: "trên đám mây là giá trị khác" };
  if (`${from}${to}`.length > 2 * LONGEST) return changes;
  return {
    en: `was ${from ?? "not set"} and is to be ${to ?? "not set"}`,
    vi: `đang là ${from ?? "chưa đặt"}, sẽ là ${to ?? "không đặt"}`,
  };
}

/** "server web-1 would be replaced: …", a line for each. */
export function lossLines(losses: readonly Loss[]): Text[] {
  const ways = {
    replaced: { en: "would be replaced", vi: "sẽ bị thay thế" },
    deleted: { en: "would be deleted", vi: "sẽ bị xóa" },
    emptied: { en: "would lose what is on it", vi: "sẽ mất dữ liệu trên đó" },
  };
  return losses.map(({ kind, name, how, why }) =>
    inBoth((language) => `${kind[language]} ${name} ${ways[how][language]}: ${why[language]}`),
  );
}
