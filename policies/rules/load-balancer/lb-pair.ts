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
  title: "A service has a load balancer in each family",
  kind: "stack",
  level: "mandatory",
  levelNote: "advisory in phase 1",
  familyRelated: true,
  why: "The provider gives a load balancer one address, so a service behind one balancer is reachable in one family only, however many families its servers have.",
  serves: ["R1-09"],
  source: [
    "Octavia API reference: one vip_address, further ones as additional_vips, which the provider does not have",
    "RFC 7381 section 4",
  ],
  fix: `add a LoadBalancer with an address of the missing family and the same tag ${SERVICE_TAG}:<service>, with the same listeners`,
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
      found: `is all that service "${name}" has, with an IPv${has} address${shownVip(first)}`,
      wanted: v6Only ? "an IPv6 address in mode v6-only" : `a second load balancer with an IPv${lacks} address`,
    }),
  ];
}
