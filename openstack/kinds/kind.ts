import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Text } from "../../model/text.ts";
import type { Comparison } from "./compare.ts";

/** How one input of a resource compares with what the API stores of it. */
export interface Field {
  /** Path of the API's attribute; a list on the way stands for each of its elements. Empty: the whole object. */
  at: string;
  /** Default `text`. */
  as?: Comparison;
  /** What the API stores when nothing is asked for; without it, what was not asked for is not compared. */
  default?: unknown;
  /** Type of the resource whose id it is (or ids they are). */
  refers?: string;
}

/** A kind that a second creation doubles, or that the API refuses to make twice: what is there is looked for. */
export interface Kind {
  /** In words, for messages. */
  title: Text;
  service: "network" | "compute" | "image" | "identity" | "block-storage";
  /** Path that lists candidates; `{input}` stands for an input, `{project}` for the id of the owner's project. */
  list: string;
  /** Under which key the list stands; default its last part, `-` as `_`. */
  key?: string;
  headers?: Record<string, string>;
  /** Each element of the list wraps the resource under this key. */
  wrapper?: string;
  /**
   * Inputs that name the owner's project where it is not the session's; `anywhere` where projects say nothing about
   * whose it is.
   */
  project?: readonly string[] | "anywhere";
  /** Nothing in the API tells whose it is: only a creation without an answer makes one ours. */
  unowned?: boolean;
  /** Inputs that tell one from another: all must be given, or have a default, and be equal. */
  identity: readonly string[];
  /** Inputs that tell one from another where they are given. */
  where?: readonly string[];
  /** By input. */
  fields: Readonly<Record<string, Field>>;
  /** Types whose ids stand in the elements of inputs that the API does not tell, by input and key. */
  links?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Inputs that the provider sends in a request after the first; an update makes up for what is missing. */
  late?: readonly string[];
  /** In which states it is still being made. */
  making?: States;
  /** What tells that its making ended halfway. */
  halfMade?: States | Unwanted;
  /** `remove` for what no state can take in, even whole. */
  always?: "remove";
  /** Never removed: it may hold the work of others. */
  keep?: boolean;
  /** Attribute that lists what hangs on it; of two that are equal, the one with more is the one in use. */
  holds?: string;
  /** Inputs that the provider keeps as a fingerprint, since the API does not tell them. */
  stored?: Readonly<Record<string, "sha1">>;
  /** Inputs that the provider sets where nothing is asked for and that the API does not tell; `~` is its home folder. */
  unread?: Readonly<Record<string, unknown>>;
  /** The provider's id, where it is not the API's; `{attribute}` stands for one of the object. */
  id?: string;
  /** Its own path, where that is not the list's and its id. */
  path?: string;
  /** The request that removes it, where that is not DELETE of its path. */
  remove?: string;
}

/** States of an object, by the attribute that has them. */
export interface States {
  at: string;
  values: readonly string[];
}

/** Things of the cloud's own, and nothing else, where an input does not want them: all are as `all` says. */
export interface Unwanted {
  at: string;
  /** The input. */
  unwanted: string;
  all: Readonly<Record<string, unknown>>;
}

/** A kind whose creation may be repeated as it is, so that nothing is looked for. */
export interface IdempotentKind {
  /** Why, in words. */
  idempotent: string;
}

type Written = Omit<Kind, "fields" | "late"> & { fields: Record<string, string | Field>; late?: string[] };

const written = parse(readFileSync(new URL("kinds.yaml", import.meta.url), "utf8")) as Record<
  string,
  Written | IdempotentKind
>;

/** Every kind that is known, by type token of @pulumi/openstack. */
export const kinds: ReadonlyMap<string, Kind | IdempotentKind> = new Map(
  Object.entries(written).map(([type, kind]) => [type, "idempotent" in kind ? kind : kindOf(kind)]),
);

/** The kind of a type that has to be looked for; undefined for an idempotent one and for one that is not known. */
export function kindToFind(type: string): Kind | undefined {
  const kind = kinds.get(type);
  return kind === undefined || "idempotent" in kind ? undefined : kind;
}

function kindOf(kind: Written): Kind {
  const fields = Object.entries(kind.fields).map(
    ([input, field]) => [input, typeof field === "string" ? { at: field } : field] as const,
  );
  const late = (kind.late ?? []).map((input) => [input, { at: input, as: "set", default: [] }] as const);
  return { ...kind, fields: Object.fromEntries([...fields, ...late]) };
}
