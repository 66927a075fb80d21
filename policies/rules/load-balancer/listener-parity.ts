import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { listOf, recordOf } from "../../resources/inputs.ts";
import { graphOf, type Owned, type ResourceGraph } from "../../resources/resource-graph.ts";
import * as type from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";
import { aspectsOf, connectionLimit, l7Of, listenerKey, type L7 } from "./listeners.ts";
import { servicesOf } from "./services.ts";

/** LB-02. */
export const listenerParity: StackPolicy = {
  id: "LB-02",
  slug: "listener-parity",
  title: {
    en: "Both load balancers of a service listen alike",
    vi: "Hai bộ cân bằng tải của một dịch vụ lắng nghe như nhau",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: {
    en: "advisory in phase 1; a connection limit is asked for at security level 3 and above",
    vi: "chỉ khuyến nghị trong giai đoạn 1; giới hạn số kết nối được yêu cầu từ cấp độ 3",
  },
  familyRelated: true,
  why: {
    en: "A service that answers differently by family is broken for half of its users, and a source filter or a limit on one family only protects nothing.",
    vi: "Dịch vụ trả lời khác nhau tùy họ địa chỉ là hỏng với một nửa người dùng; bộ lọc nguồn hay giới hạn chỉ ở một họ địa chỉ thì không bảo vệ gì.",
  },
  serves: ["R1-09", "R1-43"],
  source: [
    "RFC 9099 section 3",
    "Octavia API reference, listeners: allowed_cidrs are of the family of the load balancer's address",
  ],
  fix: {
    en: "declare the listeners of both load balancers from one list",
    vi: "khai báo bộ lắng nghe của cả hai bộ cân bằng tải từ một danh sách",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    return [...checkPairs(graph, context), ...checkLimits(graph, context), ...checkMembers(graph)];
  },
};

function checkPairs(graph: ResourceGraph, context: PolicyContext): Violation[] {
  const listeners = graph.ownedBy(type.LISTENER, "loadbalancerId", type.LOAD_BALANCER);
  const l7 = l7Of(graph);
  return (servicesOf(graph) ?? []).flatMap(({ balancers }) => {
    // Which of several is the other one's twin cannot be told; LB-01 asks for a pair.
    const [ipv4, ...more4] = balancers[4];
    const [ipv6, ...more6] = balancers[6];
    if (!ipv4 || !ipv6 || more4.length > 0 || more6.length > 0) return [];
    return comparePair({ ipv4, ipv6 }, listeners, l7, context);
  });
}

function comparePair(
  { ipv4, ipv6 }: { ipv4: JudgedResource; ipv6: JudgedResource },
  listeners: Owned,
  l7: L7,
  context: PolicyContext,
): Violation[] {
  const of4 = keyed(listeners.by.get(ipv4) ?? []);
  const of6 = keyed(listeners.by.get(ipv6) ?? []);
  const faults: Violation[] = [];
  const missing = (balancer: JudgedResource, other: JudgedResource, key: string): void => {
    faults.push(
      violation(listenerParity, balancer, {
        found: {
          en: `has no listener ${key}, which ${named(other).en} has`,
          vi: `không có bộ lắng nghe ${key}, mà ${named(other).vi} có`,
        },
        wanted: { en: "the same listeners in both families", vi: "các bộ lắng nghe như nhau ở hai họ địa chỉ" },
        fix: {
          en: `add a Listener ${key} to it, or remove the other one`,
          vi: `thêm một Listener ${key} vào đó, hoặc bỏ bộ lắng nghe kia`,
        },
      }),
    );
  };
  // A listener that cannot be placed or read yet may be the one that lacks.
  const placed = [ipv4, ipv6].every((balancer) => listeners.perhaps(balancer).length === 0);
  if (placed && of4.complete && of6.complete) {
    for (const key of of4.by.keys()) if (!of6.by.has(key)) missing(ipv6, ipv4, key);
    for (const key of of6.by.keys()) if (!of4.by.has(key)) missing(ipv4, ipv6, key);
  }
  for (const [key, listener] of of6.by) {
    const twin = of4.by.get(key);
    if (twin) faults.push(...compareListeners(listener, twin, l7, context));
  }
  return faults;
}

function keyed(listeners: readonly JudgedResource[]): { by: Map<string, JudgedResource>; complete: boolean } {
  const by = new Map<string, JudgedResource>();
  let complete = true;
  for (const listener of listeners) {
    const key = listenerKey(listener);
    if (key === undefined) complete = false;
    else by.set(key, listener);
  }
  return { by, complete };
}

function compareListeners(ipv6: JudgedResource, ipv4: JudgedResource, l7: L7, context: PolicyContext): Violation[] {
  const other = aspectsOf(ipv4, l7, context);
  return Object.entries(aspectsOf(ipv6, l7, context)).flatMap(([aspect, own]) => {
    const theirs = other[aspect];
    if (own === undefined || theirs === undefined || own.en === theirs.en) return [];
    const called = aspect === "L7 policies" ? { en: aspect, vi: "chính sách L7" } : { en: aspect, vi: aspect };
    const each =
      aspect === "allowedCidrs"
        ? { en: ", each with the prefixes of its family", vi: ", mỗi bên ghi tiền tố của họ địa chỉ mình" }
        : { en: "", vi: "" };
    return [
      violation(listenerParity, ipv6, {
        found: {
          en: `has ${called.en} ${own.en}, its IPv4 twin ${named(ipv4).en} has ${theirs.en}`,
          vi: `có ${called.vi} ${own.vi}, còn ${named(ipv4).vi} của IPv4 có ${theirs.vi}`,
        },
        wanted: { en: `the same ${called.en} in both families`, vi: `${called.vi} như nhau ở hai họ địa chỉ` },
        fix: {
          en: `give both listeners the same ${called.en}${each.en}`,
          vi: `đặt ${called.vi} như nhau cho cả hai bộ lắng nghe${each.vi}`,
        },
      }),
    ];
  });
}

function checkLimits(graph: ResourceGraph, context: PolicyContext): Violation[] {
  if ((context.securityLevel ?? 0) < 3) return [];
  return graph.all(type.LISTENER).flatMap((listener) =>
    connectionLimit(listener) === undefined
      ? [
          violation(listenerParity, listener, {
            found: { en: "has no connectionLimit", vi: "không có connectionLimit" },
            wanted: {
              en: "a limit on connections at security level 3 and above",
              vi: "giới hạn số kết nối từ cấp độ 3",
            },
            fix: {
              en: "set connectionLimit to what the servers behind it can bear",
              vi: "đặt connectionLimit bằng mức mà các máy chủ phía sau chịu được",
            },
          }),
        ]
      : [],
  );
}

function checkMembers(graph: ResourceGraph): Violation[] {
  const single = graph.ownedBy(type.MEMBER, "poolId", type.POOL);
  const lists = graph.ownedBy(type.MEMBERS, "poolId", type.POOL);
  return graph.all(type.POOL).flatMap((pool) => {
    const filled = (lists.by.get(pool) ?? []).some(hasMembers);
    if (filled || (single.by.get(pool) ?? []).length > 0) return [];
    if ([single, lists].some(({ perhaps }) => perhaps(pool).length > 0)) return [];
    return [
      violation(listenerParity, pool, {
        found: { en: "has no member", vi: "không có thành viên" },
        wanted: { en: "at least one server behind each pool", vi: "ít nhất một máy chủ sau mỗi nhóm máy chủ đích" },
        fix: { en: "add a Member to the pool, or remove the pool", vi: "thêm một Member vào nhóm, hoặc bỏ nhóm đó" },
      }),
    ];
  });
}

/** The provider calls the list `members`; one that is not known yet may hold some. */
function hasMembers(members: JudgedResource): boolean {
  const list = listOf(members.inputs["members"]);
  return list === UNKNOWN || list.some((member) => member === UNKNOWN || recordOf(member) !== undefined);
}
