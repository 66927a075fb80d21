import { UNKNOWN, type Lifecycle, type ResourcePolicy } from "../../policy.ts";
import { numberOf } from "../../resources/inputs.ts";
import { RECORD_SET } from "../../resources/types.ts";
import { violation } from "../../violation.ts";
import { readRecordSet } from "./record-sets.ts";

/** Record types by which clients find a service. */
const ADDRESS_TYPES: readonly string[] = ["A", "AAAA", "CNAME", "HTTPS", "SVCB"];
/** Seconds: what a failed cutover costs, and what spares the resolvers afterwards. */
const BEFORE_AT_MOST = 300;
const AFTER_AT_LEAST = 3600;

/** DNS-05. Judges in stage cutover and after it: who leaves the stage says that the move is verified. */
export const cutoverTtl: ResourcePolicy = {
  id: "DNS-05",
  slug: "cutover-ttl",
  title: "Names are quick to change during a cutover, and lasting after it",
  kind: "resource",
  level: "advisory",
  why: "Until the move is verified a way back must take minutes: resolvers keep the old address for as long as its TTL said. Afterwards a short TTL only loads the name servers.",
  serves: ["R2-30"],
  source: ["RFC 1035 section 3.2.1", "RFC 1912 section 2.2", "RFC 2181 section 8"],
  fix: `set ttl to ${BEFORE_AT_MOST} a day before the cutover, and back to ${AFTER_AT_LEAST} or more once it is verified`,
  check(resource, context) {
    if (resource.type !== RECORD_SET || !context.lifecycle) return [];
    const { type } = readRecordSet(resource);
    if (typeof type !== "string" || !ADDRESS_TYPES.includes(type)) return [];
    const ttl = numberOf(resource.inputs["ttl"]);
    if (ttl === UNKNOWN) return [];
    const { stage } = context.lifecycle;
    if (stage === "cutover" && (ttl === undefined || ttl > BEFORE_AT_MOST)) {
      return [
        violation(cutoverTtl, resource, {
          found: ttl === undefined ? "leaves its ttl to the zone in stage cutover" : `has ttl ${ttl} in stage cutover`,
          wanted: `ttl ${BEFORE_AT_MOST} or less until the cutover is verified`,
          fix: `set ttl to ${BEFORE_AT_MOST}`,
        }),
      ];
    }
    // Without a TTL of its own it has the zone's, which nobody shortens for one name.
    if (!isPast(context.lifecycle) || ttl === undefined || ttl >= AFTER_AT_LEAST) return [];
    return [
      violation(cutoverTtl, resource, {
        found: `has ttl ${ttl} in stage ${stage}, after the cutover`,
        wanted: `ttl ${AFTER_AT_LEAST} or more once the cutover is verified`,
        fix: `set ttl to ${AFTER_AT_LEAST} or more`,
      }),
    ];
  },
};

function isPast({ stage, previous }: Lifecycle): boolean {
  return stage === "v6-only" || (previous === "cutover" && stage !== "cutover" && stage !== "retired");
}
