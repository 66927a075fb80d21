import { listed } from "../../messages/text.ts";
import { compare } from "../../order.ts";
import { UNKNOWN, type JudgedResource, type Level, type StackPolicy, type Violation } from "../../policy.ts";
import { cloudName, knownList, knownText, listOf, recordOf, textOf, type Known } from "../../resources/inputs.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { INSTANCE, SERVER_GROUP } from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";

/** Security level from which replicas must not share a host (TT 12/2022/TT-BTTTT, level 3: hot standby). */
const STRICT_LEVEL = 3;
const APART: readonly string[] = ["anti-affinity", "soft-anti-affinity"];

/** CMP-03. Replicas are servers of one parent whose names differ in a last number only: `web-1`, `web-2`. */
export const antiAffinity: StackPolicy = {
  id: "CMP-03",
  slug: "anti-affinity",
  title: { en: "Replicas stand on different hosts", vi: "Các bản sao chạy trên những máy vật lý khác nhau" },
  kind: "stack",
  level: "mandatory",
  levelNote: {
    en: "advisory where the security level is not known; silent below level 3",
    vi: "chỉ khuyến nghị khi chưa biết cấp độ; dưới cấp độ 3 không xét",
  },
  serves: ["R1-02"],
  source: [
    "TT 12/2022/TT-BTTTT, level 3 (hot standby)",
    "Nova administration guide, availability zones: a host is in one zone only",
    "Nova administration guide, scheduling: DifferentHostFilter, the hint different_host",
  ],
  why: {
    en: "Two replicas on one host fail together with it. Spread over hosts, one of them goes on serving.",
    vi: "Hai bản sao trên một máy vật lý cùng hỏng với máy đó. Trải ra nhiều máy thì một bản vẫn phục vụ.",
  },
  fix: {
    en: "make a ServerGroup with the policy anti-affinity or soft-anti-affinity and name it in each replica's schedulerHints",
    vi: "tạo một ServerGroup có chính sách anti-affinity hoặc soft-anti-affinity và ghi vào schedulerHints của từng bản sao",
  },
  check(resources, context) {
    if (context.securityLevel !== undefined && context.securityLevel < STRICT_LEVEL) return [];
    const level: Level | undefined = context.securityLevel === undefined ? "advisory" : undefined;
    const graph = graphOf(resources);
    return replicaSets(graph).flatMap(([role, replicas]) =>
      mayShareHost(replicas).flatMap((near) => checkReplicas(role, near, graph, level)),
    );
  },
};

function replicaSets(graph: ResourceGraph): [string, JudgedResource[]][] {
  const sets = new Map<string, { role: string; replicas: JudgedResource[] }>();
  // By URN: a state lists servers in another order than a plan.
  for (const server of graph.all(INSTANCE).toSorted((a, b) => compare(a.urn, b.urn))) {
    const role = cloudName(server).match(/^(.*?)[-_.]?\d+$/)?.[1];
    if (!role) continue;
    const key = `${server.parent ?? ""} ${role}`;
    const set = sets.get(key) ?? { role, replicas: [] };
    set.replicas.push(server);
    sets.set(key, set);
  }
  return [...sets.values()].filter(({ replicas }) => replicas.length > 1).map(({ role, replicas }) => [role, replicas]);
}

/**
 * The replicas that could share a host, in sets of two and more. A host is in one availability zone, so replicas in
 * different zones can't; one without a zone may come to stand beside any. Zones that are not known yet leave their
 * replicas out, and so does the hint to stand on another host than some server.
 */
function mayShareHost(replicas: readonly JudgedResource[]): JudgedResource[][] {
  const placed = replicas
    .filter((replica) => !standsApart(replica))
    .map((replica) => ({ replica, ...placeOf(replica) }))
    .filter(({ zone }) => zone !== UNKNOWN);
  const byZone = placed.some(({ zone }) => zone === undefined)
    ? [placed]
    : [...Map.groupBy(placed, ({ zone }) => zone).values()];
  const byHost = byZone.flatMap((near) =>
    // `nova:compute-1` forces a host; where all do, the hosts tell.
    near.every(({ host }) => host !== undefined) ? [...Map.groupBy(near, ({ host }) => host).values()] : [near],
  );
  return byHost.filter(({ length }) => length > 1).map((near) => near.map(({ replica }) => replica));
}

