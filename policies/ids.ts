/** How many policies each area of the catalogue has; numbers run from 1. */
const AREAS: Readonly<Record<string, number>> = {
  BGP: 3,
  BLK: 2,
  CMP: 6,
  DNS: 5,
  FIP: 1,
  IAM: 4,
  IMG: 1,
  LB: 4,
  LIF: 3,
  NET: 13,
  PRT: 3,
  QOS: 1,
  RTR: 3,
  SEC: 11,
  TAG: 1,
  V6O: 2,
  VPN: 2,
};

/** Ids of all policies, sorted, for those who need no more of them than the names (`allPolicies` loads every one). */
export const POLICY_IDS: readonly string[] = Object.entries(AREAS).flatMap(([area, count]) =>
  Array.from({ length: count }, (_, index) => `${area}-${String(index + 1).padStart(2, "0")}`),
);
