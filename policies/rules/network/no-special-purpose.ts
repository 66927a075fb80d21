import type { ResourcePolicy } from "../../policy.ts";
import { isGlobalUnicast, isUniqueLocal } from "../../resources/cidr.ts";
import { REGISTRY_DATE, purposeText, specialPurposeOf } from "../../resources/special-purpose-prefixes.ts";
import { SUBNET, SUBNET_POOL } from "../../resources/types.ts";
import { isExempt, isPeer, writtenPrefixes } from "../../resources/written-prefixes.ts";
import { violation } from "../../violation.ts";

/** NET-08. Unique local prefixes are NET-09's business, documentation prefixes NET-07's; rules name whom they like. */
export const noSpecialPurpose: ResourcePolicy = {
  id: "NET-08",
  slug: "no-special-purpose",
  title: {
    en: "No special-purpose prefix as a subnet, pool, route or record",
    vi: "Không dùng tiền tố chuyên dụng cho mạng con, pool, tuyến hay bản ghi",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-25"],
  source: ["RFC 6890", "RFC 6666", "RFC 7454", `IANA special-purpose registries as of ${REGISTRY_DATE}`],
  why: {
    en: "Special-purpose prefixes are dropped or handled specially by routers and hosts, so a network numbered from them fails far from where the mistake was made.",
    vi: "Bộ định tuyến và máy trạm bỏ hoặc xử lý riêng các tiền tố chuyên dụng, nên mạng đánh địa chỉ từ đó hỏng ở chỗ rất xa nơi mắc lỗi.",
  },
  fix: {
    en: "take a prefix of the address plan (global unicast, or RFC 1918 space for IPv4)",
    vi: "dùng một tiền tố của quy hoạch địa chỉ (địa chỉ toàn cầu, hoặc RFC 1918 với IPv4)",
  },
  check(resource) {
    if (isPeer(resource)) return [];
    const owned = resource.type === SUBNET || resource.type === SUBNET_POOL;
    return writtenPrefixes(resource).flatMap((written) => {
      const { input, cidr } = written;
      if (isExempt(resource, written) || isUniqueLocal(cidr)) return [];
      const special = specialPurposeOf(cidr);
      // NAT64's prefixes are routed; only nobody owns them.
      if (special?.routed && !owned) return [];
      if (special) {
        const found = {
          en: `has ${input} ${cidr.canonical}, which lies in or holds ${special.cidr.canonical}: ${purposeText(special).en}`,
          vi: `có ${input} ${cidr.canonical}, nằm trong hoặc chứa ${special.cidr.canonical}: ${purposeText(special).vi}`,
        };
        return [
          violation(noSpecialPurpose, resource, {
            found,
            wanted: { en: "a prefix for general use", vi: "một tiền tố dùng chung thông thường" },
          }),
        ];
      }
      if (cidr.family === 4 || isGlobalUnicast(cidr)) return [];
      const found = {
        en: `has ${input} ${cidr.canonical}, outside 2000::/3`,
        vi: `có ${input} ${cidr.canonical}, ngoài 2000::/3`,
      };
      return [
        violation(noSpecialPurpose, resource, {
          found,
          wanted: {
            en: "a prefix inside 2000::/3 (RFC 4291), or a unique local one of the plan",
            vi: "một tiền tố trong 2000::/3 (RFC 4291), hoặc tiền tố cục bộ (ULA) của quy hoạch",
          },
        }),
      ];
    });
  },
};
