import type { Command } from "commander";
import type { Side } from "../../address-plan/reforms/settle.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";

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
    .option(
      "--keep <side>",
      say({
        en: "whose lines stay as they are: ours (checked out) or theirs (merged in)",
        vi: "giữ nguyên dòng của bên nào: ours (nhánh đang mở) hoặc theirs (nhánh được gộp vào)",
      }),
      "ours",
    )
    .option("--write", say({ en: "write the joined ledger", vi: "ghi sổ đã ghép" }))
    .option("--json", say({ en: "one JSON document", vi: "một tài liệu JSON" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address settle", { en: "shows what moves", vi: "xem những gì thay đổi" }],
          ["province address settle --write", { en: "writes it", vi: "ghi" }],
        ],
      }),
    )
    .action(async ({ keep, write, json }: { keep: string; write?: boolean; json?: boolean }) => {
      const side = (["ours", "theirs"] as const).find((each): each is Side => each === keep);
      if (side === undefined)
        throw new UserError({
          en: `--keep ${keep}: it is ours or theirs.`,
          vi: `--keep ${keep}: hãy ghi ours hoặc theirs.`,
        });
      const { openSettlement, settlementText } = await import("./settle.ts");
      const work = openSettlement(side);
      if (write) work?.write();
      if (json) {
        const { kept = [], settled = [] } = work?.settlement ?? {};
        console.log(JSON.stringify({ kept, settled, written: work !== undefined && write === true }, null, 2));
      } else if (work === undefined)
        console.log(
          say({ en: "The ledger is one: there is nothing to settle.", vi: "Sổ là một: không có gì phải ghép." }),
        );
      else {
        console.log(settlementText(work.settlement));
        console.log(
          write
            ? say({
                en: "The ledger is joined. Look at it with `province address check`, then commit the merge.",
                vi: "Sổ đã ghép. Hãy xem bằng `province address check`, rồi lưu lần gộp.",
              })
            : say({
                en: "Nothing was written. Add --write to join the ledger.",
                vi: "Chưa ghi gì. Thêm --write để ghép sổ.",
              }),
        );
      }
    });
}
