import { UNKNOWN, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { enumerate, violation } from "../../violation.ts";
import { isLive, reservedAsn, speakersOf, type Speaker } from "./speakers.ts";

/** BGP-01. Silent in a stack without speakers: its border routers may announce without Neutron. */
export const speakerBothFamilies: StackPolicy = {
  id: "BGP-01",
  slug: "speaker-both-families",
  title: "BGP speaks for both families under a registered AS number",
  kind: "stack",
  level: "mandatory",
  levelNote: "AS numbers for documentation and private use are refused in production and staging only",
  why: "A data centre that announces IPv4 alone is not on the IPv6 Internet, whatever its servers have. Reserved AS numbers are filtered by every carrier.",
  serves: ["R1-24", "R1-29"],
  source: [
    "RFC 4271",
    "RFC 7607",
    "RFC 6793",
    "RFC 5398",
    "RFC 6996",
    "Neutron administration guide, BGP: one speaker is of one family",
  ],
  fix: "make one BgpSpeakerV2 of ipVersion 4 and one of ipVersion 6, both with the province's AS number",
  check(resources, context) {
    const speakers = speakersOf(graphOf(resources));
    return [...checkFamilies(speakers, context), ...speakers.flatMap((speaker) => checkAsn(speaker, context))];
  },
};

function checkFamilies(speakers: readonly Speaker[], context: PolicyContext): Violation[] {
  const first = speakers[0];
  // A speaker of unknown family may be the one that lacks.
  if (!first || speakers.some((speaker) => speaker.family === UNKNOWN)) return [];
  const wanted = context.mode === "v6-only" ? ([6] as const) : ([4, 6] as const);
  return wanted
    .filter((family) => speakers.every((speaker) => speaker.family !== family))
    .map((family) =>
      violation(speakerBothFamilies, first.resource, {
        found: `is of ipVersion ${family === 4 ? 6 : 4}, and the stack has no speaker of ipVersion ${family}`,
        wanted: `a speaker of ${context.mode === "v6-only" ? "IPv6" : "each family"}`,
        fix: `add a BgpSpeakerV2 with ipVersion ${family} and the same localAs`,
      }),
    );
}

function checkAsn({ resource, localAs }: Speaker, context: PolicyContext): Violation[] {
  if (typeof localAs !== "number") return [];
  const reserved = reservedAsn(localAs);
  if (reserved && (reserved.always || isLive(context))) {
    return [
      violation(speakerBothFamilies, resource, {
        found: `has localAs ${localAs}, ${reserved.always ? "" : "a number "}${reserved.use}`,
        wanted: "an AS number that is registered for the province",
        fix: "set localAs to the number that VNNIC registered",
      }),
    ];
  }
  if (!context.asns || context.asns.includes(localAs)) return [];
  const registered = context.asns.map((asn) => `AS${asn}`).toSorted();
  return [
    violation(speakerBothFamilies, resource, {
      found: `has localAs ${localAs}`,
      wanted: `an AS number that is registered for the province (${enumerate(registered)})`,
      fix: "set localAs to a registered number, or record the new registration in the province's data",
    }),
  ];
}
