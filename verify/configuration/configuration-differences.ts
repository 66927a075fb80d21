import type { CheckId } from "../finding.ts";
import { comparedKindNames, comparedKinds, type ComparedKindName } from "./compared-kinds.ts";
import { added, changed, type Drift, type Mend } from "./drift.ts";
import { asItIs, tagText, type FoundConfiguration } from "./found-configuration.ts";
import type { Configuration, Item } from "./planned-configuration.ts";
import { textIn, textsIn, type Entry } from "./project-content.ts";

/**
 * Differences between the configuration that the programs want and the one that stands in the project: what somebody
 * added, changed or removed by hand, each with its properties. Sees also what no probe can hit, such as a rule for a
 * port or a peer that is not probed.
 */
export function configurationDifferences(agency: string, planned: Configuration, found: FoundConfiguration): Drift[] {
  const groups = new Set(planned.resources["security group"].map((group) => textIn(group, "name")));
  const lists = [planned.rules, found.rules].map((rules) => Map.groupBy(rules, ({ group }) => group ?? ""));
  const rulesOf = (group: string): [Item[], Item[]] => [lists[0]?.get(group) ?? [], lists[1]?.get(group) ?? []];
  return [
    ...comparedKindNames.flatMap((kind) => resourceDifferences(agency, kind, planned, found)),
    ...[...new Set(lists.flatMap((list) => [...list.keys()]))].toSorted().flatMap((group) =>
      items({ agency, check: "VER-12", what: `rule of security group ${group}:`, place: group }, ...rulesOf(group), {
        // The rules of a group of somebody else's go with it.
        remove: ({ id }) =>
          groups.has(group) ? removal("security group rule", "security-group-rules", id) : undefined,
        command: ({ id }) => `openstack security group rule delete ${id}`,
      }),
    ),
    ...items(
      { agency, check: "VER-14", what: "floating address" },
      planned.floatingAddresses,
      found.floatingAddresses,
      { command: ({ entry }) => `openstack floating ip delete ${textIn(entry, "floating_ip_address")}` },
    ),
    ...items(
      { agency, check: "VER-13", what: "router interface in subnet" },
      planned.routedSubnets,
      found.routedSubnets,
      { command: ({ id, entry }) => `openstack router remove port ${textIn(entry, "device_id")} ${id}` },
    ),
    ...items({ agency, check: "VER-13", what: "opening to others:" }, planned.shares, found.shares, {
      remove: ({ id }) => removal("opening", "rbac-policies", id),
      command: ({ id }) => `openstack network rbac delete ${id}`,
    }),
  ];
}

/** The properties of what is planned and stands alike, where only that is asked: what else stands is others'. */
export function propertyDifferences(agency: string, planned: Configuration, found: FoundConfiguration): Drift[] {
  return comparedKindNames.flatMap((kind) =>
    pairs(planned.resources[kind], found.resources[kind], found).flatMap(([wanted, there]) =>
      changes(agency, kind, wanted, there, found),
    ),
  );
}

function resourceDifferences(
  agency: string,
  kind: ComparedKindName,
  planned: Configuration,
  found: FoundConfiguration,
): Drift[] {
  const { check, command } = comparedKinds[kind];
  const both = [planned.resources[kind], found.resources[kind]] as const;
  const [wanted, there] = both.map((all) =>
    all.map((entry) => ({ text: found.nameOf(entry["id"]) || textIn(entry, "name"), entry })),
  );
  const matched = pairs(...both, found);
  const missing = wanted?.map(({ text }) => text).filter((name) => !there?.some(({ text }) => text === name)) ?? [];
  // The engine knows what it made by its id, whatever it is called now.
  const unless = missing.length === 0 ? "" : `, unless it is ${missing.join(" or ")} renamed, which --refresh undoes`;
  return [
    ...items({ agency, check, what: kind }, wanted ?? [], there ?? [], {
      command: ({ id }) => `openstack ${command} delete ${id}${unless}`,
    }),
    ...matched.flatMap(([plan, entry]) => changes(agency, kind, plan, entry, found)),
    ...matched.flatMap(([plan, entry]) => {
      const [name, has] = [textIn(plan, "name"), textIn(entry, "name")];
      if (name === has) return [];
      const mend = update(kind, entry, name, { name });
      return [changed(check, { agency, place: name, text: `${kind} ${name} is called ${has}`, mend })];
    }),
  ];
}

