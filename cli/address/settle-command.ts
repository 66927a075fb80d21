import { type Command, Option } from "commander";
import type { Side } from "../../address-plan/reforms/settle.ts";
import { writeOutput } from "../report/write-output.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { jsonOption, type OutputOptions } from "../terminal/output-options.ts";

/** `province address settle`: one ledger of what two branches added. */
export function registerSettle(address: Command): void {
  address
    .command("settle")
    .description(
      say({
        en: "join the ledger after a merge in which both branches gave out addresses",
        vi: "ghép sổ cấp phát sau khi gộp hai nhánh cùng cấp địa chỉ",
      }),
    )
    .addOption(
      new Option(
        "--keep <side>",
        say({
          en: "whose lines stay as they are: ours (checked out) or theirs (merged in)",
          vi: "giữ nguyên dòng của bên nào: ours (nhánh đang mở) hoặc theirs (nhánh được gộp vào)",
        }),
      )
        .choices(["ours", "theirs"])
        .default("ours"),
    )
    .option("--write", say({ en: "write the joined ledger", vi: "ghi sổ đã ghép" }))
    .addOption(jsonOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address settle", { en: "shows what moves", vi: "xem những gì thay đổi" }],
          ["province address settle --write", { en: "writes it", vi: "ghi" }],
        ],
      }),
    )
    .action(async ({ keep, write, json, output }: OutputOptions & { keep: Side; write?: boolean; json?: boolean }) => {
      const { openSettlement, settlementText } = await import("./settle.ts");
      const work = openSettlement(keep);
      if (write) work?.write();
      if (json) {
        const { kept = [], settled = [] } = work?.settlement ?? {};
        const all = { kept, settled, written: work !== undefined && write === true };
        return writeOutput(`${JSON.stringify(all, null, 2)}\n`, output);
      }
      const end =
        work === undefined
          ? { en: "The ledger is one: there is nothing to settle.", vi: "Sổ là một: không có gì phải ghép." }
          : write
            ? {
                en: "The ledger is joined. Look at it with `province address check`, then commit the merge.",
                vi: "Sổ đã ghép. Hãy xem bằng `province address check`, rồi lưu lần gộp.",
              }
            : {
                en: "Nothing was written. Add --write to join the ledger.",
                vi: "Chưa ghi gì. Thêm --write để ghép sổ.",
              };
      const lines = [...(work ? [settlementText(work.settlement)] : []), say(end)];
      await writeOutput(`${lines.join("\n")}\n`, output);
    });
}
