import { booleanOf, hasTag, listOf } from "../inputs.ts";
import { UNKNOWN, type ResourcePolicy } from "../policy.ts";
import { PORT } from "../types.ts";
import { violation, type Fault } from "../violation.ts";

/** Tags of ports that forward for others: routers and firewalls run as servers. */
const FORWARDERS: readonly string[] = ["role:router", "role:firewall"];

/** PRT-02. */
export const portSecurity: ResourcePolicy = {
  id: "PRT-02",
  slug: "port-security",
  title: "Every port has port security and a security group",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: [
    "RFC 9099 section 2.5",
    "Neutron administration guide, IPv6: no NAT, tenants' global addresses are routed directly",
  ],
  why: "Neutron neither translates nor hides IPv6: each server's address is reachable from outside, and the security group on its port is the only perimeter.",
  fix: "give the port a security group in securityGroupIds (a router or firewall server: tag role:router or role:firewall)",
  check(port) {
    if (port.type !== PORT || FORWARDERS.some((tag) => hasTag(port, tag))) return [];
    const faults: Fault[] = [];
    const groups = listOf(port.inputs["securityGroupIds"]);
    const none = booleanOf(port.inputs["noSecurityGroups"]) === true;
    if (booleanOf(port.inputs["portSecurityEnabled"]) === false) {
      faults.push({
        found: "has portSecurityEnabled false",
        wanted: "port security on",
        fix: "remove portSecurityEnabled, or set it to true",
      });
    }
    if (none) {
      faults.push({ found: "has noSecurityGroups true", wanted: "at least one security group" });
    } else if (groups !== UNKNOWN && groups.length === 0) {
      faults.push({
        found: "names no security group and so gets the project's default one",
        wanted: "at least one security group of its own",
      });
    }
    return faults.map((fault) => violation(portSecurity, port, fault));
  },
};
