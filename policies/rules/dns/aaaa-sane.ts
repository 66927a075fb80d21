import { UNKNOWN, type PolicyContext, type ResourcePolicy } from "../../policy.ts";
import { contains, isGlobalUnicast, isUniqueLocal, liesIn, parseCidr, type Cidr } from "../../resources/cidr.ts";
import { documentationOf, specialPurposeOf } from "../../resources/special-purpose-prefixes.ts";
import { RECORD_SET } from "../../resources/types.ts";
import { enumerate, violation, type Fault } from "../../violation.ts";
import { readRecordSet } from "./record-sets.ts";

const MAPPED_IPV4 = parseCidr("::ffff:0:0/96")!;
const LINK_LOCAL = parseCidr("fe80::/10")!;

/** DNS-02. */
export const aaaaSane: ResourcePolicy = {
  id: "DNS-02",
  slug: "aaaa-sane",
  title: "AAAA records hold global addresses of the plan",
  kind: "resource",
  level: "mandatory",
  levelNote: "documentation addresses are refused in production and staging only",
  why: "A client that is given an address it can't reach waits before it tries another. A wrong AAAA record is worse than none.",
  serves: ["R1-08"],
  source: [
    "RFC 6890",
    "RFC 4291 section 2.5.5.2",
    "RFC 4193 section 4.4: no unique local address in the global DNS",
    "RFC 3849",
    "RFC 9637",
  ],
  fix: "write the server's global address of the plan: province address show",
  check(resource, context) {
    if (resource.type !== RECORD_SET) return [];
    const { type, records } = readRecordSet(resource);
    if (type !== "AAAA" || records === UNKNOWN) return [];
    return records.flatMap((record) => {
      const fault = record === UNKNOWN ? undefined : faultOf(record, context);
      return fault ? [violation(aaaaSane, resource, fault)] : [];
    });
  },
};

function faultOf(record: string, context: PolicyContext): Fault | undefined {
  const cidr = parseCidr(record);
  const wanted = "a global IPv6 address of the plan";
  if (!cidr || cidr.family !== 6 || record.includes("/")) return { found: `has ${record}, no IPv6 address`, wanted };
  const kind = kindOf(cidr, context);
  if (kind) return { found: `has ${record}, ${kind}`, wanted };
  const aggregates = context.aggregates?.ipv6;
  if (!aggregates || liesIn(aggregates, cidr)) return undefined;
  return { found: `has ${record}, which is outside the plan`, wanted: `an address inside ${enumerate(aggregates)}` };
}

/** What kind of address it is that no public name may have. */
function kindOf(cidr: Cidr, context: PolicyContext): string | undefined {
  if (contains(MAPPED_IPV4, cidr)) return "an IPv4-mapped address";
  if (contains(LINK_LOCAL, cidr)) return "a link-local address";
  if (isUniqueLocal(cidr)) return "a unique local address";
  const special = specialPurposeOf(cidr);
  if (special) return `${special.name} (${special.rfc})`;
  if (!isGlobalUnicast(cidr)) return "outside global unicast space (2000::/3)";
  const live =
    context.environment === "production" || context.environment === "staging" || context.addresses === "registered";
  const documentation = live ? documentationOf(cidr) : undefined;
  return documentation && `${documentation.name} (${documentation.rfc})`;
}
