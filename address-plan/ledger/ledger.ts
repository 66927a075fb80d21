import { z } from "zod";
import { profileName } from "../../model/schema/fields.ts";
import { textOf } from "../../model/text.ts";
import { SITE_KINDS, type SiteKind } from "../kinds.ts";
import { parsePrefix } from "../prefixes/prefix.ts";

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

const text = z.string().min(1, "is empty");

/** A prefix in any spelling: what is not canonical is a finding of AP-23, with what would be right. */
const prefixText = z.string().superRefine((value, context) => {
  try {
    parsePrefix(value);
  } catch (error) {
    const { en, vi } = textOf(error);
    context.addIssue({ code: "custom", message: en, params: { vi } });
  }
});

/** The first line of a ledger. */
export const LEDGER_HEADER = z.strictObject({
  profile: profileName,
  /** Root blocks, such as `3fff:38::/40` and `10.0.0.0/8`. */
  root6: prefixText,
  root4: prefixText,
  /** How long a retired prefix is not given out again (AP-11); `QUARANTINE_MONTHS` when absent. */
  quarantineMonths: z.int().positive().max(1200).optional(),
});

/** What every line says first: its running number, and the day from which it holds. */
const start = { seq: z.int().positive(), date: z.iso.date() };
/** And last: the document that orders it (AP-24), and why it is believed where no document says it. */
const end = { inferred: text.optional(), document: text };

/** Every other line, by its event; `site` is the official code of the one that it is about (AP-16). */
export const LEDGER_LINES = {
  /** A site gets the next slot of its pool: a new one, or one whose quarantine has ended (AP-08, AP-11). */
  allocate: z.strictObject({
    ...start,
    event: z.literal("allocate"),
    site: text,
    kind: z.enum(SITE_KINDS),
    parent: text.optional(),
    name: text,
    /** Slot within the pool of its kind, hexadecimal: `0x60`. */
    slot: z.string().regex(/^0x[0-9a-f]{2,3}$/, 'is no slot; a slot is two hexadecimal digits, such as "0x60"'),
    /** How many slots in a row it takes, when more than one (areas of profile P48). */
    blocks: z.int().min(2).max(16).optional(),
    /** RFC 5952 text; of the first slot. */
    ipv6: prefixText,
    ipv4: prefixText,
    owner: text,
    purpose: text,
    ...end,
  }),
  /** A site ends; its prefixes are in quarantine from that day on (AP-11). `into` is the site that goes on for it. */
  retire: z.strictObject({ ...start, event: z.literal("retire"), site: text, into: text.optional(), ...end }),
  /**
   * A site goes on under another code: the unit that had it merged under a new one, or got one. Its network is the same,
   * so are its prefixes (AP-12); from that day on its lines name the new code, `into`.
   */
  recode: z.strictObject({ ...start, event: z.literal("recode"), site: text, name: text, into: text, ...end }),
  /** A site has another name; names are labels (AP-16). */
  rename: z.strictObject({ ...start, event: z.literal("rename"), site: text, name: text, ...end }),
  /** A site has another owner, or is wired to another area; its prefixes stay those of its first area (AP-12). */
  transfer: z
    .strictObject({
      ...start,
      event: z.literal("transfer"),
      site: text,
      area: text.optional(),
      owner: text.optional(),
      ...end,
    })
    .refine(({ area, owner }) => area !== undefined || owner !== undefined, {
      error: "a transfer names an area or an owner",
      params: { vi: "dòng chuyển phải ghi vùng kết nối hoặc chủ quản" },
    }),
  /** A site's prefixes grow in place: the new ones hold the old ones, and no address changes. */
  grow: z.strictObject({ ...start, event: z.literal("grow"), site: text, ipv6: prefixText, ipv4: prefixText, ...end }),
  /** From now on `site` is the registrant of the province's root at the registry (NĐ 147/2024/NĐ-CP, Điều 17.5). */
  registrant: z.strictObject({ ...start, event: z.literal("registrant"), site: text, name: text, ...end }),
};

export type AllocateEntry = z.output<typeof LEDGER_LINES.allocate>;
export type RetireEntry = z.output<typeof LEDGER_LINES.retire>;
export type RecodeEntry = z.output<typeof LEDGER_LINES.recode>;
export type TransferEntry = z.output<typeof LEDGER_LINES.transfer>;
export type GrowEntry = z.output<typeof LEDGER_LINES.grow>;
export type RegistrantEntry = z.output<typeof LEDGER_LINES.registrant>;

/** One line of the ledger; never changed once written (AP-07). */
export type LedgerEntry = z.output<(typeof LEDGER_LINES)[keyof typeof LEDGER_LINES]>;

export interface Ledger extends z.output<typeof LEDGER_HEADER> {
  entries: LedgerEntry[];
}

/** Lines that give addresses to a site, in ledger order. */
export function allocationsOf(ledger: Ledger): AllocateEntry[] {
  return ledger.entries.filter((entry) => entry.event === "allocate");
}
