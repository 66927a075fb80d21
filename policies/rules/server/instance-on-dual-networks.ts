import { listed } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { knownText, textOf } from "../../resources/inputs.ts";
import { familiesOf, lacks, shownSubnets } from "../../resources/network-families.ts";
import { ipv6OfPort } from "../../resources/port-ipv6.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { attachedTo, networkEntries } from "../../resources/server-networks.ts";
import { INSTANCE } from "../../resources/types.ts";
import { isV6Only } from "../../resources/zones.ts";
import { named, violation } from "../../violation.ts";

/** CMP-01. */
export const instanceOnDualNetworks: StackPolicy = {
  id: "CMP-01",
  slug: "instance-on-dual-networks",
  title: {
    en: "A server stands on named dual-stack networks",
    vi: "Máy chủ nằm trên các mạng được nêu tên, có cả hai họ địa chỉ",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: { en: "advisory in phase 1", vi: "chỉ khuyến nghị trong giai đoạn 1" },
  familyRelated: true,
  serves: ["R1-43", "R1-38"],
  source: [
    "Neutron administration guide, IPv6: a port gets addresses of its network's subnets only",
    "Nova API guide, server networks: auto lets the service choose",
  ],
  why: {
    en: "A server on an IPv4-only network can't be reached over IPv6 whatever runs on it. Where Nova chooses the network, nobody has said which families it has.",
    vi: "Máy chủ trên mạng chỉ có IPv4 thì không đến được qua IPv6 dù chạy gì trên đó. Khi Nova tự chọn mạng, không ai nói mạng đó có họ địa chỉ nào.",
  },
  fix: {
    en: "attach the server by a port, or by the uuid of a network with both families",
    vi: "gắn máy chủ bằng một cổng mạng, hoặc bằng uuid của một mạng có cả hai họ địa chỉ",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    return graph.all(INSTANCE).flatMap((server) => {
      const faults = checkServer(server, graph, context);
      return faults.length > 0 ? faults : [...checkPorts(server, graph), ...checkAddress(server)].slice(0, 1);
    });
  },
};

/** What will come of it, where every port of the server is of the stack and surely asks for IPv4 alone. */
function checkPorts(server: JudgedResource, graph: ResourceGraph): Violation[] {
  const { ports } = attachedTo(server, graph);
  const entries = networkEntries(server);
  if (entries.length === 0 || ports.size < entries.length) return [];
  if (entries.some((entry) => textOf(entry["port"]) === undefined)) return [];
  const shown = listed([...ports].map(named));
  if ([...ports].some((port) => ipv6OfPort(port, graph).has !== false)) return [];
  return [
    violation(instanceOnDualNetworks, server, {
      found: {
        en: `stands on ${shown.en} alone, without an IPv6 address`,
        vi: `chỉ nằm trên ${shown.vi}, không có địa chỉ IPv6`,
      },
      wanted: { en: "an IPv6 address on every server", vi: "địa chỉ IPv6 trên mọi máy chủ" },
    }),
  ];
}

/** What came of it, once the server is there: networks made elsewhere do not show their families before. */
function checkAddress(server: JudgedResource): Violation[] {
  if (knownText(server.inputs["networkMode"]) === "none" || server.outputs?.["accessIpV6"] !== "") return [];
  return [
    violation(instanceOnDualNetworks, server, {
      found: {
        en: "is there and has no IPv6 address (its accessIpV6 is empty)",
        vi: "đã có mà không có địa chỉ IPv6 (accessIpV6 trống)",
      },
      wanted: { en: "an IPv6 address on every server", vi: "địa chỉ IPv6 trên mọi máy chủ" },
    }),
  ];
}

function checkServer(server: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const mode = knownText(server.inputs["networkMode"]);
  if (mode === "none") return [];
  if (mode === "auto") {
    return [
      violation(instanceOnDualNetworks, server, {
        found: { en: "has networkMode auto", vi: "có networkMode auto" },
        wanted: { en: "its networks named", vi: "nêu tên các mạng của nó" },
        fix: {
          en: "replace networkMode by networks with a port or uuid",
          vi: "thay networkMode bằng networks có port hoặc uuid",
        },
      }),
    ];
  }
  if (server.inputs["networks"] === UNKNOWN) return [];
  if (networkEntries(server).length === 0) {
    return [
      violation(instanceOnDualNetworks, server, {
        found: { en: "names no network, so Nova chooses", vi: "không nêu mạng nào, nên Nova tự chọn" },
        wanted: { en: "its networks named", vi: "nêu tên các mạng của nó" },
      }),
    ];
  }
  return [...attachedTo(server, graph).networks].flatMap((network) => {
    const families = familiesOf(network, graph);
    if (!lacks(families, 6) || families.subnets[4].length === 0) {
      const v4Missing = lacks(families, 4) && families.subnets[6].length > 0;
      if (!v4Missing || isV6Only(network, context) || context.mode === "v6-preferred") return [];
      const found = {
        en: `stands on ${named(network).en}, which has only ${shownSubnets(families, 6).en}`,
        vi: `nằm trên ${named(network).vi}, mạng này chỉ có ${shownSubnets(families, 6).vi}`,
      };
      return [
        violation(instanceOnDualNetworks, server, {
          found,
          wanted: {
            en: "a network with both families while the mode is not v6-only",
            vi: "mạng có cả hai họ địa chỉ khi chế độ không phải v6-only",
          },
        }),
      ];
    }
    const found = {
      en: `stands on ${named(network).en}, which has only ${shownSubnets(families, 4).en}`,
      vi: `nằm trên ${named(network).vi}, mạng này chỉ có ${shownSubnets(families, 4).vi}`,
    };
    return [
      violation(instanceOnDualNetworks, server, {
        found,
        wanted: { en: "a network with an IPv6 subnet", vi: "mạng có một mạng con IPv6" },
      }),
    ];
  });
}
