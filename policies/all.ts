import { announceOnlyAggregates } from "./bgp/announce-only-aggregates.ts";
import { speakerBothFamilies } from "./bgp/speaker-both-families.ts";
import { twoUpstreams } from "./bgp/two-upstreams.ts";
import { aaaaForA } from "./dns/aaaa-for-a.ts";
import { aaaaSane } from "./dns/aaaa-sane.ts";
import { cutoverTtl } from "./dns/cutover-ttl.ts";
import { nsMxDual } from "./dns/ns-mx-dual.ts";
import { reverseZones } from "./dns/reverse-zones.ts";
import { floatingIpGated } from "./floating-ip/floating-ip-gated.ts";
import { appCredential } from "./identity/app-credential.ts";
import { projectPerAgency } from "./identity/project-per-agency.ts";
import { quotas } from "./identity/quotas.ts";
import { rbacNarrow } from "./identity/rbac-narrow.ts";
import { imageIpv6Ready } from "./image/image-ipv6-ready.ts";
import { noDestructiveV6Change } from "./lifecycle/no-destructive-v6-change.ts";
import { stageGate } from "./lifecycle/stage-gate.ts";
import { temporaryExpiry } from "./lifecycle/temporary-expiry.ts";
import { lbPair } from "./load-balancer/lb-pair.ts";
import { listenerParity } from "./load-balancer/listener-parity.ts";
import { poolMonitor } from "./load-balancer/pool-monitor.ts";
import { publicTls } from "./load-balancer/public-tls.ts";
import { dnsServersV6 } from "./network/dns-servers-v6.ts";
import { mtuMin } from "./network/mtu-min.ts";
import { networkDualStack } from "./network/network-dual-stack.ts";
import { noDocumentationPrefixInProd } from "./network/no-documentation-prefix-in-prod.ts";
import { noOverlap } from "./network/no-overlap.ts";
import { noSpecialPurpose } from "./network/no-special-purpose.ts";
import { poolAndScope } from "./network/pool-and-scope.ts";
import { portSecurityNetwork } from "./network/port-security-network.ts";
import { subnetInPlan } from "./network/subnet-in-plan.ts";
import { ulaRestricted } from "./network/ula-restricted.ts";
import { v6ModesConsistent } from "./network/v6-modes-consistent.ts";
import { v6Subnet64 } from "./network/v6-subnet-64.ts";
import { zoneAddressMode } from "./network/zone-address-mode.ts";
import { addressPairsNarrow } from "./port/address-pairs-narrow.ts";
import { portHasV6 } from "./port/port-has-v6.ts";
import { portSecurity } from "./port/port-security.ts";
import { qosOnWanGuest } from "./qos/qos-on-wan-guest.ts";
import { externalGatewayDual } from "./router/external-gateway-dual.ts";
import { routeParity } from "./router/route-parity.ts";
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
import { zoneFlowMatrix } from "./security-group/zone-flow-matrix.ts";
import { antiAffinity } from "./server/anti-affinity.ts";
import { configDrive } from "./server/config-drive.ts";
import { instanceOnDualNetworks } from "./server/instance-on-dual-networks.ts";
import { noDefaultSg } from "./server/no-default-sg.ts";
import { noInlineSecrets } from "./server/no-inline-secrets.ts";
import { noIpv4Literals } from "./server/no-ipv4-literals.ts";
import { tagsRequired } from "./tags/tags-required.ts";
import { v6onlyClean } from "./v6-only/v6only-clean.ts";
import { v6onlyReach } from "./v6-only/v6only-reach.ts";
import { backupDeclared } from "./volume/backup-declared.ts";
import { volumeEncrypted } from "./volume/volume-encrypted.ts";
import { vpnBothFamilies } from "./vpn/vpn-both-families.ts";
import { vpnCrypto } from "./vpn/vpn-crypto.ts";
import type { Policy } from "./policy.ts";

/** Every policy, sorted by id; a new one is listed here and nowhere else. */
export const allPolicies: readonly Policy[] = [
  speakerBothFamilies,
  twoUpstreams,
  announceOnlyAggregates,
  volumeEncrypted,
  backupDeclared,
  instanceOnDualNetworks,
  noDefaultSg,
  antiAffinity,
  configDrive,
  noIpv4Literals,
  noInlineSecrets,
  aaaaForA,
  aaaaSane,
  nsMxDual,
  reverseZones,
  cutoverTtl,
  floatingIpGated,
  projectPerAgency,
  appCredential,
  quotas,
  rbacNarrow,
  imageIpv6Ready,
  lbPair,
  listenerParity,
  publicTls,
  poolMonitor,
  stageGate,
  temporaryExpiry,
  noDestructiveV6Change,
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
  poolAndScope,
  portHasV6,
  portSecurity,
  addressPairsNarrow,
  qosOnWanGuest,
  routerBothFamilies,
  externalGatewayDual,
  routeParity,
  explicitEgress,
  familyParity,
  noAnyIngress,
  noAdminFromInternet,
  icmpv6Needed,
  icmpv6Dangerous,
  noRogueRaDhcp,
  icmpNameNormal,
  remoteFamily,
  zoneFlowMatrix,
  noTunnelsRh0,
  tagsRequired,
  v6onlyClean,
  v6onlyReach,
  vpnBothFamilies,
  vpnCrypto,
];
