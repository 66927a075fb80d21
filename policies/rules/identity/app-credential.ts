import { UNKNOWN, type JudgedResource, type PolicyContext, type ResourcePolicy } from "../../policy.ts";
import { isDay, yearAfter } from "../../resources/calendar-day.ts";
import { booleanOf, knownList, knownText, textOf } from "../../resources/inputs.ts";
import { APPLICATION_CREDENTIAL } from "../../resources/types.ts";
import { violation, type Fault } from "../../violation.ts";
import { ADMIN } from "./roles.ts";

/** IAM-02. */
export const appCredential: ResourcePolicy = {
  id: "IAM-02",
  slug: "app-credential",
  title: "Application credentials are restricted and end within a year",
  kind: "resource",
  level: "mandatory",
  serves: ["modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Keystone, Application Credentials", "NĐ 85/2016/NĐ-CP"],
  why: "An application credential lies in files and pipelines, and whoever finds it is the application. Unrestricted it can make more of itself, and without an end it outlives everybody who knew of it.",
  fix: "leave unrestricted out, and set expiresAt to a day within a year",
  check(credential, context) {
    if (credential.type !== APPLICATION_CREDENTIAL) return [];
    const faults: Fault[] = [];
    if (booleanOf(credential.inputs["unrestricted"]) === true) {
      faults.push({
        found: "is unrestricted: it can make further credentials and trusts",
        wanted: "a restricted credential",
        fix: "remove unrestricted, or set it to false",
      });
    }
    if (knownList(credential.inputs["roles"]).some((role) => knownText(role)?.toLowerCase() === ADMIN)) {
      faults.push({
        found: { en: `holds the role ${ADMIN}`, vi: `mang vai trò ${ADMIN}` },
        wanted: { en: "the roles that the application needs", vi: "chỉ các vai trò mà ứng dụng cần" },
        fix: { en: "name member or a narrower role in roles", vi: "ghi member hoặc vai trò hẹp hơn trong roles" },
      });
    }
    const end = lifetime(credential, context);
    if (end) faults.push({ found: end, wanted: "an end within a year", fix: "set expiresAt to a day within a year" });
    return faults.map((fault) => violation(appCredential, credential, fault));
  },
};

/** What is wrong with its end, or undefined. */
function lifetime(credential: JudgedResource, { date }: PolicyContext): string | undefined {
  const text = textOf(credential.inputs["expiresAt"]);
  if (text === UNKNOWN) return undefined;
  if (text === undefined) return "never expires";
  const day = text.slice(0, 10);
  if (!isDay(day) || Number.isNaN(Date.parse(text))) return `has the expiresAt "${text}", which is no time`;
  // ISO dates compare as texts. Without a day of judgement nobody can say how long it lasts.
  return date !== undefined && day > yearAfter(date) ? `expires on ${day}, more than a year after ${date}` : undefined;
}
