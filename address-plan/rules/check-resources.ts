import type { Finding } from "../../policies/policy.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { bitsOf, contains, isSame } from "../prefixes/address.ts";
import { parsePrefix } from "../prefixes/prefix.ts";
import { addressFinding } from "./finding.ts";

/** A block that the province holds, as it stands at the registry. */
export interface HeldResource {
  family: 4 | 6;
  prefix: string;
  registry: string;
  status: string;
  asn?: number;
  document?: string;
  date?: string;
}

/** A prefix as it is announced to the Internet, with the maxLength of its ROA (RFC 9582). */
export interface Announcement {
  prefix: string;
  maxLength: number;
}

const UNIQUE_LOCAL = parsePrefix("fc00::/7");
const RANDOM_UNIQUE_LOCAL = parsePrefix("fd00::/8");

/**
 * AP-01: where addresses are registered ones, the IPv6 root is a block of the province's own: allocated by VNNIC, with
 * date, document and AS number; not lent by a provider, not unique local. Elsewhere nothing is asked.
 */
export function checkRegistration(
  ledger: Ledger,
  resources: readonly HeldResource[],
  addresses: "documentation" | "registered",
): Finding[] {
  if (addresses === "documentation") return [];
  const root = parsePrefix(ledger.root6);
  const held = resources.find(({ prefix }) => contains(parsePrefix(prefix), root));
  // A root that lies in no resource at all is AP-04.
  if (!held) return [];
  const faults: [boolean, string, string][] = [
    [
      held.registry !== "VNNIC",
      `registry ${held.registry}`,
      "VNNIC: addresses of a provider go back when its contract ends",
    ],
    [held.status !== "allocated", `status ${held.status}`, "status allocated"],
    [held.date === undefined, "no date of the allocation", "its date"],
    [held.document === undefined, "no document", "the document of the allocation"],
    [held.asn === undefined, "no AS number", "the AS number that announces it"],
    [contains(UNIQUE_LOCAL, root), "unique local addresses", "global addresses (RFC 4291 section 2.5.4)"],
  ];
  return faults
    .filter(([isFault]) => isFault)
    .map(([, found, wanted]) =>
      addressFinding("AP-01", held.prefix, {
        found,
        wanted,
        fix: "fill in stacks/province.yaml from the registry's decision, or plan with documentation addresses until it is there",
      }),
    );
}

/** AP-15: announced prefixes are /48 (IPv4: /24) or larger, and a ROA allows no more than what is announced (RFC 9319). */
export function checkAnnouncements(announcements: readonly Announcement[]): Finding[] {
  return announcements.flatMap(({ prefix, maxLength }) => {
    const { family, length } = parsePrefix(prefix);
    const longest = family === 6 ? 48 : 24;
    const findings: Finding[] = [];
    if (length > longest) {
      findings.push(
        addressFinding("AP-15", prefix, {
          found: `an announcement of a /${length}`,
          wanted: `/${longest} or larger; others filter what is smaller (RFC 7454 section 6.1.3)`,
          fix: "announce the block as it was allocated",
        }),
      );
    }
    if (maxLength !== length) {
      findings.push(
        addressFinding("AP-15", prefix, {
          found: `maxLength ${maxLength}`,
          wanted: `${length}, the length that is announced (RFC 9319 section 5)`,
          fix: "make one ROA for each announced prefix",
        }),
      );
    }
    return findings;
  });
}

/** A ROA as the registry has it (RFC 9582). */
export interface OriginAuthorization extends Announcement {
  asn: number;
}

const isAnnounced = ({ asn, registry }: HeldResource): boolean => asn !== undefined && registry !== "RFC 1918";

/**
 * What the province announces by its resources: each IPv6 or public IPv4 block with an AS number, as it was allocated,
 * with the maxLength of its ROA; and the parts of them that have a ROA of their own. Without any ROA known, a block's
 * own length.
 */
export function announcementsOf(
  resources: readonly HeldResource[],
  roas: readonly OriginAuthorization[] = [],
): Announcement[] {
  const whole = resources
    .filter(
      (resource) =>
        isAnnounced(resource) && !roas.some((roa) => isSame(parsePrefix(roa.prefix), parsePrefix(resource.prefix))),
    )
    .map(({ prefix }) => ({ prefix, maxLength: parsePrefix(prefix).length }));
  return [...whole, ...roas.map(({ prefix, maxLength }) => ({ prefix, maxLength }))];
}

/**
 * AP-15, the other half: each announced block has a ROA for its AS number, and each ROA is for a block of the province's
 * own (RFC 6811 section 2: what only another AS may announce is invalid). Where addresses are documentation ones and no
 * ROA is known, nobody could have published any: what is missing is advice then.
 */
export function checkRoas(
  resources: readonly HeldResource[],
  roas: readonly OriginAuthorization[],
  addresses: "documentation" | "registered" = "documentation",
): Finding[] {
  const level = roas.length === 0 && addresses === "documentation" ? "advisory" : "mandatory";
  const announced = resources.filter(isAnnounced);
  const missing = announced
    .filter(
      ({ prefix, asn }) => !roas.some((roa) => roa.asn === asn && isSame(parsePrefix(roa.prefix), parsePrefix(prefix))),
    )
    .map(({ prefix, asn }) =>
      addressFinding("AP-15", prefix, {
        level,
        found: `no ROA of it for AS${asn}`,
        wanted: `one with maxLength ${parsePrefix(prefix).length}: without it nobody can tell a hijacked route from the real one (RFC 6811)`,
        fix: "have the registry publish it, then add it to `roas` of stacks/province.yaml",
      }),
    );
  const foreign = roas
    .filter(({ prefix }) => !announced.some((own) => contains(parsePrefix(own.prefix), parsePrefix(prefix))))
    .map(({ prefix, asn }) =>
      addressFinding("AP-15", prefix, {
        found: `a ROA for AS${asn} outside the announced resources`,
        wanted: "ROAs for blocks that the province holds with an AS number",
        fix: "add the block to `resources` of stacks/province.yaml with its `asn`, or take the ROA out",
      }),
    );
  return [...missing, ...foreign];
}

/**
 * AP-21: unique local prefixes are /48 of fd00::/8 whose 40 bits look drawn (RFC 4193 section 3.2.2). Of random ones,
 * one in five hundred is refused with the memorable ones: draw again.
 */
export function checkUniqueLocal(prefixes: readonly string[]): Finding[] {
  return prefixes.flatMap((text) => {
    const prefix = parsePrefix(text);
    if (!contains(UNIQUE_LOCAL, prefix)) return [];
    const found = faultOfUniqueLocal(prefix);
    if (found === undefined) return [];
    return [
      addressFinding("AP-21", text, {
        found,
        wanted: "a /48 of fd00::/8 with 40 random bits, such as fd3c:91e7:5a02::/48",
        fix: "draw one once, store it, and number the network by it",
      }),
    ];
  });
}

function faultOfUniqueLocal(prefix: { family: 4 | 6; value: bigint; length: number }): string | undefined {
  if (!contains(RANDOM_UNIQUE_LOCAL, prefix)) return "fc00::/8, which nobody may assign (RFC 4193 section 3.1)";
  if (prefix.length < 48) return `a /${prefix.length}`;
  const globalId = (prefix.value >> BigInt(bitsOf(6) - 48)) & 0xff_ffff_ffffn;
  const digits = globalId.toString(16).padStart(10, "0");
  if (new Set(digits).size < 4 || /(.)\1{3}/.test(digits)) return `global id ${digits}, which is no random one`;
  return undefined;
}
