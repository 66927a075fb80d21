import type { PlannedAgency } from "./planned-configuration.ts";
import type { Entry } from "./project-content.ts";

/**
 * The plan with the MTU that each network has by default where its program gives none. Neutron gives a network the
 * largest that its type bears and refuses a larger one (`Requested MTU is too big`), so a hand can only lower it: it is
 * the largest among all networks of its type. Who may not see types (`provider:network_type`) sees no default.
 */
export function withUsualMtu(plan: PlannedAgency, found: readonly Entry[], all: readonly Entry[]): PlannedAgency {
  const usual = (name: unknown): Entry => {
    const type = found.find((network) => network["name"] === name)?.["provider:network_type"];
    if (type === undefined) return {};
    const alike = all.filter((network) => network["provider:network_type"] === type);
    return { mtu: Math.max(...alike.map(({ mtu }) => (typeof mtu === "number" ? mtu : 0))) };
  };
  const network = plan.resources.network.map((each) => ({ ...usual(each["name"]), ...each }));
  return { ...plan, resources: { ...plan.resources, network } };
}
