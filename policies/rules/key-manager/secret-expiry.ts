import { UNKNOWN, type PolicyContext, type ResourcePolicy } from "../../policy.ts";
import { isDay } from "../../resources/calendar-day.ts";
import { textOf } from "../../resources/inputs.ts";
import { SECRET } from "../../resources/types.ts";
import { violation, type Fault } from "../../violation.ts";

/** KEY-01. */
export const secretExpiry: ResourcePolicy = {
  id: "KEY-01",
  slug: "secret-expiry",
  title: { en: "A secret has an end that is not past", vi: "Bí mật có ngày hết hạn chưa qua" },
  kind: "resource",
  level: "mandatory",
  levelNote: { en: "advisory for a secret without an end", vi: "khuyến nghị đối với bí mật không có ngày hết hạn" },
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Barbican API reference, secrets: expiration"],
  why: {
    en: "A secret without an end stays good after everybody has forgotten who has it. Past its end Barbican gives it out no more, and what needs it stops.",
    vi: "Bí mật không có ngày hết hạn vẫn dùng được khi không ai còn nhớ ai đang giữ. Quá hạn thì Barbican không cấp nữa, và hệ thống cần đến nó sẽ dừng.",
  },
  fix: {
    en: "set expiration to the day on which the secret is changed at the latest",
    vi: "đặt expiration là ngày muộn nhất phải đổi bí mật",
  },
  check(secret, context) {
    if (secret.type !== SECRET) return [];
    const fault = lifetime(textOf(secret.inputs["expiration"]), context);
    return fault ? [violation(secretExpiry, secret, fault)] : [];
  },
};

const WANTED = { en: "an end that lies ahead", vi: "ngày hết hạn còn ở phía trước" };

function lifetime(end: string | typeof UNKNOWN | undefined, { date }: PolicyContext): Fault | undefined {
  if (end === UNKNOWN) return undefined;
  if (end === undefined)
    return { found: { en: "never expires", vi: "không bao giờ hết hạn" }, wanted: WANTED, level: "advisory" };
  const day = end.slice(0, 10);
  if (!isDay(day) || Number.isNaN(Date.parse(end)))
    return {
      found: { en: `has the expiration "${end}", which is no time`, vi: `có expiration “${end}” không phải thời điểm` },
      wanted: WANTED,
    };
  // ISO dates compare as texts. Without a day of judgement nobody can say what is past.
  if (date === undefined || day >= date) return undefined;
  return { found: { en: `expired on ${day}`, vi: `đã hết hạn ngày ${day}` }, wanted: WANTED };
}
