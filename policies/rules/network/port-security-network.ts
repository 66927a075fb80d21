import type { ResourcePolicy } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { NETWORK } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** NET-12. A network's `external` is judged where the context names an agency: the platform owns those networks. */
export const portSecurityNetwork: ResourcePolicy = {
  id: "NET-12",
  slug: "port-security-network",
  title: "A tenant's network keeps port security and stays its own",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["RFC 9099 section 2.5 (anti-spoofing)", "TT 12/2022/TT-BTTTT Đ9.9"],
  why: "Port security is what keeps a server from taking its neighbours' addresses. A shared or external network lets other tenants, or the Internet, in beside it.",
  fix: "remove portSecurityEnabled false, shared and external from the network",
  check(network, context) {
    if (network.type !== NETWORK) return [];
    const faults = [];
    if (booleanOf(network.inputs["portSecurityEnabled"]) === false) {
      faults.push({
        found: "has portSecurityEnabled false",
        wanted: "port security on every network",
        fix: "remove portSecurityEnabled, or set it to true",
      });
    }
    if (booleanOf(network.inputs["shared"]) === true) {
      faults.push({
        found: "is shared with every project",
        wanted: "a network of one project",
        fix: "remove shared; give single projects access by RbacPolicyV2",
      });
    }
    if (context.agency !== undefined && !context.platform && booleanOf(network.inputs["external"]) === true) {
      faults.push({
        found: `of agency ${context.agency} is external`,
        wanted: "external networks in the stack platform only",
        fix: "remove external and route through the province's external network",
      });
    }
    return faults.map((fault) => violation(portSecurityNetwork, network, fault));
  },
};
