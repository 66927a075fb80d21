import {
  UNKNOWN,
  type JudgedResource,
  type PolicyContext,
  type StackPolicy,
  type Violation,
  type Waiver,
} from "../../policy.ts";
import { isDay } from "../../resources/calendar-day.ts";
import { knownText, textOf } from "../../resources/inputs.ts";
import { labelOf } from "../../resources/labels.ts";
import { standIn } from "../../resources/stand-in.ts";
import { parseUrn } from "../../urn.ts";
import { violation, type Fault } from "../../violation.ts";
import { unusedWaivers } from "../../waivers.ts";

/**
 * LIF-02. A resource says that it is temporary, and until when, by the tags `temporary:true` and `expires:YYYY-MM-DD`,
 * by metadata of these names, or, where it has neither (tunnels, rules), by the same words in its description. The day
 * is the last one. A stack policy, because the waivers are the stack's.
 */
export const temporaryExpiry: StackPolicy = {
  id: "LIF-02",
  slug: "temporary-expiry",
  title: "What is temporary has an end, and so have exceptions",
  kind: "stack",
  level: "mandatory",
  serves: ["R2-20"],
  source: ["RFC 6180 (guidelines for transition mechanisms)", "NĐ 85/2016/NĐ-CP (review of exceptions)"],
  why: "Transit networks, tunnels and exceptions are built for a month and stay for years, because nothing reminds anyone of them. A date on the thing itself does.",
  fix: "add the tag expires:YYYY-MM-DD; once it is past, remove the resource or decide anew",
  check(resources, context) {
    return [...resources.flatMap((resource) => checkResource(resource, context)), ...checkWaivers(resources, context)];
  },
  checkUnusedWaivers(resources, used, context) {
    const bearer = context.waivers && standIn(resources);
    if (!bearer) return [];
    // It hides the next fault of its kind.
    return unusedWaivers(bearer.urn, context, used).map(({ policy, resource }) => ({
      resource: bearer.urn,
      level: "advisory",
      message: {
        en: `The waiver of ${policy} for "${resource}" lets nothing pass; LIF-02 wants exceptions that something needs. Fix: take the waiver out`,
        vi: `Miễn trừ ${policy} cho “${resource}” không cho qua điều gì; LIF-02 yêu cầu chỉ giữ những miễn trừ còn cần đến. Cách sửa: bỏ miễn trừ này`,
      },
    }));
  },
};

function checkResource(resource: JudgedResource, { date }: PolicyContext): Violation[] {
  const temporary = saidOf(resource, "temporary");
  const expires = saidOf(resource, "expires");
  if (temporary !== "true" && typeof expires !== "string") return [];
  const fault = faultOf(expires, date);
  return fault ? [violation(temporaryExpiry, resource, fault)] : [];
}

function faultOf(expires: string | typeof UNKNOWN | undefined, date: string | undefined): Fault | undefined {
  if (expires === UNKNOWN) return undefined;
  const wanted = "a last day for everything temporary";
  if (expires === undefined)
    return { found: "is temporary and has no end", wanted, fix: "add the tag expires:YYYY-MM-DD" };
  if (!isDay(expires)) {
    return {
      found: `expires on "${expires}", which is no day of the calendar`,
      wanted,
      fix: "write the day as YYYY-MM-DD",
    };
  }
  // ISO days compare as texts.
  if (date === undefined || date <= expires) return undefined;
  return {
    found: `expired on ${expires}`,
    wanted: `nothing temporary past its end (today is ${date})`,
    fix: "remove it, or set a later day and write down why",
  };
}

const WORDS = {
  temporary: /(?:^|[\s,;(])temporary:([^\s,;)]+)/,
  expires: /(?:^|[\s,;(])expires:([^\s,;)]+)/,
};

function saidOf(resource: JudgedResource, key: keyof typeof WORDS): string | typeof UNKNOWN | undefined {
  const label = labelOf(resource, key);
  if (label !== undefined) return label;
  const description = textOf(resource.inputs["description"]);
  if (description === UNKNOWN || description === undefined) return description;
  return WORDS[key].exec(description)?.[1];
}

/** Waivers that no longer hold, or never did: each one once, on a resource that bears it for the stack. */
function checkWaivers(resources: readonly JudgedResource[], { waivers = [], date }: PolicyContext): Violation[] {
  const bearer = standIn(resources);
  if (!bearer) return [];
  const { stack } = parseUrn(bearer.urn);
  return waivers.flatMap((waiver) => {
    if (waiver.stack !== undefined && waiver.stack !== stack) return [];
    const fault = waiverFault(waiver, date);
    return fault ? [violation(temporaryExpiry, bearer, fault)] : [];
  });
}

function waiverFault(
  { policy, resource, expires, approvedBy, reason }: Waiver,
  date: string | undefined,
): Fault | undefined {
  const what = `a waiver of ${policy} for ${resource}`;
  if (!isDay(expires)) {
    return {
      found: `belongs to a stack with ${what} until "${expires}", which is no day of the calendar`,
      wanted: "a last day for every waiver",
      fix: "write the day as YYYY-MM-DD",
    };
  }
  for (const [name, text] of [
    ["approver", approvedBy],
    ["reason", reason],
  ] as const) {
    if (knownText(text)?.trim()) continue;
    return {
      found: `belongs to a stack with ${what} without ${name}`,
      wanted: "a reason and an approver for every waiver",
      fix: `write the ${name} down, or take the waiver out`,
    };
  }
  if (date === undefined || date <= expires) return undefined;
  return {
    found: `belongs to a stack with ${what} that expired on ${expires}`,
    wanted: `no waiver past its end (today is ${date})`,
    fix: `mend what ${policy} found and take the waiver out, or have it approved anew`,
  };
}
