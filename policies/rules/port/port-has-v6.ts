import type { StackPolicy } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { ipv6OfPort } from "../../resources/port-ipv6.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { PORT, ROUTER_INTERFACE } from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";

/** PRT-01. */
export const portHasV6: StackPolicy = {
  id: "PRT-01",
  slug: "port-has-v6",
  title: { en: "Every port gets an IPv6 address", vi: "Mọi cổng mạng có địa chỉ IPv6" },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory in phase 1", vi: "chỉ khuyến nghị trong giai đoạn 1" },
  familyRelated: true,
  serves: ["R1-01", "R1-38"],
  source: [
    "Neutron administration guide, IPv6: SLAAC subnets give every port an address, DHCPv6-stateful ones only where asked",
  ],
  why: {
    en: "A port that asks for its IPv4 subnet alone leaves its server without IPv6 on a network that has it, and nobody notices until IPv4 is switched off.",
    vi: "Cổng mạng chỉ xin mạng con IPv4 khiến máy chủ không có IPv6 trên một mạng đã có IPv6, và không ai nhận ra cho đến khi tắt IPv4.",
  },
  fix: {
    en: "add a fixedIps entry with the network's IPv6 subnet, or leave fixedIps out",
    vi: "thêm một mục fixedIps với mạng con IPv6 của mạng, hoặc bỏ fixedIps",
  },
  check(resources) {
    const graph = graphOf(resources);
    // A router takes one port for each family.
    const { by: legs } = graph.ownedBy(ROUTER_INTERFACE, "portId", PORT);
    return graph.all(PORT).flatMap((port) => {
      if (booleanOf(port.inputs["noFixedIp"]) === true || legs.has(port)) return [];
      const ipv6 = ipv6OfPort(port, graph);
      if (ipv6.has !== false) return [];
      const found = {
        en: `asks for IPv4 only (${ipv6.ipv4.en}) on ${named(ipv6.network).en}, whose IPv6 subnet gives no address by itself`,
        vi: `chỉ xin IPv4 (${ipv6.ipv4.vi}) trên ${named(ipv6.network).vi}, mà mạng con IPv6 ở đó không tự cấp địa chỉ`,
      };
      return [
        violation(portHasV6, port, {
          found,
          wanted: { en: "an IPv6 address on every port", vi: "địa chỉ IPv6 trên mọi cổng mạng" },
        }),
      ];
    });
  },
};
