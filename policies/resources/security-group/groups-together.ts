import type { Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource } from "../../policy.ts";
import { named } from "../../violation.ts";
import { knownText, listOf } from "../inputs.ts";
import { knownOf, type ResourceGraph } from "../resource-graph.ts";
import { INSTANCE, PORT, PORT_SEC_GROUP_ASSOCIATE, SEC_GROUP } from "../types.ts";
import { DEFAULT_GROUP, mayKeepDefaultRules } from "./default-rules.ts";
import type { Rule } from "./rule.ts";
import type { GroupRules } from "./rules-by-group.ts";

/** Security groups of the stack that hold together, because ports have all of them: the stack's own, or Nova's. */
export interface GroupsTogether {
  /** In the order of the stack; one that no port and no server has stands alone. */
  groups: readonly JudgedResource[];
  /** Rules of all of them: Neutron admits what any group of a port admits. */
  rules: readonly Rule[];
  /** False when a rule or a group of such a port cannot be known yet: then nothing may be called missing. */
  complete: boolean;
  /** True when one of them has Neutron's default rules, or may: everything out, in both families. */
  defaults: boolean;
}

/**
 * The groups that ports have together, each combination once, judged by what a port is let do: a group of a port may
 * leave to another what they both need. A server's own groups are those of the ports that Nova makes for it. `judged`
 * narrows the ports and servers; groups of none are left out then.
 */
export function groupsTogether(
  graph: ResourceGraph,
  rules: ReadonlyMap<JudgedResource, GroupRules>,
  judged?: (bearer: JudgedResource) => boolean,
): GroupsTogether[] {
  const combinations = new Map<
    string,
    { groups: readonly JudgedResource[]; with: readonly JudgedResource[]; complete: boolean; defaults: boolean }
  >();
  let open = false;
  const unused = new Set(graph.all(SEC_GROUP));
  const places = new Map(graph.all(SEC_GROUP).map((group, place) => [group, place]));
  for (const [bearer, { of, missing, complete, defaults }] of groupsByBearer(graph)) {
    for (const group of of) unused.delete(group);
    open ||= missing;
    if (of.size === 0 || judged?.(bearer) === false) continue;
    const members = [...of].toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    combinations.set([...members.map(({ urn }) => urn), complete, defaults].join(" "), {
      groups: members,
      with: members,
      complete,
      defaults,
    });
  }
  if (judged === undefined) {
    // On a port whose groups are not known yet, one of these may stand together with any other.
    for (const group of unused) {
      const others = open ? graph.all(SEC_GROUP) : [group];
      combinations.set(group.urn, { groups: [group], with: others, complete: true, defaults: false });
    }
  }
  return [...combinations.values()].map((combination) => {
    const members = combination.with.flatMap((group) => rules.get(group) ?? []);
    return {
      groups: combination.groups,
      rules: members.flatMap((member) => member.rules),
      complete: combination.complete && members.every(({ complete }) => complete),
      defaults: combination.defaults || combination.with.some(mayKeepDefaultRules),
    };
  });
}

interface Groups {
  of: Set<JudgedResource>;
  /** True when a group among them is not known yet. */
  missing: boolean;
  /** False then, and when an association may add groups. */
  complete: boolean;
  /** True when the project's own group `default` is among them. */
  defaults: boolean;
}

/** The groups of each port, with those that an association adds, of each port elsewhere that one adds to, of each server. */
function groupsByBearer(graph: ResourceGraph): Map<JudgedResource, Groups> {
  const bearers = new Map(graph.all(PORT).map((port) => [port, groupsOf(port, graph)]));
  for (const association of graph.all(PORT_SEC_GROUP_ASSOCIATE)) {
    const port = graph.link(association, "portId", PORT);
    const bearer = port.kind === "resource" ? port.resource : association;
    const [had, added] = [bearers.get(bearer), groupsOf(association, graph)];
    const of = new Set([...(had?.of ?? []), ...added.of]);
    const complete = (had?.complete ?? true) && added.complete && port.kind !== "unknown";
    const [missing, defaults] = [had?.missing === true || added.missing, had?.defaults === true || added.defaults];
    bearers.set(bearer, { of, missing, complete, defaults });
    if (port.kind !== "unknown" || (added.complete && added.of.size === 0)) continue;
    for (const possible of port.among ?? graph.all(PORT)) {
      const known = bearers.get(possible);
      if (known) bearers.set(possible, { ...known, complete: false });
    }
  }
  for (const server of graph.all(INSTANCE)) bearers.set(server, groupsByName(server, graph));
  return bearers;
}

const groupsKnown = (of: Set<JudgedResource>, complete: boolean, defaults: boolean): Groups => ({
  of,
  missing: !complete,
  complete,
  defaults,
});

/** The groups of a port that are in the stack; not `complete` when one more may be. Groups made elsewhere do not count. */
function groupsOf(port: JudgedResource, graph: ResourceGraph): Groups {
  const made = graph.made(port, "securityGroupIds", SEC_GROUP);
  const of = new Set(made);
  const ids = listOf(port.inputs["securityGroupIds"]);
  // Dependencies name every group that the list was made from, so that unknown ids are among them.
  if (ids === UNKNOWN) return groupsKnown(of, made.length > 0, false);
  const links = ids.map((id) => graph.nestedLink(port, "securityGroupIds", id, SEC_GROUP));
  for (const link of links) if (link.kind === "resource") of.add(link.resource);
  const defaults = links.some((link) => knownText(knownOf(link)?.inputs["name"]) === DEFAULT_GROUP);
  return groupsKnown(of, links.filter(({ kind }) => kind === "unknown").length <= made.length, defaults);
}

/** The same for a server, whose groups are given by their names. */
function groupsByName(server: JudgedResource, graph: ResourceGraph): Groups {
  const made = graph.made(server, "securityGroups", SEC_GROUP);
  const of = new Set(made);
  const names = listOf(server.inputs["securityGroups"]);
  if (names === UNKNOWN) return groupsKnown(of, made.length > 0, false);
  for (const name of names) {
    const called = typeof name === "string" ? graph.named(SEC_GROUP, name) : [];
    if (called.length === 1) of.add(called[0]!);
  }
  const complete = names.filter((name) => name === UNKNOWN).length <= made.length;
  return groupsKnown(of, complete, names.includes(DEFAULT_GROUP));
}

/** ` together with SecGroup "b"`, for a message about the first of several groups; empty for one alone. */
export function company({ groups: [, ...others] }: GroupsTogether): Text {
  if (others.length === 0) return { en: "", vi: "" };
  const names = others.map(named);
  return {
    en: ` together with ${names.map(({ en }) => en).join(" and ")}`,
    vi: ` cùng với ${names.map(({ vi }) => vi).join(" và ")}`,
  };
}
