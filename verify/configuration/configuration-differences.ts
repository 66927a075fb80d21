import { asText, inBoth, type Text } from "../../model/text.ts";
import type { CheckId } from "../finding.ts";
import { comparedKindNames, comparedKinds, type ComparedKindName } from "./compared-kinds.ts";
import { added, changed, type Drift, hasInstead, isCalled, type Mend } from "./drift.ts";
import { asItIs, tagText, type FoundConfiguration } from "./found-configuration.ts";
import type { Configuration, Item } from "./planned-configuration.ts";
import { KIND_TEXTS, textIn, textsIn, type Entry } from "./project-content.ts";

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
      items(
        {
          agency,
          check: "VER-12",
          what: { en: `rule of security group ${group}:`, vi: `quy tắc của nhóm bảo mật ${group}:` },
          place: group,
        },
        ...rulesOf(group),
        {
          // The rules of a group of somebody else's go with it.
          remove: ({ id }) =>
            groups.has(group)
              ? removal({ en: "security group rule", vi: "quy tắc nhóm bảo mật" }, "security-group-rules", id)
              : undefined,
          command: ({ id }) => `openstack security group rule delete ${id}`,
        },
      ),
    ),
    ...items(
      { agency, check: "VER-14", what: KIND_TEXTS["floating address"] },
      planned.floatingAddresses,
      found.floatingAddresses,
      { command: ({ entry }) => `openstack floating ip delete ${textIn(entry, "floating_ip_address")}` },
    ),
    ...items(
      {
        agency,
        check: "VER-13",
        what: { en: "router interface in subnet", vi: "giao diện bộ định tuyến trong mạng con" },
      },
      planned.routedSubnets,
      found.routedSubnets,
      { command: ({ id, entry }) => `openstack router remove port ${textIn(entry, "device_id")} ${id}` },
    ),
    ...items(
      { agency, check: "VER-13", what: { en: "opening to others:", vi: "mở cho bên khác:" } },
      planned.shares,
      found.shares,
      {
        remove: ({ id }) => removal({ en: "opening", vi: "phần mở cho bên khác" }, "rbac-policies", id),
        command: ({ id }) => `openstack network rbac delete ${id}`,
      },
    ),
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
  const unless =
    missing.length === 0
      ? asText("")
      : {
          en: `, unless it is ${missing.join(" or ")} renamed, which --refresh undoes`,
          vi: `, trừ khi đó là ${missing.join(" hoặc ")} bị đổi tên: khi đó --refresh đổi lại`,
        };
  return [
    ...items({ agency, check, what: KIND_TEXTS[kind] }, wanted ?? [], there ?? [], {
      command: ({ id }) => inBoth((language) => `openstack ${command} delete ${id}${unless[language]}`),
    }),
    ...matched.flatMap(([plan, entry]) => changes(agency, kind, plan, entry, found)),
    ...matched.flatMap(([plan, entry]) => {
      const [name, has] = [textIn(plan, "name"), textIn(entry, "name")];
      if (name === has) return [];
      const mend = update(kind, entry, name, { name });
      return [changed(check, { agency, place: name, text: isCalled(KIND_TEXTS[kind], name, has), mend })];
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
  const title = KIND_TEXTS[kind];
  const tell = (called: Text, has: string, wanted: string): Text => hasInstead(title, name, { called, has, wanted });
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
            text: tell(TAGS, tags.has, tags.wanted),
            mend: {
              what: { en: `the tags of ${title.en} ${name}`, vi: `thẻ của ${title.vi} ${name}` },
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

const TAGS = { en: "tags", vi: "thẻ" };
const ANEW = {
  en: "Neither a refresh nor a repair puts it back: only another one in its place does",
  vi: "Cả --refresh và --repair đều không đưa về như cũ được: phải tạo cái khác thay thế",
};

/** Undefined when there is nothing to set. */
function update(kind: ComparedKindName, there: Entry, name: string, set: Entry): Mend | undefined {
  if (Object.keys(set).length === 0) return undefined;
  const { collection, key } = comparedKinds[kind];
  const fields = Object.keys(set).join(", ");
  return {
    what: inBoth((language) => `${KIND_TEXTS[kind][language]} ${name}: ${fields}`),
    service: "network",
    method: "PUT",
    path: `/${collection}/${textIn(there, "id")}`,
    body: { [key]: set },
  };
}

const removal = (what: Text, collection: string, id: string): Mend => ({
  what: { en: `${what.en} ${id}, which is not planned`, vi: `${what.vi} ${id}, không có trong kế hoạch` },
  service: "network",
  method: "DELETE",
  path: `/${collection}/${id}`,
});

interface Found {
  id: string;
  entry: Entry;
}

function counted(there: number, wanted: number): Text {
  return { en: `is there ${there} times, planned ${wanted}`, vi: `có ${there} lần, kế hoạch là ${wanted}` };
}

/** Compares two multisets of things in words; each is its own place, unless all are of one. */
function items(
  { agency, check, what, place }: { agency: string; check: CheckId; what: Text; place?: string },
  planned: readonly Item[],
  found: readonly Item[],
  stray: { remove?: (found: Found) => Mend | undefined; command: (found: Found) => string | Text },
): Drift[] {
  const texts = [...new Set([...planned, ...found].map(({ text }) => text))].toSorted();
  return texts.flatMap((text) => {
    const wanted = planned.filter((item) => item.text === text).length;
    const there = found.filter((item) => item.text === text);
    const at = { agency, place: place ?? text };
    if (there.length < wanted) {
      const state =
        there.length === 0
          ? { en: "is planned and not there", vi: "có trong kế hoạch nhưng không thấy" }
          : counted(there.length, wanted);
      return [changed(check, { ...at, text: inBoth((language) => `${what[language]} ${text} ${state[language]}`) })];
    }
    if (there.length === wanted) return [];
    if (wanted > 0) {
      const ids = there.map(({ entry = {} }) => textIn(entry, "id")).join(", ");
      const state = counted(there.length, wanted);
      return [
        added(check, {
          ...at,
          text: inBoth((language) => `${what[language]} ${text} ${state[language]} (${ids})`),
          advice: {
            en: "Find out which one is in use, and remove the others",
            vi: "Hãy tìm xem cái nào đang dùng và xóa những cái còn lại",
          },
        }),
      ];
    }
    return there.map(({ entry = {} }) => {
      const one = { id: textIn(entry, "id"), entry };
      const mend = stray.remove?.(one);
      return added(check, {
        ...at,
        text: {
          en: `${what.en} ${text} is there and not planned`,
          vi: `${what.vi} ${text} đang có nhưng không trong kế hoạch`,
        },
        mend,
        command: stray.command(one),
      });
    });
  });
}
