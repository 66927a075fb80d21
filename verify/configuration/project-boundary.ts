import type { Finding } from "../../policies/policy.ts";
import { difference } from "../finding.ts";
import { DEFAULT_GROUP, isNeutronsOwn } from "./found-network.ts";
import { kinds, textIn, type Entry, type Kind, type ProjectContent } from "./project-content.ts";

/**
 * Everything that carries the agency's tag lies in the agency's project, and nothing in that project lacks the tag
 * (TAG-01), except what Neutron makes by itself: its own ports, and the group `default`.
 */
export function boundaryDifferences(agency: string, projectId: string, content: ProjectContent): Finding[] {
  const tag = agencyTag(agency);
  const fault = (kind: Kind, entry: Entry, what: string): Finding => {
    const [id, name] = [textIn(entry, "id"), textIn(entry, "name")];
    const called = name || textIn(entry, "floating_ip_address") || "without a name";
    return difference("VER-15", `${agency}/${name || id}`, `${kind} ${called} (${id}) ${what}`);
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
      .filter((entry) => !isExempt(kind, entry) && !tagsOf(entry).includes(tag))
      .map((entry) =>
        fault(
          kind,
          entry,
          `lies in the project of ${agency} and lacks the tag ${tag}: nobody's stack made it. ` +
            "Remove it, or bring it into the YAML",
        ),
      ),
  ]);
}

/** The tag that says whose a resource is. */
export function agencyTag(agency: string): string {
  return `agency:${agency}`;
}

const isExempt = (kind: Kind, entry: Entry): boolean =>
  (kind === "port" && isNeutronsOwn(entry)) || (kind === "security group" && entry["name"] === DEFAULT_GROUP);
const projectOf = (entry: Entry): string => textIn(entry, "project_id") || textIn(entry, "tenant_id");
const tagsOf = (entry: Entry): unknown[] => (Array.isArray(entry["tags"]) ? entry["tags"] : []);
