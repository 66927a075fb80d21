import { UNKNOWN, type JudgedResource, type ResourcePolicy, type Violation } from "../../policy.ts";
import { booleanOf, listOf } from "../../resources/inputs.ts";
import { keepsPortSecurity } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { PORT, PORT_SEC_GROUP_ASSOCIATE, ROUTER_INTERFACE } from "../../resources/types.ts";
import { type Fault, violation } from "../../violation.ts";

/** Tags of ports that forward for others: routers and firewalls run as servers. */
const FORWARDERS: readonly string[] = ["role:router", "role:firewall"];

/** PRT-02. A router's own legs need no group: Neutron filters nothing there. */
export const portSecurity: ResourcePolicy = {
  id: "PRT-02",
  slug: "port-security",
  title: {
    en: "Every port has port security and a security group",
    vi: "Mọi cổng mạng bật bảo vệ cổng và có nhóm bảo mật",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: [
    "RFC 9099 section 2.5",
    "Neutron administration guide, IPv6: no NAT, tenants' global addresses are routed directly",
  ],
  why: {
    en: "Neutron neither translates nor hides IPv6: each server's address is reachable from outside, and the security group on its port is the only perimeter.",
    vi: "Neutron không chuyển đổi cũng không che IPv6: địa chỉ của từng máy chủ đến được từ bên ngoài, và nhóm bảo mật trên cổng mạng là hàng rào duy nhất.",
  },
  fix: {
    en: "give the port a security group in securityGroupIds (a router or firewall server: tag role:router or role:firewall)",
    vi: "cho cổng mạng một nhóm bảo mật trong securityGroupIds (với máy chủ làm bộ định tuyến hoặc tường lửa: thẻ role:router hoặc role:firewall)",
  },
  check(port) {
    if (port.type !== PORT || mayForward(port)) return [];
    const faults: Fault[] = [];
    if (booleanOf(port.inputs["portSecurityEnabled"]) === false) {
      faults.push({
        found: { en: "has portSecurityEnabled false", vi: "có portSecurityEnabled false" },
        wanted: { en: "port security on", vi: "bật bảo vệ cổng" },
        fix: { en: "remove portSecurityEnabled, or set it to true", vi: "bỏ portSecurityEnabled, hoặc đặt thành true" },
      });
    }
    if (booleanOf(port.inputs["noSecurityGroups"]) === true) {
      faults.push({
        found: { en: "has noSecurityGroups true", vi: "có noSecurityGroups true" },
        wanted: { en: "at least one security group", vi: "ít nhất một nhóm bảo mật" },
      });
    }
    return faults.map((fault) => violation(portSecurity, port, fault));
  },
  checkStack(resources) {
    const graph = graphOf(resources);
    const legs = graph.ownedBy(ROUTER_INTERFACE, "portId", PORT);
    const associations = graph.ownedBy(PORT_SEC_GROUP_ASSOCIATE, "portId", PORT);
    return graph
      .all(PORT)
      .filter((port) => [legs, associations].every(({ by, perhaps }) => !by.has(port) && perhaps(port).length === 0))
      .filter((port) => !mayForward(port))
      .flatMap((port) => checkGroups(port, graph));
  },
};

/** What `check` says of a port's settings says this too: Neutron takes no group where port security is off. */
function checkGroups(port: JudgedResource, graph: ResourceGraph): Violation[] {
  const groups = listOf(port.inputs["securityGroupIds"]);
  if (groups === UNKNOWN || groups.length > 0) return [];
  const secured = booleanOf(port.inputs["portSecurityEnabled"]);
  if (booleanOf(port.inputs["noSecurityGroups"]) === true || secured === false) return [];
  // A port has port security as its network does, which is NET-12's finding.
  if (secured !== true && !keepsPortSecurity(graph.networkOf(port))) return [];
  return [
    violation(portSecurity, port, {
      found: {
        en: "names no security group and so gets the project's default one",
        vi: "không nêu nhóm bảo mật nên dùng nhóm mặc định của dự án",
      },
      wanted: { en: "at least one security group of its own", vi: "ít nhất một nhóm bảo mật riêng" },
    }),
  ];
}

/** True for a port that is tagged as a router's or firewall's, or may be. */
function mayForward(port: JudgedResource): boolean {
  const tags = listOf(port.inputs["tags"]);
  return tags === UNKNOWN || tags.includes(UNKNOWN) || FORWARDERS.some((tag) => tags.includes(tag));
}
