import type { StackPolicy } from "../../policy.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { MONITOR, POOL } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** LB-04. */
export const poolMonitor: StackPolicy = {
  id: "LB-04",
  slug: "pool-monitor",
  title: { en: "Every pool has a health monitor", vi: "Mọi nhóm máy chủ đích có bộ giám sát" },
  kind: "stack",
  level: "mandatory",
  why: {
    en: "Without a monitor the balancer keeps sending users to a server that is down, and nobody sees that one family's servers are.",
    vi: "Không có bộ giám sát, bộ cân bằng tải vẫn đưa người dùng đến máy chủ đã ngừng, và không ai thấy máy chủ của một họ địa chỉ đã hỏng.",
  },
  serves: ["R2-28"],
  source: [
    "Octavia API reference, health monitors",
    "Octavia basic load balancing cookbook: a pool without a monitor assumes that its members are online",
  ],
  fix: { en: "add a Monitor with the pool's id as poolId", vi: "thêm một Monitor có poolId là id của nhóm" },
  check(resources) {
    const graph = graphOf(resources);
    const monitors = graph.ownedBy(MONITOR, "poolId", POOL);
    return graph
      .all(POOL)
      .filter((pool) => !monitors.by.has(pool) && monitors.perhaps(pool).length === 0)
      .map((pool) =>
        violation(poolMonitor, pool, {
          found: { en: "has no monitor", vi: "không có bộ giám sát" },
          wanted: { en: "a health monitor on every pool", vi: "bộ giám sát cho mọi nhóm máy chủ đích" },
        }),
      );
  },
};
