import { listed, type Text } from "../../messages/text.ts";
import type { JudgedResource, StackPolicy } from "../../policy.ts";
import { cidrIn, isLoopbackIpv4 } from "../../resources/cidr.ts";
import { knownList, knownText } from "../../resources/inputs.ts";
import { familyOf } from "../../resources/network-families.ts";
import * as type from "../../resources/types.ts";
import { isV6Only } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";

/** V6O-01. Judges every resource of a tenant of mode v6-only, and those of the zone v6only in any tenant. */
export const v6onlyClean: StackPolicy = {
  id: "V6O-01",
  slug: "v6only-clean",
  title: { en: "Nothing of IPv4 is left in mode v6-only", vi: "Không còn gì của IPv4 trong chế độ v6-only" },
  kind: "stack",
  level: "mandatory",
  serves: ["R1-40"],
  source: ["QĐ 1121/QĐ-TTg 2025 (targets to 2030)", "RFC 8925"],
  why: {
    en: "One IPv4 subnet, record or rule left behind keeps systems quietly depending on it, and IPv4 can't be switched off.",
    vi: "Một mạng con, bản ghi hay quy tắc IPv4 bị bỏ sót khiến hệ thống âm thầm phụ thuộc vào nó, và không thể tắt IPv4.",
  },
  fix: {
    en: "remove the IPv4 resource, or set the tenant's mode back to dual",
    vi: "bỏ tài nguyên IPv4, hoặc đặt lại chế độ của cơ quan thành dual",
  },
  check(resources, context) {
    return resources.flatMap((resource) => {
      const found = isV6Only(resource, context) ? ipv4Of(resource) : undefined;
      return found === undefined
        ? []
        : [
            violation(v6onlyClean, resource, {
              found,
              wanted: { en: "IPv6 alone in mode v6-only", vi: "chỉ IPv6 trong chế độ v6-only" },
            }),
          ];
    });
  },
};

/** What of IPv4 the resource brings, or undefined. */
function ipv4Of(resource: JudgedResource): Text | undefined {
  switch (resource.type) {
    case type.SUBNET:
      return familyOf(resource) === 4
        ? {
            en: `is an IPv4 subnet${shown(resource.inputs["cidr"])}`,
            vi: `là mạng con IPv4${shown(resource.inputs["cidr"])}`,
          }
        : undefined;
    case type.FLOATING_IP:
    case type.COMPUTE_FLOATING_IP:
      return { en: "is a floating IPv4 address", vi: "là địa chỉ IPv4 nổi" };
    case type.SEC_GROUP_RULE:
      return knownText(resource.inputs["ethertype"]) === "IPv4" && !isLoopback(resource)
        ? { en: "is an IPv4 rule", vi: "là quy tắc IPv4" }
        : undefined;
    case type.RECORD_SET: {
      if (knownText(resource.inputs["type"]) !== "A") return undefined;
      const values = knownList(resource.inputs["records"]).flatMap((record) => knownText(record) ?? []);
      const { en, vi } = listed(values);
      return values.length === 0
        ? { en: "is an A record", vi: "là bản ghi A" }
        : { en: `is an A record (${en})`, vi: `là bản ghi A (${vi})` };
    }
    default:
      return undefined;
  }
}

function shown(value: unknown): string {
  const text = knownText(value);
  return text === undefined ? "" : ` (${text})`;
}

function isLoopback(rule: JudgedResource): boolean {
  const cidr = cidrIn(rule.inputs["remoteIpPrefix"]);
  return cidr !== undefined && isLoopbackIpv4(cidr);
}
