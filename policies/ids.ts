/** The areas of the catalogue: the folder of their rules and examples, and how many policies each has, numbered from 1. */
export const AREAS: Readonly<Record<string, { folder: string; policies: number }>> = {
  BGP: { folder: "bgp", policies: 3 },
  BLK: { folder: "volume", policies: 3 },
  CMP: { folder: "server", policies: 7 },
  DNS: { folder: "dns", policies: 5 },
  FIP: { folder: "floating-ip", policies: 1 },
  IAM: { folder: "identity", policies: 6 },
  IMG: { folder: "image", policies: 1 },
  K8S: { folder: "cluster", policies: 1 },
  KEY: { folder: "key-manager", policies: 1 },
  LB: { folder: "load-balancer", policies: 4 },
  LIF: { folder: "lifecycle", policies: 3 },
  NET: { folder: "network", policies: 14 },
  OBJ: { folder: "object-storage", policies: 1 },
  PRT: { folder: "port", policies: 3 },
  QOS: { folder: "qos", policies: 1 },
  RTR: { folder: "router", policies: 3 },
  SEC: { folder: "security-group", policies: 12 },
  SHR: { folder: "share", policies: 1 },
  TAG: { folder: "tags", policies: 1 },
  V6O: { folder: "v6-only", policies: 2 },
  VPN: { folder: "vpn", policies: 2 },
};

/** Id of a policy by its area and number: `NET-01`. */
export function policyId(area: string, number: number): string {
  return `${area}-${String(number).padStart(2, "0")}`;
}

/** Ids of all policies, sorted, for those who need no more of them than the names (`allPolicies` loads every one). */
export const POLICY_IDS: readonly string[] = Object.entries(AREAS).flatMap(([area, { policies }]) =>
  Array.from({ length: policies }, (_, index) => policyId(area, index + 1)),
);
