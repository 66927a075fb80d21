import { difference } from "../finding.ts";
import { comparedKindNames } from "./compared-kinds.ts";
import type { Drift } from "./drift.ts";
import { DEFAULT_GROUP, isNeutronsOwn, type FoundConfiguration } from "./found-configuration.ts";
import type { PlannedAgency } from "./planned-configuration.ts";
import { kinds, textIn, type Entry, type Kind, type ProjectContent } from "./project-content.ts";

/**
 * Everything that carries the agency's tag lies in the agency's project, and nothing in that project lacks the tag
 * (TAG-01), except what Neutron makes by itself: its own ports, and the group `default`. What is planned and has other
 * tags than planned is told with its properties.
 */
export function boundaryDifferences(
  agency: string,
  planned: PlannedAgency,
  found: FoundConfiguration,
  content: ProjectContent,
): Drift[] {
  const { projectId } = content;
  const tag = agencyTag(agency);
  const fault = (kind: Kind, entry: Entry, what: string): Drift => {
    const [id, name] = [textIn(entry, "id"), textIn(entry, "name")];
    const called = name || textIn(entry, "floating_ip_address") || "without a name";
    return { finding: difference("VER-15", `${agency}/${name || id}`, `${kind} ${called} (${id}) ${what}`) };
  };
  const isPlanned = (kind: Kind, entry: Entry): boolean => {
    const compared = comparedKindNames.find((each) => each === kind);
    const all = kind === "server" ? planned.servers : compared === undefined ? [] : planned.resources[compared];
    return all.some((each) => each["name"] === found.nameOf(entry["id"]));
  };
  return kinds.flatMap((kind) => [
    ...content.tagged[kind]
      .filter((entry) => projectOf(entry) !== projectId)
      .map((entry) =>
        fault(
          kind,
          entry,
          `carries tag ${tag} and lies in project ${projectOf(entry) || "none"}; the agency's project is ${projectId}. ` +
            "Find out who made it, and make it anew inside the project",
        ),
      ),
    ...content.inside[kind]
      .filter((entry) => !isExempt(kind, entry) && !tagsOf(entry).includes(tag) && !isPlanned(kind, entry))
      .map((entry) =>
        fault(
          kind,
          entry,
          `lies in the project of ${agency} and lacks the tag ${tag}: ${makerOf(kind, entry, found)}. ` +
            "Remove it, or bring it into the YAML",
        ),
      ),
  ]);
}

/** The tag that says whose a resource is. */
export function agencyTag(agency: string): string {
  return `agency:${agency}`;
}

/** Who made a thing that no program of ours made. */
function makerOf(kind: Kind, entry: Entry, { nameOf }: FoundConfiguration): string {
  const [owner, device] = [textIn(entry, "device_owner"), textIn(entry, "device_id")];
  if (kind !== "port") return "nobody's stack made it";
  if (owner.startsWith("compute:")) {
    return `it is the port of server ${nameOf(device)}, and Nova or whoever attached it made it (openstack server remove port ${device} ${textIn(entry, "id")})`;
  }
  if (owner !== "") return `it is in use by ${device === "" ? owner : `${owner} ${nameOf(device)}`}, which made it`;
  return `nothing uses it, and nobody's stack made it (openstack port delete ${textIn(entry, "id")})`;
}

const isExempt = (kind: Kind, entry: Entry): boolean =>
  (kind === "port" && isNeutronsOwn(entry)) || (kind === "security group" && entry["name"] === DEFAULT_GROUP);
const projectOf = (entry: Entry): string => textIn(entry, "project_id") || textIn(entry, "tenant_id");
const tagsOf = (entry: Entry): unknown[] => (Array.isArray(entry["tags"]) ? entry["tags"] : []);
