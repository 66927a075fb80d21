import { z } from "zod";
import { codeOf, label, text } from "./fields.ts";

/** An approved exception from a policy. */
export const waiver = z
  .strictObject({
    policy: z
      .string()
      .regex(/^[A-Z0-9]{2,3}-[0-9]{2}$/)
      .meta({
        catalogue: "policies",
        en: "Id of the policy that does not hold (npx province policy list).",
        vi: "Mã chính sách được miễn trừ (npx province policy list).",
        examples: ["NET-01"],
      }),
    stack: codeOf("stacks", {
      en: "Stack in which it does not hold: `platform` or an agency's code.",
      vi: "Stack được miễn trừ: `platform` hoặc mã cơ quan.",
      examples: ["stttt"],
      otherwise: { en: "every stack", vi: "mọi stack" },
    }).optional(),
    resource: text({
      en: "Name or URN of the resources; `*` stands for any run of characters.",
      vi: "Tên hoặc URN của tài nguyên; `*` thay cho chuỗi ký tự bất kỳ.",
      examples: ["lan-*"],
    }),
    reason: text({
      en: "Why it can't be otherwise yet.",
      vi: "Lý do chưa thể tuân thủ.",
      examples: ["Máy in cũ không hỗ trợ IPv6"],
    }),
    approvedBy: label({ en: "Who approved it.", vi: "Người phê duyệt.", examples: ["Giám đốc Sở TT&TT"] }),
    expires: z.iso.date().meta({
      en: "Last day; past it the check fails (LIF-02).",
      vi: "Ngày cuối cùng; quá ngày này kiểm tra sẽ không đạt (LIF-02).",
      examples: ["2023-06-30"],
    }),
    document: text({
      en: "Number of the document that approved it.",
      vi: "Số văn bản phê duyệt.",
      examples: ["12/QĐ-STTTT"],
    }).optional(),
  })
  .meta({ en: "One exception.", vi: "Một miễn trừ." });

/** stacks/waivers.yaml */
export const waiversSchema = z
  .strictObject({
    waivers: z.array(waiver).meta({ en: "All exceptions.", vi: "Các miễn trừ." }),
  })
  .meta({
    title: "Waivers",
    en: "Exceptions from policies, each with a reason, an approver and an end.",
    vi: "Các miễn trừ chính sách, mỗi miễn trừ có lý do, người phê duyệt và thời hạn.",
  });
