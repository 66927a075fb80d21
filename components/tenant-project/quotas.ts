/** What a project may use; everything else follows from these. */
export interface ProjectQuotas {
  instances: number;
  cores: number;
  ramMb: number;
  networks: number;
  floatingIps: number;
  /** Default 0. */
  volumes?: number;
  /** Default 0. */
  volumeGb?: number;
  /** Default 0. */
  loadBalancers?: number;
}

/** No limit of its own, in Nova's, Neutron's and Cinder's tongue. */
const UNLIMITED = -1;

/**
 * Neutron counts what is just being made twice for a moment, as there and as reserved, and answers 409 (OverQuota) to what
 * is made beside it: a limit that exactly fits resources that are made side by side refuses some of them now and then.
 */
const MADE_SIDE_BY_SIDE = 2;

/** Every field of Neutron's quota: a field left out would be written as zero by older providers. */
export function networkQuota(quotas: ProjectQuotas) {
  return {
    network: quotas.networks,
    // One subnet per family: IPv6 must never be what does not fit in.
    subnet: MADE_SIDE_BY_SIDE * 2 * quotas.networks,
    // The agency's own prefixes, one pool per family, made one after the other: with room for a third, whoever deploys
    // into the project could take a prefix that the province gives to somebody else.
    subnetpool: 2,
    router: 1,
    floatingip: quotas.floatingIps,
    // Besides the servers': one router port per family, DHCP and metadata on each network.
    port: 2 * quotas.instances + 4 * quotas.networks + 10,
    // One per network, one of the standing rules, and the default group that Neutron makes in every project.
    securityGroup: MADE_SIDE_BY_SIDE * quotas.networks + 5,
    securityGroupRule: 100 * (quotas.networks + 5),
    // Sharing a network with another project is the platform's to decide.
    rbacPolicy: 0,
  };
}

/** Every field of Nova's quota. */
export function computeQuota(quotas: ProjectQuotas) {
  return {
    instances: quotas.instances,
    cores: quotas.cores,
    ram: quotas.ramMb,
    serverGroups: quotas.instances,
    serverGroupMembers: quotas.instances,
    keyPairs: 10,
    metadataItems: 128,
    injectedFiles: 5,
    injectedFileContentBytes: 10_240,
    injectedFilePathBytes: 255,
    // Networking is Neutron's to count; Nova keeps these fields for clients of older releases.
    fixedIps: UNLIMITED,
    floatingIps: UNLIMITED,
    securityGroups: UNLIMITED,
    securityGroupRules: UNLIMITED,
  };
}

/** Every field of Cinder's quota. */
export function volumeQuota({ volumes = 0, volumeGb = 0 }: ProjectQuotas) {
  return {
    volumes,
    gigabytes: volumeGb,
    perVolumeGigabytes: UNLIMITED,
    snapshots: 2 * volumes,
    backups: 2 * volumes,
    backupGigabytes: 2 * volumeGb,
    groups: volumes,
  };
}

/** Every field of Octavia's quota. */
export function loadBalancerQuota({ loadBalancers = 0 }: ProjectQuotas) {
  return {
    loadbalancer: loadBalancers,
    listener: 4 * loadBalancers,
    pool: 4 * loadBalancers,
    member: 32 * loadBalancers,
    healthMonitor: 4 * loadBalancers,
    l7Policy: 4 * loadBalancers,
    l7Rule: 8 * loadBalancers,
  };
}