/** What is planned with what stands for it, where just one thing does. */
function pairs(planned: readonly Entry[], there: readonly Entry[], found: FoundConfiguration): [Entry, Entry][] {
  return planned.flatMap((wanted) => {
    const called = there.filter((entry) => found.nameOf(entry["id"]) === wanted["name"]);
    const [one] = called;
    return one === undefined || called.length > 1 ? [] : [[wanted, one]];
  });
}

/** Each property of a thing that is not as planned, all with the one request that sets them. */
function changes(
  agency: string,
  kind: ComparedKindName,
  planned: Entry,
  there: Entry,
  found: FoundConfiguration,
): Drift[] {
  const { check, collection, fields } = comparedKinds[kind];
  const name = textIn(planned, "name");
  const otherwise = fields.flatMap((field) => {
    const [wanted, has] = [field.words(planned, asItIs), field.words(there, found.nameOf)];
    return wanted === undefined || has === undefined || wanted === has ? [] : [{ field, wanted, has }];
  });
  const idOf = (group: string): string =>
    textIn(found.resources["security group"].find((each) => found.nameOf(each["id"]) === group) ?? {}, "id");
  const set = Object.assign({}, ...otherwise.map(({ field }) => field.set?.(planned, there, idOf))) as Entry;
  const mend = update(kind, there, name, set);
  const tell = (called: string, has: string, wanted: string): string =>
    `${kind} ${name} has ${called} ${has || "none"}; planned is ${wanted || "none"}`;
  const tags = { wanted: tagText(planned), has: tagText(there) };
  return [
    ...otherwise.map(({ field, wanted, has }) =>
      changed(check, {
        agency,
        place: name,
        text: tell(field.called, has, wanted),
        ...(field.set === undefined ? { advice: ANEW } : { mend }),
      }),
    ),
    ...("tags" in planned && tags.wanted !== tags.has
      ? [
          changed("VER-15", {
            agency,
            place: name,
            text: tell("tags", tags.has, tags.wanted),
            mend: {
              what: `the tags of ${kind} ${name}`,
              service: "network",
              method: "PUT",
              path: `/${collection}/${textIn(there, "id")}/tags`,
              body: { tags: textsIn(planned, "tags") },
            },
          }),
        ]
      : []),
  ];
}

const ANEW = "Neither a refresh nor a repair puts it back: only another one in its place does";

/** Undefined when there is nothing to set. */
function update(kind: ComparedKindName, there: Entry, name: string, set: Entry): Mend | undefined {
  if (Object.keys(set).length === 0) return undefined;
  const { collection, key } = comparedKinds[kind];
  const fields = Object.keys(set).join(", ");
  return {
    what: `${kind} ${name}: ${fields}`,
    service: "network",
    method: "PUT",
    path: `/${collection}/${textIn(there, "id")}`,
    body: { [key]: set },
  };
}

const removal = (what: string, collection: string, id: string): Mend => ({
  what: `${what} ${id}, which is not planned`,
  service: "network",
  method: "DELETE",
  path: `/${collection}/${id}`,
});

interface Found {
  id: string;
  entry: Entry;
}

/** Compares two multisets of things in words; each is its own place, unless all are of one. */
function items(
  { agency, check, what, place }: { agency: string; check: CheckId; what: string; place?: string },
  planned: readonly Item[],
  found: readonly Item[],
  stray: { remove?: (found: Found) => Mend | undefined; command: (found: Found) => string },
): Drift[] {
  const texts = [...new Set([...planned, ...found].map(({ text }) => text))].toSorted();
  return texts.flatMap((text) => {
    const wanted = planned.filter((item) => item.text === text).length;
    const there = found.filter((item) => item.text === text);
    const at = { agency, place: place ?? text };
    if (there.length < wanted) {
      const state =
        there.length === 0 ? "is planned and not there" : `is there ${there.length} times, planned ${wanted}`;
      return [changed(check, { ...at, text: `${what} ${text} ${state}` })];
    }
    if (there.length === wanted) return [];
    if (wanted > 0) {
      const ids = there.map(({ entry = {} }) => textIn(entry, "id")).join(", ");
      const state = `is there ${there.length} times, planned ${wanted} (${ids})`;
      return [
        added(check, {
          ...at,
          text: `${what} ${text} ${state}`,
          advice: "Find out which one is in use, and remove the others",
        }),
      ];
    }
    return there.map(({ entry = {} }) => {
      const one = { id: textIn(entry, "id"), entry };
      const mend = stray.remove?.(one);
      return added(check, {
        ...at,
        text: `${what} ${text} is there and not planned`,
        mend,
        command: stray.command(one),
      });
    });
  });
}
