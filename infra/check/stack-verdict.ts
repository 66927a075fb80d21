import type { Finding, JudgedResource, WaivedFinding } from "../../policies/policy.ts";
import type { Reach } from "../../policies/readers/unread.ts";
import { familyOf } from "../../policies/resources/network-families.ts";
import type { JudgedStack } from "../preview/judged-stack.ts";

/** How many of each a stack would hold, for a reader's table. */
export interface StackCounts {
  networks: number;
  ipv4Subnets: number;
  ipv6Subnets: number;
  servers: number;
  rules: number;
}

/** What the policies say of one stack, without its resources: plain JSON, small enough to keep and to send around. */
export interface StackVerdict {
  /** `platform` or an agency's code. */
  stack: string;
  /** How many it would make, the stack itself not counted. */
  resources: number;
  counts: StackCounts;
  /** Sorted by policy id, then URN, then message. */
  findings: Finding[];
  /** What approved exceptions let pass. */
  waived?: WaivedFinding[];
  /** URNs of the components around each found resource, from it outwards: the parent of each by its own URN. */
  parents: Record<string, string>;
  /** What of a file of another program the policies look at; absent for a stack of our own, which is theirs to judge. */
  reach?: Reach;
  /** Where a reader changes the stack: repository-relative path, line from 1. */
  source: { file: string; line: number };
}

/** A verdict without the place of its stack, which is not the plan's business. */
export type PlanVerdict = Omit<StackVerdict, "source">;

/** Counts resources by type, and subnets by family, whatever else they are. */
export function countsOf(resources: readonly Pick<JudgedResource, "type" | "inputs">[]): StackCounts {
  const counts: StackCounts = { networks: 0, ipv4Subnets: 0, ipv6Subnets: 0, servers: 0, rules: 0 };
  for (const { type, inputs } of resources) {
    if (type.endsWith(":Network")) counts.networks += 1;
    else if (type.endsWith(":Instance")) counts.servers += 1;
    else if (type.endsWith(":SecGroupRule")) counts.rules += 1;
    else if (type.endsWith(":Subnet")) counts[familyOf({ inputs }) === 6 ? "ipv6Subnets" : "ipv4Subnets"] += 1;
  }
  return counts;
}

/** Sums a judged plan up. */
export function planVerdict({ stack, resources, findings, waived }: JudgedStack): PlanVerdict {
  return {
    stack,
    resources: resources.length - 1,
    counts: countsOf(resources.map(({ type, raw }) => ({ type, inputs: raw }))),
    findings,
    ...(waived.length > 0 ? { waived } : {}),
    parents: parentsOf(resources, [...findings, ...waived]),
  };
}

function parentsOf(resources: JudgedStack["resources"], found: readonly Finding[]): StackVerdict["parents"] {
  const all = new Map(resources.map(({ urn, parent }) => [urn, parent]));
  const parents: StackVerdict["parents"] = {};
  for (const { resource } of found) {
    for (let at = resource, parent = all.get(at); parent !== undefined; at = parent, parent = all.get(at)) {
      parents[at] = parent;
    }
  }
  return parents;
}
