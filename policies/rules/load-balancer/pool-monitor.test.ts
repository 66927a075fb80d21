import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { portal } from "../../examples/load-balancer/portal.ts";
import { UNKNOWN } from "../../policy.ts";
import { change, without } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { poolMonitor as policy } from "./pool-monitor.ts";

test("pools with monitors pass", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(portal()))).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("a pool without a monitor fails %s, whatever the level and phase", (_, view) => {
  const drafts = without(portal(), "portal-monitor-ipv6");
  expect(messages(policy, view(drafts))).toEqual([
    'Pool "portal-pool-ipv6" has no monitor; LB-04 wants a health monitor on every pool. Fix: add a Monitor with the pool\'s id as poolId',
  ]);
  expect(findings(policy, view(drafts), { phase: 1, securityLevel: 1 })[0]?.level).toBe("mandatory");
});

test("another pool's monitor does not count", () => {
  const drafts = change(portal(), "portal-monitor-ipv6", { poolId: "made-elsewhere" });
  expect(messages(policy, preview(drafts))).toHaveLength(1);
});

test("while a monitor's pool is not known, none is said to be missing", () => {
  const drafts = change(without(portal(), "portal-monitor-ipv4"), "portal-monitor-ipv6", { poolId: UNKNOWN });
  expect(messages(policy, preview(drafts))).toEqual([]);
});
