import { listed } from "../../messages/text.ts";
import type { JudgedResource, StackPolicy } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { familiesOf } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { company, groupsTogether } from "../../resources/security-group/groups-together.ts";
import { ECHO_REQUEST, ERRORS, showIcmpv6Type } from "../../resources/security-group/icmpv6-types.ts";
import { remoteInput } from "../../resources/security-group/remote.ts";
import type { Rule } from "../../resources/security-group/rule.ts";
import { rulesByGroup } from "../../resources/security-group/rules-by-group.ts";
import { networksByName } from "../../resources/server-networks.ts";
import { INSTANCE } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** SEC-05. */
export const icmpv6Needed: StackPolicy = {
  id: "SEC-05",
  slug: "icmpv6-needed",
  title: {
    en: "ICMPv6 errors and echo requests come in on IPv6 networks",
    vi: "Thông báo lỗi ICMPv6 và yêu cầu echo vào được mạng IPv6",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: {
    en: "advisory for stateful groups, where errors also pass as RELATED",
    vi: "chỉ khuyến nghị với nhóm có trạng thái, nơi thông báo lỗi cũng qua được như RELATED",
  },
  serves: ["R1-12"],
  source: ["RFC 4890 section 4.3.1", "RFC 8201 (path MTU discovery needs type 2)"],
  why: {
    en: "IPv6 routers do not fragment: without Packet Too Big large answers vanish while small ones pass, which is the hardest of faults to find.",
    vi: "Bộ định tuyến IPv6 không phân mảnh: thiếu Packet Too Big thì câu trả lời lớn biến mất còn câu trả lời nhỏ vẫn qua, là lỗi khó tìm nhất.",
  },
  fix: {
    en: "add ingress rules with protocol ipv6-icmp for types 1 to 4 from ::/0 and 128 from the management zone, or use SecurityGroup",
    vi: "thêm quy tắc chiều vào có protocol ipv6-icmp cho loại 1 đến 4 từ ::/0 và 128 từ vùng quản trị, hoặc dùng SecurityGroup",
  },
  check(resources) {
    const graph = graphOf(resources);
    const onIpv6 = (bearer: JudgedResource): boolean => isOnIpv6(bearer, graph);
    return groupsTogether(graph, rulesByGroup(graph), onIpv6).flatMap((together) => {
      const { rules, complete } = together;
      const [group] = together.groups;
      if (!complete || group === undefined) return [];
      const inbound = rules.filter((rule) => rule.direction === "ingress" && rule.family === 6);
      const missing = [...ERRORS, ECHO_REQUEST].filter((type) => !inbound.some((rule) => admits(rule, type)));
      if (missing.length === 0) return [];
      const stateless = together.groups.some(({ inputs }) => booleanOf(inputs["stateful"]) === false);
      const [beside, types] = [company(together), listed(missing.map(showIcmpv6Type))];
      const found = {
        en: `${stateless ? "is stateless and " : ""}admits${beside.en} no ipv6-icmp type ${types.en}`,
        vi: `${stateless ? "không có trạng thái và " : ""}không cho qua${beside.vi} ipv6-icmp loại ${types.vi}`,
      };
      const asked = listed([...ERRORS, ECHO_REQUEST].map(String));
      const wanted = {
        en: `ingress of ICMPv6 types ${asked.en} on an IPv6 network`,
        vi: `chiều vào của ICMPv6 loại ${asked.vi} trên mạng IPv6`,
      };
      // An echo request helps operators; without errors a stateless group breaks paths.
      const grave = stateless && missing.some((type) => ERRORS.includes(type));
      return [violation(icmpv6Needed, group, { found, wanted, ...(grave ? {} : { level: "advisory" as const }) })];
    });
  },
};

/** Errors come from routers on the way, which are in no security group; who asks for an echo may be in one. */
function admits(rule: Rule, type: number): boolean {
  if (rule.protocol !== "any" && !(rule.protocol === "icmp" && (rule.icmpType ?? type) === type)) return false;
  return type === ECHO_REQUEST || remoteInput(rule.resource) !== "remoteGroupId";
}

/** True for a port or server on a network that surely has IPv6. */
function isOnIpv6(bearer: JudgedResource, graph: ResourceGraph): boolean {
  const networks = bearer.type === INSTANCE ? networksByName(bearer, graph) : [graph.networkOf(bearer)];
  return networks.some(
    (network) => network.kind === "resource" && familiesOf(network.resource, graph).subnets[6].length > 0,
  );
}
