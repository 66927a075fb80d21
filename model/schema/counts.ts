import { z } from "zod";
import { unitForm, whole } from "./fields.ts";

const count = (en: string, vi: string, example: number) => whole(0, 100_000, { en, vi, examples: [example] });

/** Official numbers of administrative units, against which the load holds its own. */
export const expectedCounts = z
  .strictObject({
    district: count("Units of district level.", "Số đơn vị cấp huyện.", 27),
    commune: count("Units of commune level.", "Số đơn vị cấp xã.", 559),
    forms: z
      .partialRecord(unitForm, count("Units of this form.", "Số đơn vị loại này.", 60))
      .meta({
        en: "The same by form.",
        vi: "Số lượng theo loại.",
        examples: [{ ward: 60, township: 30, commune: 469 }],
      })
      .optional(),
  })
  .meta({
    en: "Official counts; the load tells where its own differ.",
    vi: "Số lượng chính thức; hệ thống báo khi số đếm được khác.",
    examples: [{ district: 27, commune: 559 }],
  });

export type ExpectedCounts = z.output<typeof expectedCounts>;
