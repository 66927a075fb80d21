import type { JudgedResource, StackPolicy, Violation } from "../../policy.ts";
import { automaticSubnet, chosenAddresses, liesOutside } from "../../resources/addresses/chosen-addresses.ts";
import { familiesSaid, shownVersion } from "../../resources/addresses/families-said.ts";
import { knownText, textOf } from "../../resources/inputs.ts";
import { listSubnets } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { PORT } from "../../resources/types.ts";
import { named, violation, type Fault } from "../../violation.ts";

/** NET-14. Finds at plan what Neutron, Octavia and Designate refuse at apply, half-way through. */
export const addressFits: StackPolicy = {
  id: "NET-14",
  slug: "address-fits",
  title: {
    en: "An address is of the family and the subnet that stand beside it",
    vi: "Địa chỉ thuộc đúng họ và đúng mạng con được khai báo cùng nó",
  },
  kind: "stack",
  level: "mandatory",
  serves: ["R1-12", "R1-25"],
  source: [
    "Neutron API reference, subnets: cidr and gateway_ip are of ip_version",
    "Neutron API reference, ports: a fixed IP lies in its subnet",
    "Neutron administration guide, IPv6: SLAAC and DHCPv6-stateless subnets give addresses by EUI-64 alone",
    "Octavia API reference, listeners: allowed_cidrs are of the family of the load balancer's address",
    "terraform-provider-openstack: the default of ip_version is 4",
  ],
  why: {
    en: "A prefix of one family beside the version of the other is the commonest IPv6 slip, since the provider's default is 4. The cloud refuses it only at apply, when half of the stack stands.",
    vi: "Tiền tố của họ này đi cùng phiên bản của họ kia là lỗi IPv6 thường gặp nhất, vì mặc định của trình cung cấp là 4. Đám mây chỉ từ chối lúc triển khai, khi một nửa stack đã dựng xong.",
  },
  fix: {
    en: "set ipVersion to the family of the prefix, or take an address of the right family",
    vi: "đặt `ipVersion` đúng họ của tiền tố, hoặc dùng địa chỉ đúng họ",
  },
  check(resources) {
    const graph = graphOf(resources);
    return resources.flatMap((resource) =>
      resource.external
        ? []
        : [...familyFault(resource, graph), ...chosenFaults(resource, graph)].map((fault): Violation =>
            violation(addressFits, resource, fault),
          ),
    );
  },
};

/** The first thing that is of another family than the first thing said. */
function familyFault(resource: JudgedResource, graph: ResourceGraph): Fault[] {
  const [first, ...others] = familiesSaid(resource, graph);
  const other = others.find(({ family }) => family !== first?.family);
  if (!first || !other) return modesFault(resource, first?.family);
  return [
    {
      found: { en: `has ${first.by.en} and ${other.by.en}`, vi: `có ${first.by.vi} và ${other.by.vi}` },
      wanted: {
        en: `one family, IPv${first.family} or IPv${other.family}`,
        vi: `chỉ một họ, IPv${first.family} hoặc IPv${other.family}`,
      },
    },
  ];
}

/** The IPv6 modes of an IPv4 subnet, which Neutron refuses too. */
function modesFault({ inputs }: JudgedResource, family: number | undefined): Fault[] {
  const mode = ["ipv6AddressMode", "ipv6RaMode"].find((input) => typeof textOf(inputs[input]) === "string");
  if (family !== 4 || mode === undefined) return [];
  const version = shownVersion(inputs, 4);
  const value = knownText(inputs[mode]) ?? "";
  return [
    {
      found: { en: `has ${version.en} and ${mode} ${value}`, vi: `có ${version.vi} và ${mode} ${value}` },
      wanted: { en: "IPv6 modes on IPv6 subnets alone", vi: "chế độ IPv6 chỉ trên mạng con IPv6" },
      fix: { en: `set ipVersion 6, or remove ${mode}`, vi: `đặt \`ipVersion\` là 6, hoặc bỏ \`${mode}\`` },
    },
  ];
}

function chosenFaults(resource: JudgedResource, graph: ResourceGraph): Fault[] {
  return chosenAddresses(resource, graph).flatMap((chosen): Fault[] => {
    const found = `${chosen.input} ${chosen.address.canonical.split("/")[0]}`;
    if (liesOutside(chosen)) {
      const subnets = listSubnets(chosen.subnets);
      return [
        {
          found: { en: `has ${found}, outside ${subnets}`, vi: `có ${found}, nằm ngoài ${subnets}` },
          wanted: { en: "an address of its subnet", vi: "địa chỉ thuộc mạng con của nó" },
          fix: { en: "take an address of that subnet", vi: "dùng địa chỉ thuộc mạng con đó" },
        },
      ];
    }
    const automatic = automaticSubnet(chosen);
    if (!automatic || !isAsked(resource)) return [];
    const giver = named(automatic);
    return [
      {
        found: {
          en: `has ${found} of ${giver.en}, which gives addresses by itself`,
          vi: `có ${found} của ${giver.vi}, nơi địa chỉ được cấp tự động`,
        },
        wanted: {
          en: "no chosen address on a SLAAC or DHCPv6-stateless subnet",
          vi: "không chọn địa chỉ trên mạng con SLAAC hoặc DHCPv6-stateless",
        },
        fix: {
          en: "leave the address out, or set both modes of the subnet to dhcpv6-stateful",
          vi: "bỏ địa chỉ, hoặc đặt cả hai chế độ của mạng con là `dhcpv6-stateful`",
        },
      },
    ];
  });
}

/**
 * True where the program surely asks for the address: what stands shows the address that it was given under the same
 * input, but for ports. The legs of routers may choose theirs.
 */
function isAsked({ type, id, inputs }: JudgedResource): boolean {
  if (type !== PORT) return id === undefined;
  return knownText(inputs["deviceOwner"])?.startsWith("network:") !== true;
}
