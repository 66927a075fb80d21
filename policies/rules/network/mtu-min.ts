import type { ResourcePolicy } from "../../policy.ts";
import { numberOf, tagOf } from "../../resources/inputs.ts";
import { NETWORK } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** RFC 8200 section 5. */
const IPV6_MINIMUM = 1280;
/** What servers and the Internet expect. */
const ETHERNET = 1500;
const FULL_SIZE_ZONES: readonly string[] = ["dmz", "app"];

/** NET-11. */
export const mtuMin: ResourcePolicy = {
  id: "NET-11",
  slug: "mtu-min",
  title: { en: "A network's MTU carries IPv6", vi: "MTU của mạng đủ cho IPv6" },
  kind: "resource",
  level: "mandatory",
  levelNote: {
    en: "advisory between 1280 and 1500 in zones dmz and app",
    vi: "chỉ khuyến nghị từ 1280 đến 1500 trong vùng dmz và app",
  },
  serves: ["R1-01"],
  source: ["RFC 8200 section 5"],
  why: {
    en: "IPv6 requires links that carry 1280 bytes and routers do not fragment. Below that, connections hang.",
    vi: "IPv6 đòi hỏi liên kết tải được 1280 byte và bộ định tuyến không phân mảnh. Dưới mức đó, kết nối bị treo.",
  },
  fix: {
    en: "leave mtu out, or set at least 1280 (1500 in dmz and app)",
    vi: "bỏ mtu, hoặc đặt ít nhất 1280 (1500 trong dmz và app)",
  },
  check(network) {
    const mtu = network.type === NETWORK ? numberOf(network.inputs["mtu"]) : undefined;
    // 0 is the provider's value for an MTU that was not given.
    if (typeof mtu !== "number" || mtu === 0 || mtu >= ETHERNET) return [];
    if (mtu < IPV6_MINIMUM) {
      return [
        violation(mtuMin, network, {
          found: { en: `has mtu ${mtu}`, vi: `có mtu ${mtu}` },
          wanted: {
            en: `at least ${IPV6_MINIMUM}, the least that IPv6 needs`,
            vi: `ít nhất ${IPV6_MINIMUM}, mức tối thiểu IPv6 cần`,
          },
        }),
      ];
    }
    const zone = tagOf(network, "zone");
    if (typeof zone !== "string" || !FULL_SIZE_ZONES.includes(zone)) return [];
    const fault = {
      found: { en: `in zone ${zone} has mtu ${mtu}`, vi: `trong vùng ${zone} có mtu ${mtu}` },
      wanted: {
        en: `${ETHERNET} there, so that no path needs fragments`,
        vi: `${ETHERNET} ở đó, để không đường nào phải phân mảnh`,
      },
    };
    return [violation(mtuMin, network, { ...fault, level: "advisory" })];
  },
};
