import type { Text } from "../../model/text.ts";
import { difference } from "../finding.ts";
import { comparedKindNames } from "./compared-kinds.ts";
import type { Drift } from "./drift.ts";
import { DEFAULT_GROUP, isNeutronsOwn, type FoundConfiguration } from "./found-configuration.ts";
import type { PlannedAgency } from "./planned-configuration.ts";
import { KIND_TEXTS, kinds, textIn, type Entry, type Kind, type ProjectContent } from "./project-content.ts";

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
  const fault = (kind: Kind, entry: Entry, what: Text): Drift => {
    const [id, name] = [textIn(entry, "id"), textIn(entry, "name")];
    const [title, called] = [KIND_TEXTS[kind], name || textIn(entry, "floating_ip_address")];
    const message = {
      en: `${title.en} ${called || "without a name"} (${id}) ${what.en}`,
      vi: `${title.vi} ${called || "không tên"} (${id}) ${what.vi}`,
    };
    return { finding: difference("VER-15", `${agency}/${name || id}`, message) };
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
        fault(kind, entry, {
          en: `carries tag ${tag} and lies in project ${projectOf(entry) || "none"}; the agency's project is ${projectId}. Find out who made it, and make it anew inside the project`,
          vi: `mang thẻ ${tag} nhưng nằm trong dự án ${projectOf(entry) || "khác"}; dự án của cơ quan là ${projectId}. Hãy tìm xem ai đã tạo và tạo lại trong dự án của cơ quan`,
        }),
      ),
    ...content.inside[kind]
      .filter((entry) => !isExempt(kind, entry) && !tagsOf(entry).includes(tag) && !isPlanned(kind, entry))
      .map((entry) => {
        const maker = makerOf(kind, entry, found);
        return fault(kind, entry, {
          en: `lies in the project of ${agency} and lacks the tag ${tag}: ${maker.en}. Remove it, or bring it into the YAML`,
          vi: `nằm trong dự án của ${agency} nhưng thiếu thẻ ${tag}: ${maker.vi}. Hãy xóa đi, hoặc ghi vào YAML`,
        });
      }),
  ]);
}

/** The tag that says whose a resource is. */
export function agencyTag(agency: string): string {
  return `agency:${agency}`;
}

/** Who made a thing that no program of ours made. */
function makerOf(kind: Kind, entry: Entry, { nameOf }: FoundConfiguration): Text {
  const [owner, device] = [textIn(entry, "device_owner"), textIn(entry, "device_id")];
  if (kind !== "port") {
    return { en: "nobody's stack made it", vi: "không stack nào tạo ra nó" };
  }
  if (owner.startsWith("compute:")) {
    const command = `openstack server remove port ${device} ${textIn(entry, "id")}`;
    return {
      en: `it is the port of server ${nameOf(device)}, and Nova or whoever attached it made it (${command})`,
      vi: `đây là cổng mạng của máy chủ ${nameOf(device)}, do Nova hoặc người gắn vào tạo ra (${command})`,
    };
  }
  if (owner !== "") {
    const user = device === "" ? owner : `${owner} ${nameOf(device)}`;
    return { en: `it is in use by ${user}, which made it`, vi: `${user} đang dùng và đã tạo ra nó` };
  }
  const command = `openstack port delete ${textIn(entry, "id")}`;
  return {
    en: `nothing uses it, and nobody's stack made it (${command})`,
    vi: `không ai dùng, và không stack nào tạo ra nó (${command})`,
  };
}

const isExempt = (kind: Kind, entry: Entry): boolean =>
  (kind === "port" && isNeutronsOwn(entry)) || (kind === "security group" && entry["name"] === DEFAULT_GROUP);
const projectOf = (entry: Entry): string => textIn(entry, "project_id") || textIn(entry, "tenant_id");
const tagsOf = (entry: Entry): unknown[] => (Array.isArray(entry["tags"]) ? entry["tags"] : []);
