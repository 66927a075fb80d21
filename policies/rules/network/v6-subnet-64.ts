import type { ResourcePolicy } from "../../policy.ts";
import { numberOf, tagOf } from "../../resources/inputs.ts";
import { cidrOf, familyOf } from "../../resources/network-families.ts";
import { SUBNET } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** NET-02. */
export const v6Subnet64: ResourcePolicy = {
  id: "NET-02",
  slug: "v6-subnet-64",
  title: { en: "An IPv6 subnet is a /64", vi: "Mạng con IPv6 là một /64" },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-25", "AP-06"],
  source: ["RFC 4291 section 2.5.1", "RFC 5375", "RFC 7421"],
  why: {
    en: "SLAAC, privacy addresses and neighbour discovery rest on a 64-bit interface id; other lengths break devices in ways that show up late.",
    vi: "SLAAC, địa chỉ riêng tư và phát hiện nút lân cận dựa trên định danh giao diện 64 bit; độ dài khác làm hỏng thiết bị theo những cách lộ ra muộn.",
  },
  fix: {
    en: "give the subnet a /64 of its zone (only zone infra may differ: tag zone:infra)",
    vi: "cho mạng con một /64 của vùng (chỉ vùng infra được khác: thẻ zone:infra)",
  },
  check(subnet) {
    if (subnet.type !== SUBNET || familyOf(subnet) !== 6 || tagOf(subnet, "zone") === "infra") return [];
    const cidr = cidrOf(subnet);
    // Without a CIDR the length comes from the request to the subnet pool.
    const length = cidr?.length ?? numberOf(subnet.inputs["prefixLength"]);
    if (typeof length !== "number" || length === 64) return [];
    const found = {
      en: `is ${cidr?.canonical ?? `a /${length}`}`,
      vi: `là ${cidr?.canonical ?? `một /${length}`}`,
    };
    return [violation(v6Subnet64, subnet, { found, wanted: { en: "a /64", vi: "một /64" } })];
  },
};
