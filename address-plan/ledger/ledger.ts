import type { ProfileName } from "../../model/province.ts";
import type { SiteKind } from "../kinds.ts";

/** A site that wants addresses. */
export interface SiteRequest {
  /** Official code (AP-16): `stttt`, `389` for an area, `15061` for a commune, `dc-a` for a data centre. */
  site: string;
  kind: SiteKind;
  /** Area code of a commune. */
  parent?: string;
  name: string;
  owner: string;
  purpose: string;
  /** Place in the registry's list of its kind: who comes first when several new sites are placed at once. */
  order?: number;
}

/** What every line says: its running number, the day from which it holds, and the document that orders it (AP-24). */
interface Line {
  seq: number;
  /** ISO date. */
  date: string;
  /** The site it is about, by official code (AP-16). */
  site: string;
  /** Why it is believed, where no document says it. */
  inferred?: string;
  document: string;
}

/** A site gets the next slot of its pool: a new one, or one whose quarantine has ended (AP-08, AP-11). */
export interface AllocateEntry extends Line {
  event: "allocate";
  kind: SiteKind;
  parent?: string;
  name: string;
  /** Slot within the pool of its kind, hexadecimal: `0x60`. */
  slot: string;
  /** How many slots in a row it takes, when more than one (areas of profile P48). */
  blocks?: number;
  /** RFC 5952 text; of the first slot. */
  ipv6: string;
  ipv4: string;
  owner: string;
  purpose: string;
}

/** A site ends; its prefixes are in quarantine from that day on (AP-11). */
export interface RetireEntry extends Line {
  event: "retire";
  /** The site that goes on for it. */
  into?: string;
}

/**
 * A site goes on under another code: the unit that had it merged under a new one, or got one. Its network is the same,
 * so are its prefixes (AP-12); from that day on its lines name the new code.
 */
export interface RecodeEntry extends Line {
  event: "recode";
  /** The new code. */
  into: string;
  /** The new name. */
  name: string;
}

/** A site has another name; names are labels (AP-16). */
export interface RenameEntry extends Line {
  event: "rename";
  name: string;
}

/** A site has another owner, or is wired to another area; its prefixes stay (AP-12). */
export interface TransferEntry extends Line {
  event: "transfer";
  owner?: string;
  /** The area that it is wired to from now on; its addresses remain those of its first area. */
  area?: string;
}

/** A site's prefixes grow in place: the new ones hold the old ones, and no address changes. */
export interface GrowEntry extends Line {
  event: "grow";
  ipv6: string;
  ipv4: string;
}

/** From now on `site` is the registrant of the province's root at the registry (NĐ 147/2024/NĐ-CP, Điều 17.5). */
export interface RegistrantEntry extends Line {
  event: "registrant";
  name: string;
}

/** One line of the ledger; never changed once written (AP-07). */
export type LedgerEntry =
  | AllocateEntry
  | RetireEntry
  | RecodeEntry
  | RenameEntry
  | TransferEntry
  | GrowEntry
  | RegistrantEntry;

export interface Ledger {
  profile: ProfileName;
  /** Root blocks, such as `3fff:38::/40` and `10.0.0.0/8`. */
  root6: string;
  root4: string;
  /** How long a retired prefix is not given out again (AP-11); `QUARANTINE_MONTHS` when absent. */
  quarantineMonths?: number;
  entries: LedgerEntry[];
}

/** Lines that give addresses to a site, in ledger order. */
export function allocationsOf(ledger: Ledger): AllocateEntry[] {
  return ledger.entries.filter((entry) => entry.event === "allocate");
}
