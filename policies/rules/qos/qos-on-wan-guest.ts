import { listed } from "../../messages/text.ts";
import type { JudgedResource, StackPolicy, Violation } from "../../policy.ts";
import { tagOf, textOf } from "../../resources/inputs.ts";
import { graphOf, type Owned, type ResourceGraph } from "../../resources/resource-graph.ts";
import { NETWORK, QOS_BANDWIDTH_LIMIT_RULE, QOS_POLICY } from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";

/** Zones whose traffic shares the leased lines with everybody else's. */
const LIMITED_ZONES: readonly string[] = ["wan", "guest"];

/** QOS-01. Judges networks that say their zone in a tag. */
export const qosOnWanGuest: StackPolicy = {
  id: "QOS-01",
  slug: "qos-on-wan-guest",
  title: {
    en: "Networks of zones wan and guest have a bandwidth limit",
    vi: "Mạng thuộc vùng wan và guest có giới hạn băng thông",
  },
  kind: "stack",
  level: "advisory",
  why: {
    en: "Guests and the wide area network share the agency's leased line with its services; without a limit one download starves them in both families.",
    vi: "Khách và mạng diện rộng dùng chung đường truyền thuê với dịch vụ của cơ quan; không có giới hạn thì một lần tải về cũng làm nghẽn dịch vụ ở cả hai họ địa chỉ.",
  },
  serves: ["R1-36"],
  source: ["Neutron administration guide, quality of service: bandwidth limit rules", "RFC 2475"],
  fix: {
    en: "set qosPolicyId to a QosPolicy with a QosBandwidthLimitRule",
    vi: "đặt qosPolicyId trỏ đến một QosPolicy có QosBandwidthLimitRule",
  },
  check(resources) {
    const graph = graphOf(resources);
    const limits = graph.ownedBy(QOS_BANDWIDTH_LIMIT_RULE, "qosPolicyId", QOS_POLICY);
    return graph.all(NETWORK).flatMap((network) => checkNetwork(network, graph, limits));
  },
};

function checkNetwork(network: JudgedResource, graph: ResourceGraph, limits: Owned): Violation[] {
  const zone = tagOf(network, "zone");
  if (typeof zone !== "string" || !LIMITED_ZONES.includes(zone)) return [];
  const wanted = {
    en: `a bandwidth limit on networks of zones ${listed(LIMITED_ZONES).en}`,
    vi: `giới hạn băng thông cho mạng thuộc các vùng ${listed(LIMITED_ZONES).vi}`,
  };
  if (textOf(network.inputs["qosPolicyId"]) === undefined)
    return [
      violation(qosOnWanGuest, network, {
        found: { en: `of zone ${zone} has no qosPolicyId`, vi: `thuộc vùng ${zone} không có qosPolicyId` },
        wanted,
      }),
    ];
  const policy = graph.link(network, "qosPolicyId", QOS_POLICY);
  // The rules of a policy made elsewhere are made there too.
  if (policy.kind !== "resource" || limits.by.has(policy.resource)) return [];
  if (limits.perhaps(policy.resource).length > 0) return [];
  return [
    violation(qosOnWanGuest, network, {
      found: {
        en: `of zone ${zone} has ${named(policy.resource).en}, which limits no bandwidth`,
        vi: `thuộc vùng ${zone} có ${named(policy.resource).vi}, nhưng chính sách này không giới hạn băng thông`,
      },
      wanted,
      fix: { en: "add a QosBandwidthLimitRule to the policy", vi: "thêm một QosBandwidthLimitRule vào chính sách đó" },
    }),
  ];
}
