import { networkDualStack } from "./network/network-dual-stack.ts";
import { noOverlap } from "./network/no-overlap.ts";
import { subnetInPlan } from "./network/subnet-in-plan.ts";
import { v6ModesConsistent } from "./network/v6-modes-consistent.ts";
import { v6Subnet64 } from "./network/v6-subnet-64.ts";
import type { Policy } from "./policy.ts";
import { portHasV6 } from "./port/port-has-v6.ts";
import { routerBothFamilies } from "./router/router-both-families.ts";
import { familyParity } from "./security-group/family-parity.ts";
import { noAdminFromInternet } from "./security-group/no-admin-from-internet.ts";
import { noAnyIngress } from "./security-group/no-any-ingress.ts";

/** Every policy, sorted by id. */
export const allPolicies: readonly Policy[] = [
  networkDualStack,
  v6Subnet64,
  subnetInPlan,
  noOverlap,
  v6ModesConsistent,
  portHasV6,
  routerBothFamilies,
  familyParity,
  noAnyIngress,
  noAdminFromInternet,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));
