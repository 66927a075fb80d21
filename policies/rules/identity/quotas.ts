import {
  UNKNOWN,
  type JudgedResource,
  type Level,
  type PolicyContext,
  type StackPolicy,
  type Violation,
} from "../../policy.ts";
import { booleanOf, numberOf } from "../../resources/inputs.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { COMPUTE_QUOTA, LOAD_BALANCER_QUOTA, NETWORK_QUOTA, PROJECT, VOLUME_QUOTA } from "../../resources/types.ts";
import { enumerate, violation } from "../../violation.ts";

interface QuotaKind {
  type: string;
  name: string;
  /** Fields that a limit is no limit without. */
  fields: readonly string[];
  /** Clouds without the service exist. */
  service?: "block-storage" | "load-balancer";
}

const KINDS: readonly QuotaKind[] = [
  { type: NETWORK_QUOTA, name: "network", fields: ["network", "subnet", "port", "securityGroup", "floatingip"] },
  { type: COMPUTE_QUOTA, name: "compute", fields: ["instances", "cores", "ram"] },
  { type: VOLUME_QUOTA, name: "block storage", fields: ["volumes", "gigabytes"], service: "block-storage" },
  { type: LOAD_BALANCER_QUOTA, name: "load balancer", fields: ["loadbalancer"], service: "load-balancer" },
];

/** What Nova, Neutron, Cinder and Octavia take for "no limit". */
const NO_LIMIT = -1;

/** IAM-03. A project made elsewhere is judged where it is made. */
export const quotas: StackPolicy = {
  id: "IAM-03",
  slug: "quotas",
  title: "Every project has quotas that hold both families",
  kind: "stack",
  level: "mandatory",
  levelNote: "for block storage and load balancers advisory while it is not known whether the cloud has them",
  serves: ["R1-02", "R2-19"],
  source: ["Neutron, Manage quotas", "Nova, Manage project quotas", "Cinder and Octavia, quotas"],
  why: "One agency's mistake must not take the room of all others. And a quota of subnets that was counted for IPv4 stops IPv6 at the worst moment: when the second subnet of a network is added.",
  fix: "add QuotaV2, QuotaSetV2, QuoteSetV3 and loadbalancer.Quota for the project, or use TenantProject",
  check(resources, context) {
    const graph = graphOf(resources);
    const projects = graph.all(PROJECT).filter((project) => booleanOf(project.inputs["isDomain"]) !== true);
    if (projects.length === 0) return [];
    return KINDS.flatMap((kind) => {
      const wanted = severity(kind, context);
      return wanted === undefined ? [] : checkKind(kind, wanted, projects, graph, context);
    });
  },
};

/** Level of a missing quota; undefined where the cloud has no such service. */
function severity({ service }: QuotaKind, { cloudServices }: PolicyContext): Level | undefined {
  if (service === undefined) return "mandatory";
  if (cloudServices === undefined) return "advisory";
  return cloudServices.includes(service) ? "mandatory" : undefined;
}

function checkKind(
  kind: QuotaKind,
  level: Level,
  projects: readonly JudgedResource[],
  graph: ResourceGraph,
  context: PolicyContext,
): Violation[] {
  const { by, perhaps } = graph.ownedBy(kind.type, "projectId", PROJECT);
  return projects.flatMap((project) => {
    const quota = by.get(project)?.at(-1);
    if (quota) return checkQuota(kind, quota, level, context);
    if (perhaps(project).length > 0) return [];
    return [
      violation(quotas, project, {
        found: `has no ${kind.name} quota`,
        wanted: `limits for ${enumerate(kind.fields)}`,
        level,
      }),
    ];
  });
}

function checkQuota(kind: QuotaKind, quota: JudgedResource, level: Level, context: PolicyContext): Violation[] {
  const open = kind.fields.filter((field) => {
    const value = numberOrNoLimit(quota.inputs[field]);
    return value === undefined || value === NO_LIMIT;
  });
  if (open.length > 0) {
    const found = `sets no limit for ${enumerate(open)}`;
    return [
      violation(quotas, quota, { found, wanted: "a number in each of them", fix: `set ${enumerate(open)}`, level }),
    ];
  }
  if (kind.type !== NETWORK_QUOTA) return [];
  const networks = numberOrNoLimit(quota.inputs["network"]);
  const subnets = numberOrNoLimit(quota.inputs["subnet"]);
  if (typeof networks !== "number" || typeof subnets !== "number") return [];
  const families = context.mode === "v6-only" ? 1 : 2;
  if (subnets >= families * networks) return [];
  return [
    violation(quotas, quota, {
      found: `allows ${networks} networks and ${subnets} subnets`,
      wanted: `room for ${families === 1 ? "an IPv6 subnet" : "a subnet of each family"} on every network (${families * networks})`,
      fix: `set subnet to ${families * networks} or more`,
    }),
  ];
}

function numberOrNoLimit(value: unknown): number | typeof UNKNOWN | undefined {
  return value === "-1" ? NO_LIMIT : numberOf(value);
}