/** Where a server is to stand: `zone` and `host` of `zone:host`, which the provider also takes as a mere hint. */
function placeOf({ inputs }: JudgedResource): { zone: Known<string>; host?: string } {
  const text = textOf(inputs["availabilityZone"]) ?? textOf(inputs["availabilityZoneHints"]);
  if (typeof text !== "string") return { zone: text };
  const [zone, host] = text.split(":");
  return { zone, ...(host ? { host } : {}) };
}

function standsApart(server: JudgedResource): boolean {
  return knownList(server.inputs["schedulerHints"]).some((hint) => {
    const others = listOf(recordOf(hint)?.["differentHosts"]);
    return others === UNKNOWN || others.length > 0;
  });
}

function checkReplicas(
  role: string,
  replicas: readonly JudgedResource[],
  graph: ResourceGraph,
  level: Level | undefined,
): Violation[] {
  const own = level ? { level } : {};
  const groups = new Map<string, JudgedResource[]>();
  const faults: Violation[] = [];
  for (const replica of replicas) {
    const group = groupOf(replica, graph);
    if (group === UNKNOWN) return [];
    if (group === undefined) {
      const found = {
        en: `is one of ${replicas.length} replicas of "${role}" and in no server group`,
        vi: `là một trong ${replicas.length} bản sao của “${role}” và không thuộc nhóm máy chủ nào`,
      };
      faults.push(
        violation(antiAffinity, replica, {
          found,
          wanted: {
            en: "all replicas in one anti-affinity server group",
            vi: "mọi bản sao trong cùng một nhóm máy chủ anti-affinity",
          },
          ...own,
        }),
      );
      continue;
    }
    const key = typeof group === "string" ? group : group.urn;
    groups.set(key, [...(groups.get(key) ?? []), replica]);
    if (typeof group === "string") continue;
    const policies = listOf(group.inputs["policies"]);
    if (policies === UNKNOWN || policies.includes(UNKNOWN) || policies.some((policy) => APART.includes(String(policy))))
      continue;
    const shown = listed(policies.map(String));
    const found = {
      en: `is one of ${replicas.length} replicas of "${role}" in ${named(group).en}, whose policies are ${shown.en}`,
      vi: `là một trong ${replicas.length} bản sao của “${role}” trong ${named(group).vi}, có các chính sách ${shown.vi}`,
    };
    faults.push(
      violation(antiAffinity, replica, {
        found,
        wanted: { en: "anti-affinity or soft-anti-affinity there", vi: "anti-affinity hoặc soft-anti-affinity ở đó" },
        ...own,
      }),
    );
  }
  if (faults.length === 0 && groups.size > 1) {
    const found = {
      en: `and the other replicas of "${role}" are in ${groups.size} different server groups`,
      vi: `và các bản sao khác của “${role}” thuộc ${groups.size} nhóm máy chủ khác nhau`,
    };
    faults.push(
      violation(antiAffinity, replicas[0]!, {
        found,
        wanted: { en: "all replicas in one server group", vi: "mọi bản sao trong cùng một nhóm máy chủ" },
        ...own,
      }),
    );
  }
  return faults;
}

/** The server group of a server, its id when it is made elsewhere, undefined for none. */
function groupOf(server: JudgedResource, graph: ResourceGraph): JudgedResource | string | typeof UNKNOWN | undefined {
  const hints = listOf(server.inputs["schedulerHints"]);
  if (hints === UNKNOWN || hints.includes(UNKNOWN)) return UNKNOWN;
  for (const hint of hints) {
    const value = recordOf(hint)?.["group"];
    if (value === undefined) continue;
    const link = graph.nestedLink(server, "schedulerHints", value, SERVER_GROUP);
    if (link.kind === "resource") return link.resource;
    return link.kind === "unknown" ? UNKNOWN : knownText(value);
  }
  return undefined;
}
