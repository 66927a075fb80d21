import type { ProfileName } from "../model/province.ts";
import type { SiteKind } from "./kinds.ts";
import type { Address, Prefix } from "./prefixes/address.ts";
import type { Block } from "./prefixes/prefix.ts";

/** A family's part of one subnet. */
export interface FamilySubnet {
  cidr: Prefix;
  gateway: Address;
  /** Range for addresses that are not from the plan; servers' fixed addresses lie outside it. */
  allocationPool: { start: Address; end: Address };
}

/** One network segment: a /64 and its IPv4 twin. */
export interface SubnetPlan {
  ipv6: FamilySubnet;
  ipv4: FamilySubnet;
}

/** The zone's part of its site's first block. */
export interface ZonePlan extends Block {
  zone: string;
  nibble: number;
  /** The zone's parts in the further blocks of a site that grew in place; its subnets run on there. */
  further?: readonly Block[];
}

/** All of the site's addresses in one block; for an area of several blocks (P48), the first of them. */
export interface SitePlan extends Block {
  site: string;
  kind: SiteKind;
  /** The area whose block a commune's addresses are from. */
  parent?: string;
  name: string;
  /** The blocks that zones are cut from, when it is not the one prefix: the first is the oldest, and no zone ever moves. */
  blocks?: readonly Block[];
  /** An area's own network, since the rest of it belongs to its communes. */
  hubs?: readonly Block[];
  owner: string;
  /** ISO date of its allocation. */
  since: string;
  /** Area that a commune is wired to, when it is another than `parent`. */
  wiredTo?: string;
  /** Codes under which it had the same addresses before, the oldest first. */
  formerCodes?: string[];
}

/** The block of a site that ended: nobody may have it before `until` (AP-11). */
export interface QuarantinedSite extends Block {
  site: string;
  kind: SiteKind;
  parent?: string;
  name: string;
  /** All blocks of an area that had several (P48). */
  blocks?: readonly Block[];
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
  root6: Prefix;
  root4: Prefix;
  /** Active sites. */
  sites: Record<string, SitePlan>;
  /** In the order in which they ended. */
  quarantined: QuarantinedSite[];
  registrant?: Registrant;
}
