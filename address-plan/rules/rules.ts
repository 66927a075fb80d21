import type { Level } from "../../policies/policy.ts";

/** One rule of address planning. */
export interface AddressRuleText {
  title: string;
  /** Of a finding that says nothing else. */
  severity: Level;
  /** What it asks, in one sentence. */
  checks: string;
  /** What to do when it is broken. */
  remedy: string;
}

const RESTORE = "restore the line from git";
const PROPOSED = "take the prefix that `province address allocate` proposes";

/** The rules of the address plan; `province address check` and the documentation list them from here. */
export const ADDRESS_RULES = {
  "AP-01": {
    title: "root-registered",
    severity: "mandatory",
    checks:
      "where addresses are registered ones, the root is the province's own: allocated by VNNIC, with date, document and AS number",
    remedy: "register the block, or plan in an environment with documentation addresses",
  },
  "AP-02": {
    title: "nibble-delegations",
    severity: "mandatory",
    checks: "IPv6 lengths of delegations are multiples of 4; a site that grew in place is several such delegations",
    remedy: PROPOSED,
  },
  "AP-03": {
    title: "no-overlap",
    severity: "mandatory",
    checks: "no two sites share an address, in either family",
    remedy: "drop the later line if it was never committed, and allocate anew",
  },
  "AP-04": {
    title: "containment",
    severity: "mandatory",
    checks: "the root is registered, a site lies in its pool, a commune in its area",
    remedy: PROPOSED,
  },
  "AP-05": {
    title: "site-size",
    severity: "mandatory",
    checks: "an agency has a /48, a commune a /56, or more (RIPE-690); profile P48 gives less, and says so",
    remedy: PROPOSED,
  },
  "AP-06": {
    title: "subnet-sizes",
    severity: "mandatory",
    checks: "each of the 16 zones of a site holds a whole /64",
    remedy: PROPOSED,
  },
  "AP-07": {
    title: "stable-ledger",
    severity: "mandatory",
    checks:
      "committed lines stay as they are; numbers run on; slot and prefix agree; a site's lines are in order of date",
    remedy: RESTORE,
  },
  "AP-08": {
    title: "sparse-order",
    severity: "mandatory",
    checks: "each line took the slot that was next in leftmost order (RFC 3531)",
    remedy: "drop an uncommitted line and allocate again",
  },
  "AP-09": {
    title: "reserve",
    severity: "mandatory",
    checks:
      "a quarter of the root is free; a pool above 75 % is said, above 90 % refused; what is in quarantine counts as used",
    remedy: "plan a larger root",
  },
  "AP-10": {
    title: "zone-nibble",
    severity: "mandatory",
    checks: "a nibble names one zone, the same at every site, and for ever",
    remedy: "give the newer zone a free nibble",
  },
  "AP-11": {
    title: "quarantine",
    severity: "mandatory",
    checks:
      "a retired prefix is not given out again before its quarantine is over (24 months), nor while a record, a route, a rule or stacks/ still names it",
    remedy: "take the slot that `province address allocate` proposes; take out what names the prefix",
  },
  "AP-12": {
    title: "merge-split",
    severity: "mandatory",
    checks:
      "who survives a merge or a split keeps its prefixes, others go to quarantine, owners and registrant are those who go on",
    remedy: "let `province address reform` write the lines",
  },
  "AP-13": {
    title: "capacity",
    severity: "mandatory",
    checks: "before the first line: every pool holds twice the sites of the first day (P48: once, with a warning)",
    remedy: "ask the registry for a larger block; the check prints the numbers for the letter",
  },
  "AP-14": {
    title: "aggregates",
    severity: "mandatory",
    checks: "the core has one route for each area, not one for each commune",
    remedy: "give communes the area where they are wired before they get addresses",
  },
  "AP-15": {
    title: "announcements",
    severity: "mandatory",
    checks:
      "what is announced to the Internet is a /48 or larger (IPv4: /24), and has a ROA whose maxLength is that length (RFC 9319)",
    remedy: "announce the root as it was allocated, and have its ROA published",
  },
  "AP-16": {
    title: "key-by-code",
    severity: "mandatory",
    checks: "sites are keyed by official code, one active site for each; names are labels and may repeat",
    remedy: "use the code",
  },
  "AP-17": {
    title: "v4-twin",
    severity: "mandatory",
    checks: "the IPv4 prefix is the twin of the slot; networks from before the plan that overlap are advice",
    remedy: RESTORE,
  },
  "AP-18": {
    title: "iid-hygiene",
    severity: "mandatory",
    checks: "servers' host numbers are planned and their own, never a reserved interface id",
    remedy: "choose another `host`",
  },
  "AP-19": {
    title: "reverse-delegation",
    severity: "mandatory",
    checks: "each delegation has its reverse zones, with the right number of nibbles",
    remedy: "take the names that `province address export --format reverse-zones` prints",
  },
  "AP-20": {
    title: "discard",
    severity: "advisory",
    checks:
      "what is unallocated in an announced block is discarded, so that it can't loop with the provider (RFC 6666)",
    remedy: "add the discard routes that `province address export --format routes` prints",
  },
  "AP-21": {
    title: "ula-random",
    severity: "mandatory",
    checks: "a unique local prefix is a /48 of fd00::/8 with 40 random bits (RFC 4193)",
    remedy: "take a random prefix once, and store it",
  },
  "AP-22": {
    title: "examples-doc-only",
    severity: "mandatory",
    checks: "examples use documentation or private addresses (RFC 3849, 9637, 5737, 1918)",
    remedy: "keep real addresses in an environment with `addresses: registered`",
  },
  "AP-23": {
    title: "canonical",
    severity: "mandatory",
    checks: "addresses are written in canonical text (RFC 5952)",
    remedy: "write it as the message says",
  },
  "AP-24": {
    title: "provenance",
    severity: "mandatory",
    checks:
      "each line has date, owner, purpose and document; where addresses are registered ones, the ledger names the registrant",
    remedy: "fill them in before committing",
  },
} as const satisfies Record<string, AddressRuleText>;

export type AddressRule = keyof typeof ADDRESS_RULES;
