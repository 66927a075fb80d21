import type { JudgedResource, PolicyContext, StackPolicy, Violation } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { familiesOf, lacks, listSubnets, shownSubnets } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { NETWORK } from "../../resources/types.ts";
import { isV6Only } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";

/** NET-01. */
export const networkDualStack: StackPolicy = {
  id: "NET-01",
  slug: "network-dual-stack",
  title: {
    en: "Every network has an IPv4 and an IPv6 subnet",
    vi: "Mọi mạng có một mạng con IPv4 và một mạng con IPv6",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory in phase 1", vi: "chỉ khuyến nghị trong giai đoạn 1" },
  familyRelated: true,
  serves: ["R1-01", "R1-43", "modelled on CV 273/BTTTT-CBĐTƯ"],
  source: ["RFC 4213 section 2 (dual stack)", "RFC 6177", "Neutron administration guide, IPv6"],
  why: {
    en: "What stands on a network of one family speaks that family only. With both subnets from the first day, no system has to be moved later.",
    vi: "Cái gì nằm trên mạng chỉ có một họ địa chỉ thì chỉ nói được họ đó. Có cả hai mạng con từ ngày đầu thì về sau không hệ thống nào phải dời.",
  },
  fix: {
    en: "add a Subnet of the missing family to the network, or use DualStackNetwork",
    vi: "thêm một Subnet thuộc họ địa chỉ còn thiếu vào mạng, hoặc dùng DualStackNetwork",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    return graph.all(NETWORK).flatMap((network) => checkNetwork(network, graph, context));
  },
};

function checkNetwork(network: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  // External networks are RTR-02's business: their families come from the uplinks.
  if (booleanOf(network.inputs["external"]) !== undefined && booleanOf(network.inputs["external"]) !== false) return [];
  const families = familiesOf(network, graph);
  const no4 = lacks(families, 4);
  const no6 = lacks(families, 6);
  if (isV6Only(network, context)) {
    if (families.subnets[4].length > 0) {
      return [
        violation(networkDualStack, network, {
          found: {
            en: `has IPv4 subnets ${listSubnets(families.subnets[4])} in mode v6-only`,
            vi: `có mạng con IPv4 ${listSubnets(families.subnets[4])} trong chế độ v6-only`,
          },
          wanted: { en: "only IPv6 subnets there", vi: "chỉ mạng con IPv6 ở đó" },
          fix: { en: "remove the IPv4 subnet", vi: "bỏ mạng con IPv4" },
        }),
      ];
    }
    if (!no6) return [];
    return [
      violation(networkDualStack, network, {
        found: { en: "has no IPv6 subnet in mode v6-only", vi: "không có mạng con IPv6 trong chế độ v6-only" },
        wanted: { en: "at least one IPv6 subnet", vi: "ít nhất một mạng con IPv6" },
        fix: {
          en: "add a Subnet with ipVersion 6 and a /64 of the plan",
          vi: "thêm một Subnet có ipVersion 6 và một /64 thuộc quy hoạch",
        },
      }),
    ];
  }
  const ipv4Wanted = context.mode !== "v6-preferred";
  if (no6 && no4) {
    return [
      violation(networkDualStack, network, {
        found: { en: "has no subnet", vi: "không có mạng con nào" },
        wanted: { en: "at least one of each family", vi: "ít nhất một mạng con cho mỗi họ địa chỉ" },
      }),
    ];
  }
  if (no6) {
    return [
      violation(networkDualStack, network, {
        found: {
          en: `has IPv4 subnets only: ${shownSubnets(families, 4).en}`,
          vi: `chỉ có mạng con IPv4: ${shownSubnets(families, 4).vi}`,
        },
        wanted: { en: "at least one IPv6 subnet beside them", vi: "ít nhất một mạng con IPv6 bên cạnh" },
        fix: {
          en: "add a Subnet with ipVersion 6 and a /64 of the plan to the network, or use DualStackNetwork",
          vi: "thêm vào mạng một Subnet có ipVersion 6 và một /64 thuộc quy hoạch, hoặc dùng DualStackNetwork",
        },
      }),
    ];
  }
  if (no4 && ipv4Wanted && families.subnets[6].length > 0) {
    return [
      violation(networkDualStack, network, {
        found: {
          en: `has IPv6 subnets only: ${listSubnets(families.subnets[6])}`,
          vi: `chỉ có mạng con IPv6: ${listSubnets(families.subnets[6])}`,
        },
        wanted: {
          en: "at least one IPv4 subnet beside them while the mode is not v6-only",
          vi: "ít nhất một mạng con IPv4 bên cạnh khi chế độ không phải v6-only",
        },
        fix: {
          en: "add a Subnet with ipVersion 4, or set the tenant's mode to v6-only",
          vi: "thêm một Subnet có ipVersion 4, hoặc đặt chế độ của cơ quan thành v6-only",
        },
      }),
    ];
  }
  return [];
}
