import { bothOf, type Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type ResourcePolicy, type Violation } from "../../policy.ts";
import { booleanOf, hasTag, listOf, tagOf, textOf, type Known } from "../../resources/inputs.ts";
import { familyOf } from "../../resources/network-families.ts";
import { graphOf, knownOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { SUBNET } from "../../resources/types.ts";
import { USER_ZONES } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";

/** Values of `ipv6AddressMode` and `ipv6RaMode` that Neutron knows. */
const MODES: readonly string[] = ["slaac", "dhcpv6-stateless", "dhcpv6-stateful"];

/** A subnet with this tag gets its router advertisements from a router outside Neutron. */
const EXTERNAL_ROUTER = "external-router";

/** NET-05. */
export const v6ModesConsistent: ResourcePolicy = {
  id: "NET-05",
  slug: "v6-modes-consistent",
  title: { en: "The two IPv6 modes of a subnet agree", vi: "Hai chế độ IPv6 của mạng con khớp nhau" },
  kind: "resource",
  level: "remediate",
  levelNote: {
    en: "mandatory where enableDhcp is false: only the author knows what is meant",
    vi: "bắt buộc khi enableDhcp là false: chỉ người viết biết ý định",
  },
  serves: ["R1-01"],
  source: ["Neutron administration guide, IPv6: four mode combinations work", "RFC 4861 section 6.2"],
  why: {
    en: "Neutron refuses or ignores most combinations of the two modes: ports get addresses that no router advertises, or none at all.",
    vi: "Neutron từ chối hoặc bỏ qua phần lớn các cặp chế độ: cổng mạng nhận địa chỉ mà không bộ định tuyến nào quảng bá, hoặc không nhận được địa chỉ.",
  },
  fix: {
    en: `set ipv6AddressMode and ipv6RaMode to the same value; behind a router outside Neutron, tag ${EXTERNAL_ROUTER} and set ipv6AddressMode slaac alone`,
    vi: `đặt ipv6AddressMode và ipv6RaMode cùng giá trị; sau một bộ định tuyến ngoài Neutron, gắn thẻ ${EXTERNAL_ROUTER} và chỉ đặt ipv6AddressMode slaac`,
  },
  check(subnet, context) {
    if (subnet.type !== SUBNET || familyOf(subnet) !== 6 || settled(subnet, context) || isMute(subnet)) return [];
    const address = textOf(subnet.inputs["ipv6AddressMode"]);
    const ra = textOf(subnet.inputs["ipv6RaMode"]);
    if (booleanOf(subnet.inputs["enableDhcp"]) === false) return [withoutDhcp(subnet)];
    return [
      violation(v6ModesConsistent, subnet, {
        found: {
          en: `has ipv6AddressMode ${show(address).en} and ipv6RaMode ${show(ra).en}`,
          vi: `có ipv6AddressMode ${show(address).vi} và ipv6RaMode ${show(ra).vi}`,
        },
        wanted: hasTag(subnet, EXTERNAL_ROUTER)
          ? {
              en: `ipv6AddressMode slaac alone under the tag ${EXTERNAL_ROUTER}`,
              vi: `chỉ ipv6AddressMode slaac khi có thẻ ${EXTERNAL_ROUTER}`,
            }
          : {
              en: `the same mode in both, here ${modeFor(subnet, context)}`,
              vi: `cùng một chế độ ở cả hai, ở đây là ${modeFor(subnet, context)}`,
            },
      }),
    ];
  },
  checkStack(resources, context) {
    const graph = graphOf(resources);
    return graph.all(SUBNET).flatMap((subnet) => {
      if (!isMute(subnet) || familyOf(subnet) !== 6 || settled(subnet, context)) return [];
      return mayBeExternal(subnet, graph) ? [] : [withoutDhcp(subnet)];
    });
  },
  remediate(subnet, context) {
    if (subnet.type !== SUBNET || familyOf(subnet) !== 6 || settled(subnet, context)) return undefined;
    if (booleanOf(subnet.inputs["enableDhcp"]) === false) return undefined;
    if (hasTag(subnet, EXTERNAL_ROUTER)) {
      const { ipv6RaMode: _, ...inputs } = subnet.inputs;
      return { ...inputs, ipv6AddressMode: "slaac" };
    }
    const mode = modeFor(subnet, context);
    return { ...subnet.inputs, ipv6AddressMode: mode, ipv6RaMode: mode };
  },
};

function withoutDhcp(subnet: JudgedResource): Violation {
  const [address, ra] = [subnet.inputs["ipv6AddressMode"], subnet.inputs["ipv6RaMode"]].map(textOf);
  return violation(v6ModesConsistent, subnet, {
    found: {
      en: `has enableDhcp false with ipv6AddressMode ${show(address).en} and ipv6RaMode ${show(ra).en}`,
      vi: `có enableDhcp false với ipv6AddressMode ${show(address).vi} và ipv6RaMode ${show(ra).vi}`,
    },
    wanted: {
      en: "enableDhcp true, since Neutron sends no router advertisements without it",
      vi: "enableDhcp true, vì không có nó Neutron không gửi quảng bá bộ định tuyến",
    },
    fix: {
      en: `remove enableDhcp, or tag the subnet ${EXTERNAL_ROUTER}, set ipv6AddressMode slaac and leave ipv6RaMode out`,
      vi: `bỏ enableDhcp, hoặc gắn thẻ ${EXTERNAL_ROUTER} cho mạng con, đặt ipv6AddressMode slaac và bỏ ipv6RaMode`,
    },
  });
}

/** True for a subnet on which Neutron does nothing at all: right on an external network, whose edge advertises. */
function isMute(subnet: JudgedResource): boolean {
  const modes = [subnet.inputs["ipv6AddressMode"], subnet.inputs["ipv6RaMode"]].map(textOf);
  return booleanOf(subnet.inputs["enableDhcp"]) === false && modes.every((mode) => mode === undefined);
}

/** True when the subnet's network is external, or may be. */
function mayBeExternal(subnet: JudgedResource, graph: ResourceGraph): boolean {
  const network = graph.networkOf(subnet);
  const external = booleanOf(knownOf(network)?.inputs["external"]);
  return network.kind === "unknown" || external === true || external === UNKNOWN;
}

/** True when the modes are right, or cannot be judged yet. */
function settled(subnet: JudgedResource, context: PolicyContext): boolean {
  const address = textOf(subnet.inputs["ipv6AddressMode"]);
  const ra = textOf(subnet.inputs["ipv6RaMode"]);
  const dhcp = booleanOf(subnet.inputs["enableDhcp"]);
  if (address === UNKNOWN || ra === UNKNOWN || dhcp === UNKNOWN) return true;
  // What is right under the tag, while the tag may be among those that are not known yet.
  const tags = listOf(subnet.inputs["tags"]);
  if (address === "slaac" && ra === undefined && (tags === UNKNOWN || tags.includes(UNKNOWN))) return true;
  if (hasTag(subnet, EXTERNAL_ROUTER)) return ra === undefined && address === (dhcp === false ? undefined : "slaac");
  // The platform's subnets of external networks: the provider's edge advertises, Neutron must not.
  if (context.platform && dhcp === false && address === undefined && ra === undefined) return true;
  return dhcp !== false && address !== undefined && address === ra && MODES.includes(address);
}

function show(mode: Known<string>): Text {
  if (mode === UNKNOWN) return { en: "unknown", vi: "chưa biết" };
  return mode === undefined ? { en: "unset", vi: "để trống" } : bothOf(mode);
}

/** The zone's default, else the mode that the author set, else that of servers (RFC 7707: no guessable EUI-64). */
function modeFor(subnet: JudgedResource, context: PolicyContext): string {
  const zone = tagOf(subnet, "zone");
  if (typeof zone === "string") {
    const planned = context.zones?.[zone]?.addressMode;
    if (planned && MODES.includes(planned)) return planned;
    if (USER_ZONES.includes(zone)) return "slaac";
  }
  const given = [subnet.inputs["ipv6AddressMode"], subnet.inputs["ipv6RaMode"]].map(textOf);
  const usable = given.find((mode) => typeof mode === "string" && MODES.includes(mode));
  return typeof usable === "string" ? usable : "dhcpv6-stateful";
}
