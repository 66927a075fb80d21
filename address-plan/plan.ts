import type { SiteKind } from "./ledger.ts";

/** A family's part of one subnet. */
export interface FamilySubnet {
  /** Canonical CIDR: RFC 5952 for IPv6. */
  cidr: string;
  gateway: string;
  /** Range for addresses that are not from the plan; servers' fixed addresses lie outside it. */
  allocationPool: { start: string; end: string };
}

/** One network segment: a /64 and its IPv4 twin. */
export interface SubnetPlan {
  ipv6: FamilySubnet;
  ipv4: FamilySubnet;
}

export interface ZonePlan {
  zone: string;
  nibble: number;
  ipv6: string;
  ipv4: string;
}

export interface SitePlan {
  site: string;
  kind: SiteKind;
  parent?: string;
  name: string;
  ipv6: string;
  ipv4: string;
}

/** The whole plan, a pure function of the ledger; records sorted by key. */
export interface AddressPlan {
  root6: string;
  root4: string;
  sites: Record<string, SitePlan>;
}
