import type { Policy } from "./policy.ts";
import { announceOnlyAggregates } from "./rules/bgp/announce-only-aggregates.ts";
import { speakerBothFamilies } from "./rules/bgp/speaker-both-families.ts";
import { twoUpstreams } from "./rules/bgp/two-upstreams.ts";
import { clusterTls } from "./rules/cluster/cluster-tls.ts";
import { aaaaForA } from "./rules/dns/aaaa-for-a.ts";
import { aaaaSane } from "./rules/dns/aaaa-sane.ts";
import { cutoverTtl } from "./rules/dns/cutover-ttl.ts";
import { nsMxDual } from "./rules/dns/ns-mx-dual.ts";
import { reverseZones } from "./rules/dns/reverse-zones.ts";
import { floatingIpGated } from "./rules/floating-ip/floating-ip-gated.ts";
import { appCredential } from "./rules/identity/app-credential.ts";
import { projectPerAgency } from "./rules/identity/project-per-agency.ts";
import { providerLogin } from "./rules/identity/provider-login.ts";
import { quotas } from "./rules/identity/quotas.ts";
import { rbacNarrow } from "./rules/identity/rbac-narrow.ts";
import { userLockout } from "./rules/identity/user-lockout.ts";
import { imageIpv6Ready } from "./rules/image/image-ipv6-ready.ts";
import { secretExpiry } from "./rules/key-manager/secret-expiry.ts";
import { noDestructiveV6Change } from "./rules/lifecycle/no-destructive-v6-change.ts";
import { stageGate } from "./rules/lifecycle/stage-gate.ts";
import { temporaryExpiry } from "./rules/lifecycle/temporary-expiry.ts";
import { lbPair } from "./rules/load-balancer/lb-pair.ts";
import { listenerParity } from "./rules/load-balancer/listener-parity.ts";
import { poolMonitor } from "./rules/load-balancer/pool-monitor.ts";
import { publicTls } from "./rules/load-balancer/public-tls.ts";
import { addressFits } from "./rules/network/address-fits.ts";
import { dnsServersV6 } from "./rules/network/dns-servers-v6.ts";
import { mtuMin } from "./rules/network/mtu-min.ts";
import { networkDualStack } from "./rules/network/network-dual-stack.ts";
import { noDocumentationPrefixInProd } from "./rules/network/no-documentation-prefix-in-prod.ts";
import { noOverlap } from "./rules/network/no-overlap.ts";
import { noSpecialPurpose } from "./rules/network/no-special-purpose.ts";
import { poolAndScope } from "./rules/network/pool-and-scope.ts";
import { portSecurityNetwork } from "./rules/network/port-security-network.ts";
import { subnetInPlan } from "./rules/network/subnet-in-plan.ts";
import { ulaRestricted } from "./rules/network/ula-restricted.ts";
import { v6ModesConsistent } from "./rules/network/v6-modes-consistent.ts";
import { v6Subnet64 } from "./rules/network/v6-subnet-64.ts";
import { zoneAddressMode } from "./rules/network/zone-address-mode.ts";
import { containerAcl } from "./rules/object-storage/container-acl.ts";
import { addressPairsNarrow } from "./rules/port/address-pairs-narrow.ts";
import { portHasV6 } from "./rules/port/port-has-v6.ts";
import { portSecurity } from "./rules/port/port-security.ts";
import { qosOnWanGuest } from "./rules/qos/qos-on-wan-guest.ts";
import { externalGatewayDual } from "./rules/router/external-gateway-dual.ts";
import { routeParity } from "./rules/router/route-parity.ts";
import { routerBothFamilies } from "./rules/router/router-both-families.ts";
import { explicitEgress } from "./rules/security-group/explicit-egress.ts";
import { familyParity } from "./rules/security-group/family-parity.ts";
import { icmpNameNormal } from "./rules/security-group/icmp-name-normal.ts";
import { icmpv6Dangerous } from "./rules/security-group/icmpv6-dangerous.ts";
import { icmpv6Needed } from "./rules/security-group/icmpv6-needed.ts";
import { noAdminFromInternet } from "./rules/security-group/no-admin-from-internet.ts";
import { noAnyIngress } from "./rules/security-group/no-any-ingress.ts";
import { noRogueRaDhcp } from "./rules/security-group/no-rogue-ra-dhcp.ts";
import { noTunnelsRh0 } from "./rules/security-group/no-tunnels-rh0.ts";
import { remoteFamily } from "./rules/security-group/remote-family.ts";
import { rulesOnce } from "./rules/security-group/rules-once.ts";
import { zoneFlowMatrix } from "./rules/security-group/zone-flow-matrix.ts";
import { antiAffinity } from "./rules/server/anti-affinity.ts";
import { configDrive } from "./rules/server/config-drive.ts";
import { instanceOnDualNetworks } from "./rules/server/instance-on-dual-networks.ts";
import { noDefaultSg } from "./rules/server/no-default-sg.ts";
import { noInlineSecrets } from "./rules/server/no-inline-secrets.ts";
import { noIpv4Literals } from "./rules/server/no-ipv4-literals.ts";
import { serverKey } from "./rules/server/server-key.ts";
import { shareNarrow } from "./rules/share/share-narrow.ts";
import { tagsRequired } from "./rules/tags/tags-required.ts";
import { v6onlyClean } from "./rules/v6-only/v6only-clean.ts";
import { v6onlyReach } from "./rules/v6-only/v6only-reach.ts";
import { backupDeclared } from "./rules/volume/backup-declared.ts";
import { dataOutlivesServer } from "./rules/volume/data-outlives-server.ts";
import { volumeEncrypted } from "./rules/volume/volume-encrypted.ts";
import { vpnBothFamilies } from "./rules/vpn/vpn-both-families.ts";
import { vpnCrypto } from "./rules/vpn/vpn-crypto.ts";

/** Every policy, sorted by id; a new one is listed here and nowhere else. */
export const allPolicies: readonly Policy[] = [
  speakerBothFamilies,
  twoUpstreams,
  announceOnlyAggregates,
  volumeEncrypted,
  backupDeclared,
  dataOutlivesServer,
  instanceOnDualNetworks,
  noDefaultSg,
  antiAffinity,
  configDrive,
  noIpv4Literals,
  noInlineSecrets,
  serverKey,
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
  userLockout,
  providerLogin,
  imageIpv6Ready,
  clusterTls,
  secretExpiry,
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
  addressFits,
  containerAcl,
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
  rulesOnce,
  shareNarrow,
  tagsRequired,
  v6onlyClean,
  v6onlyReach,
  vpnBothFamilies,
  vpnCrypto,
];
