import { z } from "zod";
import { expectedCounts } from "./counts.ts";
import { code, label, text, unitForm, unitKind } from "./fields.ts";

const unitCode = (en: string, vi: string) => code({ en, vi, examples: ["15061"] });
const unitCodes = (en: string, vi: string) =>
  z.array(unitCode("Code of a unit.", "Mã đơn vị.")).meta({ en, vi, examples: [["15064", "15067"]] });

const newName = label({ en: "Name from this day on.", vi: "Tên từ ngày này.", examples: ["Xã Ngọc Lặc"] });
const newForm = unitForm.meta({
  en: "Form of a district or commune.",
  vi: "Loại đơn vị hành chính.",
  examples: ["commune"],
});
const area = unitCode("Code of the area whose network it belongs to.", "Mã vùng kết nối của đơn vị.");
const owner = unitCode("Code of the agency that answers for it.", "Mã cơ quan chịu trách nhiệm.");

const inferred = text({
  en: "Why this is known, when no document says it; the load tells it.",
  vi: "Căn cứ suy ra, khi không có văn bản nào ghi; hệ thống sẽ báo.",
  examples: ["it took the name"],
}).optional();

const kindOf = <K extends string>(kind: K, en: string, vi: string) =>
  z.literal(kind).meta({ en, vi, examples: [kind] });

const event = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: kindOf("merge", "Units end in one that goes on, or in a new one.", "Nhập vào một đơn vị còn lại hoặc mới."),
      into: unitCode("Unit that goes on, or a new one.", "Đơn vị tiếp tục, hoặc đơn vị mới."),
      // Without `into` itself; a unit of `partsOf` goes on only where another event says so.
      from: unitCodes("Units that end in it as a whole.", "Các đơn vị nhập toàn bộ."),
      partsOf: unitCodes("Units of which it takes a part.", "Các đơn vị nhập một phần.").optional(),
      // Without it a new unit gets new addresses.
      continues: unitCode(
        "Unit of `from` whose addresses go on under the new code of `into`.",
        "Đơn vị trong `from` mà địa chỉ được giữ nguyên dưới mã mới ở `into`.",
      ).optional(),
      name: newName.optional(),
      form: newForm.optional(),
      inferred,
    }),
    z.strictObject({
      kind: kindOf("split", "New units leave one that goes on.", "Tách đơn vị mới từ đơn vị còn lại."),
      unit: unitCode("Unit that goes on.", "Đơn vị tiếp tục."),
      into: z
        .array(
          z
            .strictObject({
              code: unitCode("Code of the new unit.", "Mã đơn vị mới."),
              name: newName,
              form: newForm.optional(),
              area: area.optional(),
            })
            .meta({ en: "A new unit.", vi: "Một đơn vị mới." }),
        )
        .min(1)
        .meta({ en: "The new units.", vi: "Các đơn vị mới." }),
      inferred,
    }),
    z.strictObject({
      kind: kindOf("rename", "Another name or form under the same code.", "Đổi tên hoặc loại, giữ nguyên mã."),
      unit: unitCode("The unit.", "Đơn vị."),
      name: newName,
      form: newForm.optional(),
      inferred,
    }),
    z.strictObject({
      // Another area: it is wired elsewhere from now on, and keeps its addresses (AP-12).
      kind: kindOf("transfer", "Another area, district or owner.", "Đổi vùng kết nối, huyện hoặc cơ quan quản lý."),
      unit: unitCode("The unit.", "Đơn vị."),
      area: area.optional(),
      district: unitCode("Code of its district.", "Mã huyện.").optional(),
      owner: owner.optional(),
      inferred,
    }),
    z.strictObject({
      kind: kindOf("dissolve", "The unit ends.", "Giải thể đơn vị."),
      unit: unitCode("The unit.", "Đơn vị."),
      successor: unitCode("Who takes over its duties.", "Đơn vị kế thừa.").optional(),
      inferred,
    }),
    z.strictObject({
      kind: kindOf("found", "A new unit.", "Thành lập đơn vị mới."),
      unit: unitCode("Its code.", "Mã đơn vị."),
      unitKind: unitKind.meta({ en: "What it is.", vi: "Loại đơn vị.", examples: ["department"] }),
      name: newName,
      form: newForm.optional(),
      area: area.optional(),
      owner: owner.optional(),
      inferred,
    }),
  ])
  .meta({ en: "One event.", vi: "Một sự kiện.", examples: [{ kind: "rename", unit: "bdt", name: "Sở Dân tộc" }] });

/** stacks/province/reforms/<date>.yaml */
export const reformSchema = z
  .strictObject({
    date: z.iso.date().meta({
      en: "First day on which it holds, also the file's name.",
      vi: "Ngày có hiệu lực, cũng là tên tệp.",
      examples: ["2025-07-01"],
    }),
    document: text({ en: "Legal document.", vi: "Văn bản pháp lý.", examples: ["Nghị quyết số 1686/NQ-UBTVQH15"] }),
    title: text({ en: "What it is, in a few words.", vi: "Nội dung tóm tắt.", examples: ["Sắp xếp cấp xã"] }),
    expected: expectedCounts.optional(),
    events: z.array(event).meta({ en: "What happens on that day.", vi: "Các sự kiện trong ngày đó." }),
  })
  .meta({
    title: "Reform",
    en: "What one legal document does to units on one day. Units are named by code alone (AP-16).",
    vi: "Một văn bản làm thay đổi các đơn vị trong một ngày. Đơn vị chỉ ghi theo mã (AP-16).",
  });

/** One reform: the events of one day and one document. */
export type Reform = z.output<typeof reformSchema>;

/**
 * What can happen to units and their addresses. A code that goes on after an event is the same unit and keeps its
 * addresses (AP-12).
 */
export type ReformEvent = Reform["events"][number];
