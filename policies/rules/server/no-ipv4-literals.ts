import type { ResourcePolicy } from "../../policy.ts";
import { isLoopbackIpv4, parseCidr } from "../../resources/cidr.ts";
import { guestTexts, placesOf, type Found } from "../../resources/guest-text/guest-texts.ts";
import { ipv6OffIn } from "../../resources/guest-text/ipv6-off.ts";
import { INSTANCE } from "../../resources/types.ts";
import { METADATA_SERVICE } from "../../resources/well-known-addresses.ts";
import { isV6Only } from "../../resources/zones.ts";
import { enumerate, violation } from "../../violation.ts";

const LITERAL = /(?<![\w.:])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g;

/** CMP-05. */
export const noIpv4Literals: ResourcePolicy = {
  id: "CMP-05",
  slug: "no-ipv4-literals",
  title: "Guests are set up by name and keep IPv6 on",
  kind: "resource",
  level: "mandatory",
  levelNote: "advisory while the tenant is not v6-only",
  serves: ["R1-40", "R2-21"],
  source: ["RFC 6724 (hosts choose among all addresses of a name)", "RFC 8305 (connections by name try both families)"],
  why: "An IPv4 address written into a guest stops working on the day IPv4 goes, and a guest that switches IPv6 off is never reached over it. A host name follows both families.",
  fix: "use host names instead of IPv4 addresses, and leave IPv6 on",
  check(server, context) {
    if (server.type !== INSTANCE) return [];
    const level = isV6Only(server, context) ? {} : { level: "advisory" as const };
    return guestTexts(server).flatMap(({ input, text }) => {
      const literals = placesOf(text, ipv4LiteralsIn);
      const faults = placesOf(text, ipv6OffIn).map(({ line }) =>
        violation(noIpv4Literals, server, {
          found: `switches IPv6 off in ${input}, line ${line}`,
          wanted: "IPv6 on in every guest",
          fix: "remove that line",
          ...level,
        }),
      );
      if (literals.length > 0) {
        const shown = enumerate(literals.map((literal) => `${literal.shown} on line ${literal.line}`));
        const found = `has IPv4 addresses in ${input}: ${shown}`;
        faults.push(
          violation(noIpv4Literals, server, { found, wanted: "host names, which both families answer to", ...level }),
        );
      }
      return faults;
    });
  },
};

function ipv4LiteralsIn(text: string): Found[] {
  return [...text.matchAll(LITERAL)]
    .filter(({ 0: literal }) => isLiteral(literal))
    .map(({ 0: shown, index: offset }) => ({ offset, shown }));
}

function isLiteral(text: string): boolean {
  const cidr = parseCidr(text);
  return cidr !== undefined && !isLoopbackIpv4(cidr) && !METADATA_SERVICE.includes(cidr.canonical);
}
