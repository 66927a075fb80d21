import { listed } from "../../messages/text.ts";
import type { JudgedResource, PolicyContext, StackPolicy, Violation } from "../../policy.ts";
import { knownText } from "../../resources/inputs.ts";
import { familiesOf, lacks, listSubnets } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { NETWORK, ROUTER } from "../../resources/types.ts";
import { named, violation } from "../../violation.ts";

/**
 * RTR-02. Judges an external network of the same stack by its subnets, and one made elsewhere by the names or
 * ids that the context lists; of any other it knows nothing and says nothing.
 */
export const externalGatewayDual: StackPolicy = {
  id: "RTR-02",
  slug: "external-gateway-dual",
  title: {
    en: "A router's external network carries both families",
    vi: "Mạng ngoài của bộ định tuyến mang cả hai họ địa chỉ",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory in phase 1", vi: "chỉ khuyến nghị trong giai đoạn 1" },
  familyRelated: true,
  serves: ["R1-27"],
  source: [
    "Neutron administration guide, IPv6: external networks need an IPv6 subnet for north-south traffic",
    "RFC 4213 section 2",
  ],
  why: {
    en: "Behind an external network of one family, the tenant's other family has no way out, however well it is set up inside.",
    vi: "Sau một mạng ngoài chỉ có một họ địa chỉ, họ địa chỉ kia của cơ quan không có đường ra, dù bên trong thiết lập tốt đến đâu.",
  },
  fix: {
    en: "use an external network with an IPv4 and an IPv6 subnet",
    vi: "dùng mạng ngoài có một mạng con IPv4 và một mạng con IPv6",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    return graph.all(ROUTER).flatMap((router) => checkRouter(router, graph, context));
  },
};

function checkRouter(router: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const property = router.inputs["externalNetworkId"] === undefined ? "externalGateway" : "externalNetworkId";
  const network = graph.link(router, property, NETWORK);
  if (network.kind === "outside") {
    const name = network.read && knownText(network.read.inputs["name"]);
    return checkOutside(
      router,
      [name, network.id].filter((each) => each !== undefined),
      context,
    );
  }
  if (network.kind !== "resource") return [];
  const families = familiesOf(network.resource, graph);
  const missing = ([4, 6] as const).filter(
    (family) => lacks(families, family) && !(family === 4 && context.mode === "v6-only"),
  );
  if (missing.length === 0) return [];
  const present = [...families.subnets[4], ...families.subnets[6]];
  const shown =
    present.length === 0
      ? { en: "has no subnet", vi: "không có mạng con nào" }
      : { en: `has only ${listSubnets(present)}`, vi: `chỉ có ${listSubnets(present)}` };
  const added = missing.map((family) => `IPv${family}`);
  return [
    violation(externalGatewayDual, router, {
      found: {
        en: `goes out through ${named(network.resource).en}, which ${shown.en}`,
        vi: `đi ra qua ${named(network.resource).vi}, mà mạng này ${shown.vi}`,
      },
      wanted: {
        en: "an external network with subnets of both families",
        vi: "mạng ngoài có mạng con của cả hai họ địa chỉ",
      },
      fix: {
        en: `add an ${added.join(" and an ")} subnet to ${named(network.resource).en}`,
        vi: `thêm mạng con ${added.join(" và ")} vào ${named(network.resource).vi}`,
      },
    }),
  ];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `called` is what the network is called: its name, where the program read it, and its id. */
function checkOutside(router: JudgedResource, called: readonly string[], context: PolicyContext): Violation[] {
  // A name says nothing about an id, so only like is compared with like.
  const known =
    context.dualStackExternalNetworks?.filter((name) => called.some((each) => UUID.test(name) === UUID.test(each))) ??
    [];
  if (known.length === 0 || called.some((each) => known.includes(each))) return [];
  const found = { en: `goes out through the external network ${called[0]}`, vi: `đi ra qua mạng ngoài ${called[0]}` };
  const wanted = {
    en: `one that is recorded as dual-stack (${listed(known.toSorted()).en})`,
    vi: `một mạng được ghi là song song IPv4 và IPv6 (${listed(known.toSorted()).vi})`,
  };
  return [violation(externalGatewayDual, router, { found, wanted })];
}
