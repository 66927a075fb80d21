import type { StackPolicy } from "../../policy.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { MONITOR, POOL } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** LB-04. */
export const poolMonitor: StackPolicy = {
  id: "LB-04",
  slug: "pool-monitor",
  title: "Every pool has a health monitor",
  kind: "stack",
  level: "mandatory",
  why: "Without a monitor the balancer keeps sending users to a server that is down, and nobody sees that one family's servers are.",
  serves: ["R2-28"],
  source: [
    "Octavia API reference, health monitors",
    "Octavia basic load balancing cookbook: a pool without a monitor assumes that its members are online",
  ],
  fix: "add a Monitor with the pool's id as poolId",
  check(resources) {
    const graph = graphOf(resources);
    const monitors = graph.ownedBy(MONITOR, "poolId", POOL);
    return graph
      .all(POOL)
      .filter((pool) => !monitors.by.has(pool) && monitors.perhaps(pool).length === 0)
      .map((pool) =>
        violation(poolMonitor, pool, { found: "has no monitor", wanted: "a health monitor on every pool" }),
      );
  },
};
