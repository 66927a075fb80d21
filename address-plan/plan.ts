import type { ProfileName } from "../model/province.ts";
import type { SiteKind } from "./kinds.ts";

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
  /** The zone's parts in the further blocks of a site that grew in place; its subnets run on there. */
  further?: BlockText[];
}

/** A block in both families, as text. */
export interface BlockText {
  ipv6: string;
  ipv4: string;
}

export interface SitePlan {
  site: string;
  kind: SiteKind;
  /** The area whose block a commune's addresses are from. */
  parent?: string;
  name: string;
  /** All of the site's addresses in one prefix; for an area of several blocks (P48), the first of them. */
  ipv6: string;
  ipv4: string;
  /** The blocks that zones are cut from, when it is not the one prefix: the first is the oldest, and no zone ever moves. */
  blocks?: BlockText[];
  /** An area's own network, since the rest of it belongs to its communes. */
  hubs?: BlockText[];
  owner: string;
  /** ISO date of its allocation. */
  since: string;
  /** Area that a commune is wired to, when it is another than `parent`. */
  wiredTo?: string;
  /** Codes under which it had the same addresses before, the oldest first. */
  formerCodes?: string[];
}

/** Prefixes of a site that ended: nobody may have them before `until` (AP-11). */
export interface QuarantinedSite {
  site: string;
  kind: SiteKind;
  parent?: string;
  name: string;
  ipv6: string;
  ipv4: string;
  /** All blocks of an area that had several (P48). */
  blocks?: BlockText[];
  /** ISO date of its end. */
  since: string;
  /** ISO date from which the slot may be given out again. */
  until: string;
  /** The site that goes on for it. */
  into?: string;
  document: string;
}

/** Who holds the root at the registry. */
export interface Registrant {
  site: string;
  name: string;
  since: string;
  document: string;
}

/** The whole plan of one day, a pure function of the ledger; records sorted by key. */
export interface AddressPlan {
  profile: ProfileName;
  root6: string;
  root4: string;
  /** Active sites. */
  sites: Record<string, SitePlan>;
  /** In the order in which they ended. */
  quarantined: QuarantinedSite[];
  registrant?: Registrant;
}
