import { z } from "zod";
import { text } from "./fields.ts";

const result = (en: string, vi: string) =>
  z
    .enum(["pass", "fail"])
    .meta({ en, vi, examples: ["pass"] })
    .optional();

/** What speaks for a stage of an agency's transition (LIF-01). */
export const evidence = z
  .strictObject({
    tests: z
      .strictObject({
        functional: result("Whether it does what it did before.", "Chức năng có hoạt động như trước hay không."),
        feature: result("Whether all of it works over IPv6.", "Mọi tính năng có hoạt động qua IPv6 hay không."),
        performance: result("Whether it is as fast as before.", "Hiệu năng có như trước hay không."),
        security: result("Whether it is as well protected over IPv6.", "Mức bảo vệ qua IPv6 có tương đương hay không."),
      })
      .meta({
        en: "Results of the four tests; stage verified needs all of them passed.",
        vi: "Kết quả bốn phép thử; bước verified cần cả bốn đều đạt.",
        examples: [{ functional: "pass", security: "fail" }],
      })
      .optional(),
    fallback: text({
      en: "The way back when something fails.",
      vi: "Phương án quay lui khi có sự cố.",
      examples: ["Trả bản ghi DNS về địa chỉ cũ"],
    }).optional(),
    risks: z
      .array(text({ en: "One risk.", vi: "Một rủi ro.", examples: ["Máy in cũ không có IPv6"] }))
      .min(1)
      .meta({
        en: "What may go wrong, and what is done about it.",
        vi: "Những rủi ro và cách xử lý.",
        examples: [["Máy in cũ không có IPv6"]],
      })
      .optional(),
  })
  .meta({
    en: "What speaks for the stage: production and later stages need four passed tests, a fallback and risks (LIF-01).",
    vi: "Căn cứ cho bước chuyển đổi: từ bước production cần bốn phép thử đạt, phương án quay lui và danh sách rủi ro (LIF-01).",
    examples: [{ tests: { functional: "pass" } }],
    otherwise: { en: "nothing is written down", vi: "chưa ghi nhận gì" },
  });
