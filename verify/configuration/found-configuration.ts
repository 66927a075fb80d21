import { comparedKindNames, comparedKinds, type ComparedKindName, type Field, type NameOf } from "./compared-kinds.ts";
import { ruleOf, ruleText } from "./configured-rule.ts";
import type { Configuration } from "./planned-configuration.ts";
import { entriesIn, kinds, textIn, textsIn, type Entry, type ProjectContent } from "./project-content.ts";

/** Neutron makes a group of this name in every project, nobody can remove it, and no planned port uses it (CMP-02). */
export const DEFAULT_GROUP = "default";

/** What stands in a project, and what its ids belong to. */
export interface FoundConfiguration extends Configuration {
  /** The name that is planned for what an id belongs to, or else its own. */
  nameOf: NameOf;
}

/**
 * The network configuration that stands in a project. Ports of Neutron itself (routers, DHCP, ...) are left out. What
 * has the tags of something missing and lies where that should is that, renamed: links to it have the planned name.
 *
 * @param shared - networks of other projects, for their names
 */
export function foundConfiguration(
  { inside, shares }: Pick<ProjectContent, "inside" | "shares">,
  planned: Configuration,
  shared: readonly Entry[],
): FoundConfiguration {
  const resources = {
    ...(Object.fromEntries(comparedKindNames.map((kind) => [kind, inside[kind]])) as Record<ComparedKindName, Entry[]>),
    port: inside.port.filter((port) => !isNeutronsOwn(port)),
    "security group": inside["security group"].filter((group) => group["name"] !== DEFAULT_GROUP),
  };
  const names = new Map(
    [...shared, ...kinds.flatMap((kind) => inside[kind])].map((entry) => [textIn(entry, "id"), textIn(entry, "name")]),
  );
  // An id of another project's resource may have no name here: then the id itself is the evidence.
  const nameOf = (id: unknown): string => (typeof id === "string" ? (names.get(id) ?? id) : "");
  for (const kind of comparedKindNames) {
    for (const [id, name] of renamed(kind, planned.resources[kind], resources[kind], nameOf)) names.set(id, name);
  }
  const routers = new Set(inside.router.map((router) => router["id"]));
  return {
    resources,
    nameOf,
    rules: resources["security group"].flatMap((group) =>
      entriesIn(group, "security_group_rules").map((rule) => {
        const name = nameOf(group["id"]);
        return { text: ruleText(ruleOf(name, rule, nameOf)), group: name, entry: rule };
      }),
    ),
    routedSubnets: inside.port
      .filter((port) => textIn(port, "device_owner").startsWith("network:router_interface"))
      .flatMap((port) =>
        entriesIn(port, "fixed_ips").map((ip) => {
          const foreign = routers.has(port["device_id"]) ? "" : ` of router ${textIn(port, "device_id")}`;
          return { text: `${nameOf(ip["subnet_id"])}${foreign}`, entry: port };
        }),
      ),
    shares: shares.map((share) => ({
      text:
        `${textIn(share, "object_type").replaceAll("_", " ")} ${nameOf(share["object_id"])}, ${textIn(share, "action")} for ` +
        (share["target_tenant"] === "*" ? "every project" : `project ${textIn(share, "target_tenant")}`),
      entry: share,
    })),
    floatingAddresses: inside["floating address"].map((floating) => ({
      text: `for port ${nameOf(floating["port_id"]) || "none"}`,
      entry: floating,
    })),
  };
}

/** Ports that Neutron makes for routers, DHCP, metadata: their owner begins so (Neutron API reference, `device_owner`). */
export function isNeutronsOwn(port: Entry): boolean {
  return textIn(port, "device_owner").startsWith("network:");
}

/** Ids of what stands under another name than planned, with the planned name. */
function renamed(
  kind: ComparedKindName,
  planned: readonly Entry[],
  found: readonly Entry[],
  nameOf: NameOf,
): [string, string][] {
  const without = (all: readonly Entry[], others: readonly Entry[]): Entry[] =>
    all.filter((each) => !others.some((other) => other["name"] === each["name"]));
  const left = without(found, planned);
  return without(planned, found).flatMap((wanted) => {
    const alike = left.filter((each) => isAlike(kind, wanted, each, nameOf));
    const [one] = alike;
    return one === undefined || alike.length > 1 ? [] : [[textIn(one, "id"), textIn(wanted, "name")]];
  });
}

/** Equal in tags, of which there must be some, and in what no request changes: anything else may be changed too. */
function isAlike(kind: ComparedKindName, planned: Entry, found: Entry, nameOf: NameOf): boolean {
  if (tagText(planned) === "" || tagText(planned) !== tagText(found)) return false;
  const fields: readonly Field[] = comparedKinds[kind].fields;
  return fields.every(({ words, set }) => {
    const [wanted, there] = set === undefined ? [words(planned, asItIs), words(found, nameOf)] : [];
    return wanted === undefined || there === undefined || wanted === there;
  });
}

/** An entry's tags in words that compare. */
export function tagText(entry: Entry): string {
  return textsIn(entry, "tags").toSorted().join(", ");
}

/** Where a name already stands for an id. */
export function asItIs(name: unknown): string {
  return typeof name === "string" ? name : "";
}
