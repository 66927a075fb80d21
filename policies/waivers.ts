import type { Text } from "./messages/text.ts";
import type { PolicyContext, Waiver } from "./policy.ts";
import { isDay } from "./resources/calendar-day.ts";
import { parseUrn } from "./urn.ts";

const patterns = new Map<string, RegExp>();

/** `*` stands for any run of characters, everything else for itself. */
function matches(pattern: string, text: string): boolean {
  const known =
    patterns.get(pattern) ??
    new RegExp(
      `^${pattern
        .split("*")
        .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`))
        .join(".*")}$`,
      "s",
    );
  patterns.set(pattern, known);
  return known.test(text);
}

/**
 * True while the waiver holds: its last day is one of the calendar and not past, and somebody gave a reason and
 * approved it. What is wrong with the others is LIF-02's finding. Without a day of judgement nothing is past.
 */
function holds({ expires, reason, approvedBy }: Waiver, date: string | undefined): boolean {
  return isDay(expires) && (date === undefined || date <= expires) && reason.trim() !== "" && approvedBy.trim() !== "";
}

/** The waiver that lets a policy's finding on a resource pass, if there is one that holds. */
export function waiverOf(policy: string, urn: string, { waivers = [], date }: PolicyContext): Waiver | undefined {
  if (waivers.length === 0) return undefined;
  const { stack, name } = parseUrn(urn);
  return waivers.find(
    (waiver) =>
      waiver.policy === policy &&
      (waiver.stack === undefined || waiver.stack === stack) &&
      (matches(waiver.resource, name) || matches(waiver.resource, urn)) &&
      holds(waiver, date),
  );
}

/** Waivers of this very stack that hold and let nothing pass. One for every stack may be of use in another. */
export function unusedWaivers(urn: string, { waivers = [], date }: PolicyContext, used: ReadonlySet<Waiver>): Waiver[] {
  const { stack } = parseUrn(urn);
  return waivers.filter((waiver) => waiver.stack === stack && holds(waiver, date) && !used.has(waiver));
}

/** How a waived finding is told: what was found, and who lets it pass until when. */
export function waivedMessage({ en, vi }: Text, { approvedBy, expires, reason }: Waiver): Text {
  return {
    en: `waived until ${expires} by ${approvedBy} (${reason}): ${en}`,
    vi: `được miễn trừ đến ${expires}, do ${approvedBy} (${reason}): ${vi}`,
  };
}
