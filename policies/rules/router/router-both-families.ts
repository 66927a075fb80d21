import type { PolicyContext, StackPolicy, Violation } from "../../policy.ts";
import { familiesOf, listSubnets, type Family } from "../../resources/network-families.ts";
import { graphOf, resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { isV6Only } from "../../resources/zones.ts";
import { named, violation } from "../../violation.ts";
import { attachmentsOf, type Attachments } from "./attachments.ts";

/** RTR-01. A network that has no subnet of the other family at all is NET-01's finding. */
export const routerBothFamilies: StackPolicy = {
  id: "RTR-01",
  slug: "router-both-families",
  title: {
    en: "A router routes both families of each network",
    vi: "Bộ định tuyến định tuyến cả hai họ địa chỉ của từng mạng",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory in phase 1", vi: "chỉ khuyến nghị trong giai đoạn 1" },
  familyRelated: true,
  serves: ["R1-01"],
  source: [
    "Neutron API: a router interface attaches one subnet",
    "RFC 6724 (an address without a route delays connections)",
  ],
  why: {
    en: "A subnet that no router serves has addresses that lead nowhere. Hosts then try IPv6 first and wait for it to time out.",
    vi: "Mạng con không có bộ định tuyến phục vụ thì địa chỉ của nó không dẫn đến đâu. Máy thử IPv6 trước rồi phải chờ đến hết giờ.",
  },
  fix: {
    en: "add a RouterInterface for the subnet of the missing family, or use TenantRouter",
    vi: "thêm một RouterInterface cho mạng con của họ địa chỉ còn thiếu, hoặc dùng TenantRouter",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    return attachmentsOf(graph).flatMap((attachments) =>
      attachments.complete ? checkRouter(attachments, graph, context) : [],
    );
  },
};

function checkRouter({ subject, subnets }: Attachments, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const networks = new Set([...subnets].flatMap((subnet) => resourceOf(graph.networkOf(subnet)) ?? []));
  return [...networks].flatMap((network) => {
    const all = familiesOf(network, graph).subnets;
    const attached = (family: Family) => all[family].filter((subnet) => subnets.has(subnet));
    const faults: Violation[] = [];
    const judge = (present: Family, missing: Family) => {
      if (attached(present).length === 0 || all[missing].length === 0 || attached(missing).length > 0) return;
      faults.push(
        violation(routerBothFamilies, subject, {
          found: {
            en: `routes ${named(network).en} over IPv${present} only: ${listSubnets(attached(present))}`,
            vi: `chỉ định tuyến ${named(network).vi} qua IPv${present}: ${listSubnets(attached(present))}`,
          },
          wanted: {
            en: `its IPv${missing} subnet ${listSubnets(all[missing])} attached too`,
            vi: `nối cả mạng con IPv${missing} ${listSubnets(all[missing])}`,
          },
          fix: {
            en: `add a RouterInterface for ${named(all[missing][0]!).en}, or use TenantRouter`,
            vi: `thêm một RouterInterface cho ${named(all[missing][0]!).vi}, hoặc dùng TenantRouter`,
          },
        }),
      );
    };
    judge(4, 6);
    if (!isV6Only(network, context)) judge(6, 4);
    return faults;
  });
}
