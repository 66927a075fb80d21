import type { Text } from "../../messages/text.ts";
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
  title: {
    en: "Application credentials are restricted and end within a year",
    vi: "Thông tin xác thực ứng dụng bị giới hạn quyền và hết hạn trong một năm",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Keystone, Application Credentials", "NĐ 85/2016/NĐ-CP"],
  why: {
    en: "An application credential lies in files and pipelines, and whoever finds it is the application. Unrestricted it can make more of itself, and without an end it outlives everybody who knew of it.",
    vi: "Thông tin xác thực ứng dụng nằm trong tệp và quy trình tự động, ai tìm thấy thì trở thành ứng dụng đó. Không giới hạn thì nó tạo thêm được bản khác; không có hạn thì nó tồn tại lâu hơn mọi người biết về nó.",
  },
  fix: {
    en: "leave unrestricted out, and set expiresAt to a day within a year",
    vi: "bỏ unrestricted, và đặt expiresAt là một ngày trong vòng một năm",
  },
  check(credential, context) {
    if (credential.type !== APPLICATION_CREDENTIAL) return [];
    const faults: Fault[] = [];
    if (booleanOf(credential.inputs["unrestricted"]) === true) {
      faults.push({
        found: {
          en: "is unrestricted: it can make further credentials and trusts",
          vi: "không bị giới hạn: có thể tạo thêm thông tin xác thực và ủy thác",
        },
        wanted: { en: "a restricted credential", vi: "thông tin xác thực bị giới hạn quyền" },
        fix: { en: "remove unrestricted, or set it to false", vi: "bỏ unrestricted, hoặc đặt thành false" },
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
    if (end)
      faults.push({
        found: end,
        wanted: { en: "an end within a year", vi: "hạn trong vòng một năm" },
        fix: { en: "set expiresAt to a day within a year", vi: "đặt expiresAt là một ngày trong vòng một năm" },
      });
    return faults.map((fault) => violation(appCredential, credential, fault));
  },
};

/** What is wrong with its end, or undefined. */
function lifetime(credential: JudgedResource, { date }: PolicyContext): Text | undefined {
  const text = textOf(credential.inputs["expiresAt"]);
  if (text === UNKNOWN) return undefined;
  if (text === undefined) return { en: "never expires", vi: "không bao giờ hết hạn" };
  const day = text.slice(0, 10);
  if (!isDay(day) || Number.isNaN(Date.parse(text)))
    return { en: `has the expiresAt "${text}", which is no time`, vi: `có expiresAt “${text}”, không phải thời điểm` };
  // ISO dates compare as texts. Without a day of judgement nobody can say how long it lasts.
  return date !== undefined && day > yearAfter(date)
    ? { en: `expires on ${day}, more than a year after ${date}`, vi: `hết hạn ngày ${day}, hơn một năm sau ${date}` }
    : undefined;
}
