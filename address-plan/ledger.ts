/** Kinds of sites of profile P40 (domain D.1). */
export type SiteKind = "platform" | "department" | "area" | "commune";

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

/** One line of the ledger: who got what, when, why, by which document (AP-24). Never changed once written (AP-07). */
export interface LedgerEntry {
  seq: number;
  /** ISO date. */
  date: string;
  event: "allocate";
  site: string;
  kind: SiteKind;
  parent?: string;
  name: string;
  /** Slot within the pool of its kind, hexadecimal: `0x60`. */
  slot: string;
  /** RFC 5952 text. */
  ipv6: string;
  ipv4: string;
  owner: string;
  purpose: string;
  document: string;
}

export interface Ledger {
  profile: "P40";
  /** Root blocks, such as `3fff:38::/40` and `10.0.0.0/8`. */
  root6: string;
  root4: string;
  entries: LedgerEntry[];
}
