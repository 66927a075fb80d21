import type { Finding } from "../../policies/policy.ts";
import { difference } from "../finding.ts";
import { isNeutronsOwn } from "./found-network.ts";
import { kinds, type Kind, type ProjectContent } from "./project-content.ts";

type Entry = Record<string, unknown>;

/**
 * Everything that carries the agency's tag lies in the agency's project, and nothing in that project lacks the tag
 * (TAG-01), except what Neutron makes by itself: its own ports, and the group `default`.
 */
export function boundaryDifferences(agency: string, projectId: string, content: ProjectContent): Finding[] {
  return kinds.flatMap((kind) => [
    ...content.tagged[kind]
      .filter((entry) => projectOf(entry) !== projectId)
      .map((entry) =>
        difference(
          "VER-15",
          place(agency, entry),
          `${describe(kind, entry)} carries tag ${agencyTag(agency)} and lies in project ${projectOf(entry) || "none"}; ` +
            `the agency's project is ${projectId}. Find out who made it, and make it anew inside the project`,
        ),
      ),
    ...content.inside[kind]
      .filter((entry) => !isExempt(kind, entry) && !tagsOf(entry).includes(agencyTag(agency)))
      .map((entry) =>
        difference(
          "VER-15",
          place(agency, entry),
          `${describe(kind, entry)} lies in the project of ${agency} and lacks the tag ${agencyTag(agency)}: ` +
            "nobody's stack made it. Remove it, or bring it into the YAML",
        ),
      ),
  ]);
}

/** The tag that says whose a resource is. */
export function agencyTag(agency: string): string {
  return `agency:${agency}`;
}

const isExempt = (kind: Kind, entry: Entry): boolean =>
  (kind === "port" && isNeutronsOwn(entry)) || (kind === "security group" && entry["name"] === "default");

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const projectOf = (entry: Entry): string => text(entry["project_id"]) || text(entry["tenant_id"]);
const tagsOf = (entry: Entry): unknown[] => (Array.isArray(entry["tags"]) ? entry["tags"] : []);
const place = (agency: string, entry: Entry): string => `${agency}/${text(entry["name"]) || text(entry["id"])}`;
const describe = (kind: Kind, entry: Entry): string =>
  `${kind} ${text(entry["name"]) || text(entry["floating_ip_address"]) || "without a name"} (${text(entry["id"])})`;
