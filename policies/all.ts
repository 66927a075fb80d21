import { floatingIpGated } from "./floating-ip/floating-ip-gated.ts";
import { dnsServersV6 } from "./network/dns-servers-v6.ts";
import { mtuMin } from "./network/mtu-min.ts";
import { networkDualStack } from "./network/network-dual-stack.ts";
import { noDocumentationPrefixInProd } from "./network/no-documentation-prefix-in-prod.ts";
import { noOverlap } from "./network/no-overlap.ts";
import { noSpecialPurpose } from "./network/no-special-purpose.ts";
import { portSecurityNetwork } from "./network/port-security-network.ts";
import { subnetInPlan } from "./network/subnet-in-plan.ts";
import { ulaRestricted } from "./network/ula-restricted.ts";
import { v6ModesConsistent } from "./network/v6-modes-consistent.ts";
import { v6Subnet64 } from "./network/v6-subnet-64.ts";
import { zoneAddressMode } from "./network/zone-address-mode.ts";
import { addressPairsNarrow } from "./port/address-pairs-narrow.ts";
import { portHasV6 } from "./port/port-has-v6.ts";
import { portSecurity } from "./port/port-security.ts";
import { externalGatewayDual } from "./router/external-gateway-dual.ts";
import { routerBothFamilies } from "./router/router-both-families.ts";
import { explicitEgress } from "./security-group/explicit-egress.ts";
import { familyParity } from "./security-group/family-parity.ts";
import { icmpNameNormal } from "./security-group/icmp-name-normal.ts";
import { icmpv6Dangerous } from "./security-group/icmpv6-dangerous.ts";
import { icmpv6Needed } from "./security-group/icmpv6-needed.ts";
import { noAdminFromInternet } from "./security-group/no-admin-from-internet.ts";
import { noAnyIngress } from "./security-group/no-any-ingress.ts";
import { noRogueRaDhcp } from "./security-group/no-rogue-ra-dhcp.ts";
import { noTunnelsRh0 } from "./security-group/no-tunnels-rh0.ts";
import { remoteFamily } from "./security-group/remote-family.ts";
import { antiAffinity } from "./server/anti-affinity.ts";
import { configDrive } from "./server/config-drive.ts";
import { instanceOnDualNetworks } from "./server/instance-on-dual-networks.ts";
import { noDefaultSg } from "./server/no-default-sg.ts";
import { noInlineSecrets } from "./server/no-inline-secrets.ts";
import { noIpv4Literals } from "./server/no-ipv4-literals.ts";
import { tagsRequired } from "./tags/tags-required.ts";
import { v6onlyClean } from "./v6-only/v6only-clean.ts";
import type { Policy } from "./policy.ts";

/** Every policy, sorted by id; a new one is listed here and nowhere else. */
export const allPolicies: readonly Policy[] = [
  instanceOnDualNetworks,
  noDefaultSg,
  antiAffinity,
  configDrive,
  noIpv4Literals,
  noInlineSecrets,
  floatingIpGated,
  networkDualStack,
  v6Subnet64,
  subnetInPlan,
  noOverlap,
  v6ModesConsistent,
  zoneAddressMode,
  noDocumentationPrefixInProd,
  noSpecialPurpose,
  ulaRestricted,
  dnsServersV6,
  mtuMin,
  portSecurityNetwork,
  portHasV6,
  portSecurity,
  addressPairsNarrow,
  routerBothFamilies,
  externalGatewayDual,
  explicitEgress,
  familyParity,
  noAnyIngress,
  noAdminFromInternet,
  icmpv6Needed,
  icmpv6Dangerous,
  noRogueRaDhcp,
  icmpNameNormal,
  remoteFamily,
  noTunnelsRh0,
  tagsRequired,
  v6onlyClean,
];
