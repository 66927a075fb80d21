import { setTimeout as sleep } from "node:timers/promises";
import { asText, inBoth, type Text } from "../../model/text.ts";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import { idOf, listKind, listPath, projectOf, removeObject } from "../../openstack/kinds/find.ts";
import { type Kind, kindToFind } from "../../openstack/kinds/kind.ts";
import {
  type CloudObject,
  type Difference,
  inputsFrom,
  isIdentifiable,
  type Match,
  match,
} from "../../openstack/kinds/match.ts";
import type { OpenStackSession } from "../../openstack/session.ts";
import { nameOf } from "../checkpoint.ts";
import { linkedInputs } from "./planned-resource.ts";

/** A resource that the cloud may have and the state lacks, or has as another one. */
export interface Wanted {
  urn: string;
  type: string;
  /** Secrets in the clear, `UNKNOWN_VALUE` for what is not known. */
  inputs: Readonly<Record<string, unknown>>;
  propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Reference of the provider in state. */
  provider: string;
  /** Its creation was begun and its end not heard: a request may still be under way. */
  doubtful: boolean;
  /** Its id in the state, where that has it: a replacement was being made. */
  present?: string;
}

/** What the cloud has of a resource. */
export interface Found {
  kind: Kind;
  id: string;
  /** All that is known of the inputs, links among them. */
  inputs: Readonly<Record<string, unknown>>;
}

/** What became of one that was looked for. */
export type Outcome =
  | { now: "adopted"; found: Found }
  | { now: "removed"; ids: string[]; why: Text }
  | { now: "not begun" }
  /** Something else has its name. */
  | { now: "in the way"; why: Text }
  | { now: "unclear"; why: Text };

export interface SearchOptions {
  /** Opens a session with a provider's own credentials. */
  sessionOf: (provider: string) => Promise<OpenStackSession>;
  /** Ids of the state's resources by URN. */
  ids: ReadonlyMap<string, string>;
  /** Whether the state of any stack knows an id of the cloud. */
  isKnown: (id: string) => boolean;
  /** Until when a request that was sent may still be carried out (ms since the epoch). */
  settled: number;
  onOutcome: (wanted: Wanted, outcome: Outcome) => void;
  signal?: AbortSignal;
}

/** How long something may be in the making. */
const MAKING_MS = 120_000;

/**
 * Looks in the cloud for each of `wanted`, in an order in which each comes after what it hangs on. What equals it is to
 * be adopted, what is half-made is removed. Each list is asked for once.
 *
 * @throws CloudApiError when the cloud is silent
 */
export async function search(wanted: readonly Wanted[], options: SearchOptions): Promise<Map<string, Found>> {
  const adopted = new Map<string, Found>();
  const ids = new Map(options.ids);
  const taken = new Set<string>();
  const lists = new Map<string, Promise<CloudObject[]>>();
  for (const one of wanted) {
    options.signal?.throwIfAborted();
    const kind = kindToFind(one.type);
    if (kind === undefined) continue;
    const inputs = linkedInputs(one, one.inputs, ids);
    if (!isIdentifiable(kind, inputs) || (kind.unowned === true && !one.doubtful)) continue;
    let outcome: Outcome;
    try {
      const session = await options.sessionOf(one.provider);
      const project = projectOf(kind, inputs, session);
      if (project === undefined) continue;
      const path = listPath(kind, inputs, project);
      const look = async (again: boolean): Promise<Candidate[]> => {
        const key = `${one.provider} ${path}`;
        if (again) lists.delete(key);
        const list = lists.get(key) ?? listKind(session, kind, path);
        lists.set(key, list);
        const all = await list;
        // The new one of a replacement is told from the old one only while that is there.
        if (one.present !== undefined && !all.some((each) => idOf(kind, each) === one.present)) return [];
        return all
          .map((object) => ({ object, id: idOf(kind, object), is: match(kind, inputs, object, project) }))
          .filter(({ id, is }) => is.is !== "another" && !taken.has(id) && !options.isKnown(id));
      };
      const found = await lookUntilSettled(look, one, options);
      outcome = await settle(session, kind, one, inputs, found);
      if (outcome.now === "removed") lists.clear();
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof CloudApiError) || !error.refused) throw error;
      const { en, vi } = error.text;
      const why = { en: `the cloud could not be asked: ${en}`, vi: `không hỏi được đám mây: ${vi}` };
      outcome = { now: "unclear", why };
    }
    if (outcome.now === "adopted") {
      adopted.set(one.urn, outcome.found);
      ids.set(one.urn, outcome.found.id);
      taken.add(outcome.found.id);
    }
    if (outcome.now !== "not begun" || one.doubtful) options.onOutcome(one, outcome);
  }
  return adopted;
}

