import { listed, type Text } from "../../messages/text.ts";
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
import { violation } from "../../violation.ts";

interface QuotaKind {
  type: string;
  name: Text;
  /** Fields that a limit is no limit without. */
  fields: readonly string[];
  /** Clouds without the service exist. */
  service?: "block-storage" | "load-balancer";
}

const KINDS: readonly QuotaKind[] = [
  {
    type: NETWORK_QUOTA,
    name: { en: "network", vi: "mạng" },
    fields: ["network", "subnet", "port", "securityGroup", "floatingip"],
  },
  { type: COMPUTE_QUOTA, name: { en: "compute", vi: "máy chủ" }, fields: ["instances", "cores", "ram"] },
  {
    type: VOLUME_QUOTA,
    name: { en: "block storage", vi: "ổ đĩa" },
    fields: ["volumes", "gigabytes"],
    service: "block-storage",
  },
  {
    type: LOAD_BALANCER_QUOTA,
    name: { en: "load balancer", vi: "cân bằng tải" },
    fields: ["loadbalancer"],
    service: "load-balancer",
  },
];

/** What Nova, Neutron, Cinder and Octavia take for "no limit". */
const NO_LIMIT = -1;

/** IAM-03. A project made elsewhere is judged where it is made. */
export const quotas: StackPolicy = {
  id: "IAM-03",
  slug: "quotas",
  title: {
    en: "Every project has quotas that hold both families",
    vi: "Mọi dự án có hạn mức đủ cho cả hai họ địa chỉ",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: {
    en: "for block storage and load balancers advisory while it is not known whether the cloud has them",
    vi: "với ổ đĩa và bộ cân bằng tải chỉ khuyến nghị khi chưa biết đám mây có hay không",
  },
  serves: ["R1-02", "R2-19"],
  source: ["Neutron, Manage quotas", "Nova, Manage project quotas", "Cinder and Octavia, quotas"],
  why: {
    en: "One agency's mistake must not take the room of all others. And a quota of subnets that was counted for IPv4 stops IPv6 at the worst moment: when the second subnet of a network is added.",
    vi: "Sai sót của một cơ quan không được chiếm chỗ của mọi cơ quan khác. Và hạn mức mạng con tính riêng cho IPv4 sẽ chặn IPv6 đúng lúc xấu nhất: khi thêm mạng con thứ hai của một mạng.",
  },
  fix: {
    en: "add QuotaV2, QuotaSetV2, QuoteSetV3 and loadbalancer.Quota for the project, or use TenantProject",
    vi: "thêm QuotaV2, QuotaSetV2, QuoteSetV3 và loadbalancer.Quota cho dự án, hoặc dùng TenantProject",
  },
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
        found: { en: `has no ${kind.name.en} quota`, vi: `không có hạn mức ${kind.name.vi}` },
        wanted: { en: `limits for ${listed(kind.fields).en}`, vi: `giới hạn cho ${listed(kind.fields).vi}` },
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
    const found = { en: `sets no limit for ${listed(open).en}`, vi: `không đặt giới hạn cho ${listed(open).vi}` };
    return [
      violation(quotas, quota, {
        found,
        wanted: { en: "a number in each of them", vi: "một con số cho từng mục đó" },
        fix: { en: `set ${listed(open).en}`, vi: `đặt ${listed(open).vi}` },
        level,
      }),
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
      found: {
        en: `allows ${networks} networks and ${subnets} subnets`,
        vi: `cho phép ${networks} mạng và ${subnets} mạng con`,
      },
      wanted: {
        en: `room for ${families === 1 ? "an IPv6 subnet" : "a subnet of each family"} on every network (${families * networks})`,
        vi: `chỗ cho ${families === 1 ? "một mạng con IPv6" : "mạng con của từng họ địa chỉ"} trên mọi mạng (${families * networks})`,
      },
      fix: { en: `set subnet to ${families * networks} or more`, vi: `đặt subnet từ ${families * networks} trở lên` },
    }),
  ];
}

function numberOrNoLimit(value: unknown): number | typeof UNKNOWN | undefined {
  return value === "-1" ? NO_LIMIT : numberOf(value);
}
