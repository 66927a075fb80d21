import type { PolicyContext, StackPolicy, Violation } from "../../policy.ts";
import { shownVip } from "../../resources/load-balancer/address.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { isV6Only } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";
import { SERVICE_TAG, servicesOf, type Service } from "./services.ts";

/** LB-01. */
export const lbPair: StackPolicy = {
  id: "LB-01",
  slug: "lb-pair",
  title: { en: "A service has a load balancer in each family", vi: "Mỗi dịch vụ có bộ cân bằng tải ở từng họ địa chỉ" },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory in phase 1", vi: "chỉ khuyến nghị trong giai đoạn 1" },
  familyRelated: true,
  why: {
    en: "The provider gives a load balancer one address, so a service behind one balancer is reachable in one family only, however many families its servers have.",
    vi: "Mỗi bộ cân bằng tải chỉ có một địa chỉ, nên dịch vụ sau một bộ cân bằng tải chỉ đến được qua một họ địa chỉ, dù máy chủ có bao nhiêu họ địa chỉ.",
  },
  serves: ["R1-09"],
  source: [
    "Octavia API reference: one vip_address, further ones as additional_vips, which the provider does not have",
    "RFC 7381 section 4",
  ],
  fix: {
    en: `add a LoadBalancer with an address of the missing family and the same tag ${SERVICE_TAG}:<service>, with the same listeners`,
    vi: `thêm một LoadBalancer có địa chỉ thuộc họ còn thiếu, cùng thẻ ${SERVICE_TAG}:<dịch vụ> và cùng các bộ lắng nghe`,
  },
  check(resources, context) {
    return (servicesOf(graphOf(resources)) ?? []).flatMap((service) => checkService(service, context));
  },
};

function checkService(service: Service, context: PolicyContext): Violation[] {
  const { balancers, unknown, name } = service;
  const only4 = balancers[6].length === 0 ? balancers[4][0] : undefined;
  const only6 = balancers[4].length === 0 ? balancers[6][0] : undefined;
  const first = only4 ?? only6;
  if (!first || unknown.length > 0) return [];
  const v6Only = isV6Only(first, context);
  if (only6 && (v6Only || context.mode === "v6-preferred")) return [];
  const [has, lacks] = only4 ? [4, 6] : [6, 4];
  return [
    violation(lbPair, first, {
      found: {
        en: `is all that service "${name}" has, with an IPv${has} address${shownVip(first)}`,
        vi: `là tất cả những gì dịch vụ “${name}” có, với một địa chỉ IPv${has}${shownVip(first)}`,
      },
      wanted: v6Only
        ? { en: "an IPv6 address in mode v6-only", vi: "địa chỉ IPv6 trong chế độ v6-only" }
        : {
            en: `a second load balancer with an IPv${lacks} address`,
            vi: `bộ cân bằng tải thứ hai có địa chỉ IPv${lacks}`,
          },
    }),
  ];
}
