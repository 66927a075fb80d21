import { z } from "zod";
import { code, codeOf, label, text, unitKind } from "./fields.ts";

const unit = z
  .strictObject({
    code: code({
      en: "Official code (AP-16).",
      vi: "Mã chính thức (AP-16).",
      examples: ["stttt", "389", "15061", "dc-a"],
    }),
    kind: unitKind.meta({
      en: "What it is; decides from which part of the address plan it gets its block.",
      vi: "Loại đơn vị; quyết định phần địa chỉ được cấp.",
      examples: ["department"],
    }),
    name: label({ en: "Official name.", vi: "Tên chính thức.", examples: ["Sở Nội vụ"] }),
    area: codeOf("areas", {
      en: "For a commune: code of its area.",
      vi: "Với cấp xã: mã vùng kết nối.",
      examples: ["389"],
    }).optional(),
    owner: codeOf("units", {
      en: "Code of the agency that answers for it.",
      vi: "Mã cơ quan chịu trách nhiệm.",
      examples: ["stttt"],
      otherwise: { en: "the unit itself", vi: "chính đơn vị" },
    }).optional(),
  })
  .meta({ en: "One registered unit.", vi: "Một đơn vị trong sổ." });

const inferredUnits = z
  .strictObject({
    reason: text({
      en: "Why they are believed.",
      vi: "Lý do tin là có.",
      examples: ["the usual departments of a province in 2022"],
    }),
    units: z
      .array(codeOf("units", { en: "Code of a unit.", vi: "Mã đơn vị.", examples: ["snv"] }))
      .meta({ en: "Which ones.", vi: "Những đơn vị nào." }),
  })
  .meta({ en: "Units that are inferred, and why.", vi: "Các đơn vị được suy ra, và lý do." });

/** stacks/province/units.yaml */
export const unitsSchema = z
  .strictObject({
    units: z
      .array(unit)
      .meta({ en: "The register, in order of registration.", vi: "Sổ đăng ký, theo thứ tự đăng ký." }),
    offices: z
      .array(codeOf("units", { en: "Code of a unit.", vi: "Mã đơn vị.", examples: ["vpubnd"] }))
      .meta({
        en: "The only units that may write `kind: office`: offices of the People's Committee or Council.",
        vi: "Chỉ những đơn vị này được ghi `kind: office`: Văn phòng UBND, Văn phòng HĐND.",
        examples: [["vpubnd"]],
        otherwise: { en: "every department may", vi: "mọi sở, ban, ngành đều được" },
      })
      .optional(),
    inferred: z
      .array(inferredUnits)
      .meta({ en: "Units that no document vouches for.", vi: "Những đơn vị chưa có văn bản xác nhận." })
      .optional(),
  })
  .meta({
    title: "Units",
    en: "Organisations and places that hold addresses.",
    vi: "Các đơn vị được cấp địa chỉ.",
  });
