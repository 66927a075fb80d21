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
import { type Fault, violation } from "../../violation.ts";
import { unusedWaivers } from "../../waivers.ts";

/**
 * LIF-02. A resource says that it is temporary, and until when, by the tags `temporary:true` and `expires:YYYY-MM-DD`,
 * by metadata of these names, or, where it has neither (tunnels, rules), by the same words in its description. The day
 * is the last one. A stack policy, because the waivers are the stack's.
 */
export const temporaryExpiry: StackPolicy = {
  id: "LIF-02",
  slug: "temporary-expiry",
  title: {
    en: "What is temporary has an end, and so have exceptions",
    vi: "Cái gì tạm thời thì có hạn, miễn trừ cũng vậy",
  },
  kind: "stack",
  level: "mandatory",
  serves: ["R2-20"],
  source: ["RFC 6180 (guidelines for transition mechanisms)", "NĐ 85/2016/NĐ-CP (review of exceptions)"],
  why: {
    en: "Transit networks, tunnels and exceptions are built for a month and stay for years, because nothing reminds anyone of them. A date on the thing itself does.",
    vi: "Mạng trung chuyển, đường hầm và miễn trừ được lập cho một tháng rồi ở lại nhiều năm, vì không gì nhắc ai về chúng. Ngày ghi ngay trên tài nguyên thì nhắc được.",
  },
  fix: {
    en: "add the tag expires:YYYY-MM-DD; once it is past, remove the resource or decide anew",
    vi: "thêm thẻ expires:YYYY-MM-DD; khi quá hạn thì bỏ tài nguyên hoặc quyết định lại",
  },
  check(resources, context) {
    return [...resources.flatMap((resource) => checkResource(resource, context)), ...checkWaivers(resources, context)];
  },
  checkUnusedWaivers(resources, used, context) {
    const { waivers } = context;
    const bearer = waivers && standIn(resources);
    if (!bearer) return [];
    // It hides the next fault of its kind.
    return unusedWaivers(bearer.urn, context, used).map((waiver) => ({
      resource: bearer.urn,
      level: "advisory",
      about: ["waivers", waivers.indexOf(waiver)],
      message: {
        en: `The waiver of ${waiver.policy} for "${waiver.resource}" lets nothing pass; LIF-02 wants exceptions that something needs. Fix: take the waiver out`,
        vi: `Miễn trừ ${waiver.policy} cho “${waiver.resource}” không cho qua điều gì; LIF-02 yêu cầu chỉ giữ những miễn trừ còn cần đến. Cách sửa: bỏ miễn trừ này`,
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
  const wanted = { en: "a last day for everything temporary", vi: "ngày cuối cho mọi thứ tạm thời" };
  if (expires === undefined)
    return {
      found: { en: "is temporary and has no end", vi: "là tạm thời mà không có hạn" },
      wanted,
      fix: { en: "add the tag expires:YYYY-MM-DD", vi: "thêm thẻ expires:YYYY-MM-DD" },
    };
  if (!isDay(expires)) {
    return {
      found: {
        en: `expires on "${expires}", which is no day of the calendar`,
        vi: `hết hạn vào “${expires}”, không phải ngày trong lịch`,
      },
      wanted,
      fix: { en: "write the day as YYYY-MM-DD", vi: "ghi ngày theo dạng YYYY-MM-DD" },
    };
  }
  // ISO days compare as texts.
  if (date === undefined || date <= expires) return undefined;
  return {
    found: { en: `expired on ${expires}`, vi: `đã hết hạn ngày ${expires}` },
    wanted: {
      en: `nothing temporary past its end (today is ${date})`,
      vi: `không có gì tạm thời quá hạn (hôm nay là ${date})`,
    },
    fix: { en: "remove it, or set a later day and write down why", vi: "bỏ đi, hoặc đặt ngày muộn hơn và ghi lý do" },
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
  return waivers.flatMap((waiver, index) => {
    if (waiver.stack !== undefined && waiver.stack !== stack) return [];
    const fault = waiverFault(waiver, date);
    return fault ? [violation(temporaryExpiry, bearer, { ...fault, about: ["waivers", index] })] : [];
  });
}

function waiverFault(
  { policy, resource, expires, approvedBy, reason }: Waiver,
  date: string | undefined,
): Fault | undefined {
  const what = { en: `a waiver of ${policy} for ${resource}`, vi: `miễn trừ ${policy} cho ${resource}` };
  if (!isDay(expires)) {
    return {
      found: {
        en: `belongs to a stack with ${what.en} until "${expires}", which is no day of the calendar`,
        vi: `thuộc một stack có ${what.vi} đến “${expires}”, không phải ngày trong lịch`,
      },
      wanted: { en: "a last day for every waiver", vi: "ngày cuối cho mọi miễn trừ" },
      fix: { en: "write the day as YYYY-MM-DD", vi: "ghi ngày theo dạng YYYY-MM-DD" },
    };
  }
  for (const [name, text] of [
    [{ en: "approver", vi: "người phê duyệt" }, approvedBy],
    [{ en: "reason", vi: "lý do" }, reason],
  ] as const) {
    if (knownText(text)?.trim()) continue;
    return {
      found: {
        en: `belongs to a stack with ${what.en} without ${name.en}`,
        vi: `thuộc một stack có ${what.vi} mà không có ${name.vi}`,
      },
      wanted: { en: "a reason and an approver for every waiver", vi: "lý do và người phê duyệt cho mọi miễn trừ" },
      fix: { en: `write the ${name.en} down, or take the waiver out`, vi: `ghi ${name.vi}, hoặc bỏ miễn trừ đó` },
    };
  }
  if (date === undefined || date <= expires) return undefined;
  return {
    found: {
      en: `belongs to a stack with ${what.en} that expired on ${expires}`,
      vi: `thuộc một stack có ${what.vi} đã hết hạn ngày ${expires}`,
    },
    wanted: {
      en: `no waiver past its end (today is ${date})`,
      vi: `không có miễn trừ nào quá hạn (hôm nay là ${date})`,
    },
    fix: {
      en: `mend what ${policy} found and take the waiver out, or have it approved anew`,
      vi: `sửa điều ${policy} phát hiện rồi bỏ miễn trừ, hoặc xin phê duyệt lại`,
    },
  };
}
