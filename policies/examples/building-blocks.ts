import { INSTANCE, NETWORK, PORT, SEC_GROUP, SEC_GROUP_RULE, SUBNET } from "../resources/types.ts";
import { ref, type Draft } from "./drafts.ts";

// What the examples of several policies have around the one thing that each shows. Each builder takes last the inputs
// that an example gives itself: they come on top of those here, or in their place.

type Inputs = Record<string, unknown>;

// Ids of resources that another stack made.
export const NETWORK_ID = "3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11";
const PORT_ID = "0b7c5a86-2f3a-4d7b-8f35-6a1c9f0d2e44";
const SEC_GROUP_ID = "9c41a6f0-6f3b-4a49-8d0e-2f3b7a1f0c55";

/** An IPv4 subnet; its network is another stack's unless `inputs` names one. */
export function ipv4Subnet(name: string, cidr: string, inputs: Inputs = {}): Draft {
  return { type: SUBNET, name, inputs: { networkId: NETWORK_ID, ipVersion: 4, cidr, ...inputs } };
}

/** An IPv6 subnet with stateful DHCPv6 and two resolvers; its network is another stack's unless `inputs` names one. */
export function ipv6Subnet(name: string, cidr: string, inputs: Inputs = {}): Draft {
  return {
    type: SUBNET,
    name,
    inputs: {
      networkId: NETWORK_ID,
      ipVersion: 6,
      cidr,
      ipv6AddressMode: "dhcpv6-stateful",
      ipv6RaMode: "dhcpv6-stateful",
      dnsNameservers: ["3fff:38:30:53::1", "3fff:38:30:53::2"],
      ...inputs,
    },
  };
}

/** A network and its two subnets, in this order: `<name>`, `<name>-ipv4`, `<name>-ipv6`. */
export function dualStackNetwork(
  name: string,
  cidrs: { ipv4: string; ipv6: string },
  inputs: Inputs = {},
): [network: Draft, ipv4: Draft, ipv6: Draft] {
  const networkId = ref(name);
  return [
    { type: NETWORK, name, inputs },
    ipv4Subnet(`${name}-ipv4`, cidrs.ipv4, { networkId }),
    ipv6Subnet(`${name}-ipv6`, cidrs.ipv6, { networkId }),
  ];
}

/** A port with an address of each subnet of a `dualStackNetwork`, in a security group of another stack. */
export function dualStackPort(name: string, network: string, inputs: Inputs): Draft {
  return {
    type: PORT,
    name,
    inputs: {
      networkId: ref(network),
      fixedIps: [{ subnetId: ref(`${network}-ipv4`) }, { subnetId: ref(`${network}-ipv6`) }],
      securityGroupIds: [SEC_GROUP_ID],
      ...inputs,
    },
  };
}

/** A server of an approved image and flavor, with a key pair, on a port of another stack. */
export function server(name: string, inputs: Inputs): Draft {
  return {
    type: INSTANCE,
    name,
    inputs: {
      imageName: "debian-13",
      flavorName: "small",
      keyPair: "operators",
      networks: [{ port: PORT_ID }],
      ...inputs,
    },
  };
}

/** The security group `web`, without the rules that Neutron would give it. */
export function webGroup(inputs: Inputs = {}): Draft {
  return { type: SEC_GROUP, name: "web", inputs: { deleteDefaultRules: true, ...inputs } };
}

/** A rule of `webGroup` for what comes in. */
export function ingress(name: string, inputs: Inputs): Draft {
  return { type: SEC_GROUP_RULE, name, inputs: { securityGroupId: ref("web"), direction: "ingress", ...inputs } };
}

/** A rule of `webGroup` for what goes out. */
export function egress(name: string, inputs: Inputs): Draft {
  return { type: SEC_GROUP_RULE, name, inputs: { securityGroupId: ref("web"), direction: "egress", ...inputs } };
}