interface Candidate {
  object: CloudObject;
  id: string;
  is: Match;
}

/** Looks until whatever was asked of the cloud must be there, and what is being made is made. */
async function lookUntilSettled(
  look: (again: boolean) => Promise<Candidate[]>,
  { doubtful }: Wanted,
  { settled, signal }: SearchOptions,
): Promise<Candidate[]> {
  const made = Date.now() + MAKING_MS;
  let found = await look(false);
  for (;;) {
    const isMaking = found.some(({ is }) => is.is === "in the making");
    const end = isMaking ? made : doubtful && found.length === 0 ? settled : 0;
    if (Date.now() >= end) return found;
    await sleep(1000, undefined, { signal });
    found = await look(true);
  }
}

/** Decides on what was found, and removes what is to go. */
async function settle(
  session: OpenStackSession,
  kind: Kind,
  { present }: Wanted,
  inputs: Readonly<Record<string, unknown>>,
  candidates: readonly Candidate[],
): Promise<Outcome> {
  const whole = candidates.filter(({ is }) => is.is === "equal" || (is.is === "half-made" && is.missing.length > 0));
  const halfMade = candidates.filter(
    ({ is }) => is.is === "in the making" || (is.is === "half-made" && is.missing.length === 0),
  );
  const [best] =
    kind.always === "remove" || present !== undefined ? [] : whole.toSorted((a, b) => inUse(kind, b) - inUse(kind, a));
  const removed: string[] = [];
  let why: Text = { en: "it was half-made", vi: "mới tạo được một nửa" };
  for (const { object, id, is } of [...halfMade, ...whole.filter((each) => each !== best)]) {
    if (kind.keep === true) {
      return {
        now: "in the way",
        why: {
          en: `${kind.title.en} ${id} may hold the work of others`,
          vi: `${kind.title.vi} ${id} có thể chứa công việc của người khác`,
        },
      };
    }
    if (is.is === "half-made" && is.missing.length === 0) why = is.why;
    else if (present !== undefined) why = { en: "it was to replace another", vi: "được tạo để thay cái khác" };
    else why = { en: "it was there twice, or can't be taken over", vi: "bị trùng, hoặc không thể tiếp quản" };
    try {
      await removeObject(session, kind, object);
    } catch (error) {
      if (!(error instanceof CloudApiError) || !error.refused) throw error;
      return {
        now: "in the way",
        why: {
          en: `${kind.title.en} ${id} is left over (${why.en}) and can't be removed: ${error.text.en}`,
          vi: `${kind.title.vi} ${id} còn sót lại (${why.vi}) và không xóa được: ${error.text.vi}`,
        },
      };
    }
    removed.push(id);
  }
  if (best !== undefined)
    return { now: "adopted", found: { kind, id: best.id, inputs: inputsFrom(kind, inputs, best.object) } };
  if (removed.length > 0) return { now: "removed", ids: removed, why };
  const [other] = present === undefined ? candidates : [];
  if (other === undefined || other.is.is !== "different") return { now: "not begun" };
  const texts = other.is.differences.map(differenceText);
  return {
    now: "in the way",
    why: {
      en: `the cloud has a ${kind.title.en} of this name that is otherwise (${other.id}): ${texts.map(({ en }) => en).join("; ")}`,
      vi: `đám mây có ${kind.title.vi} cùng tên nhưng khác (${other.id}): ${texts.map(({ vi }) => vi).join("; ")}`,
    },
  };
}

/** What hangs on an object; of two that are equal, the one in use stays. */
function inUse(kind: Kind, { object }: Candidate): number {
  const held = kind.holds === undefined ? undefined : object[kind.holds];
  return Array.isArray(held) ? held.length : 0;
}

const differenceText = ({ input, asked, found }: Difference): Text => {
  const [seen, planned] = [JSON.stringify(found), JSON.stringify(asked)];
  return {
    en: `${input} is ${seen ?? "not set"}, planned ${planned}`,
    vi: `${input} là ${seen ?? "chưa đặt"}, kế hoạch là ${planned}`,
  };
};

/** `port web-1`, for messages. */
export function titleOf({ urn, type }: Pick<Wanted, "urn" | "type">): Text {
  const title = kindToFind(type)?.title ?? asText(type);
  return inBoth((language) => `${title[language]} ${nameOf(urn)}`);
}
