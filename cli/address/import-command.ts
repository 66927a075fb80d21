import type { Command } from "commander";
import { addressReplacer } from "../../address-plan/prefixes/prefix.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";

/** `province address import`: networks from before the plan, and who is in whose way. */
export function registerImport(address: Command): void {
  address
    .command("import")
    .description(
      say({
        en: "take over networks that agencies run already, from CSV or a NetBox export, and report overlaps",
        vi: "tiếp nhận các mạng cơ quan đang dùng, từ CSV hoặc bản xuất của NetBox, và báo các chỗ chồng lấn",
      }),
    )
    .argument(
      "<file>",
      say({
        en: "CSV with the columns prefix and agency, or NetBox's export of prefixes (Prefix, Tenant)",
        vi: "CSV có cột prefix và agency, hoặc bản xuất tiền tố của NetBox (Prefix, Tenant)",
      }),
    )
    .option(
      "--write",
      say({ en: "add the rows to stacks/existing-prefixes.csv", vi: "thêm các dòng vào stacks/existing-prefixes.csv" }),
    )
    .option("--json", say({ en: "one JSON document", vi: "một tài liệu JSON" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          [
            "province address import networks.csv",
            { en: "shows what is new and what overlaps", vi: "xem mạng mới và chỗ chồng lấn" },
          ],
          ["province address import networks.csv --write", { en: "takes it over", vi: "tiếp nhận" }],
        ],
      }),
    )
    .action(async (file: string, options: { write?: boolean; json?: boolean }) => {
      const { openAddressWork } = await import("./open.ts");
      const { proposeImport } = await import("./existing.ts");
      const { importCounts } = await import("../../model/messages/existing.ts");
      const { added, known, planned, withoutTenant, overlaps, write } = proposeImport(openAddressWork(), file);
      if (options.write && added.length > 0) write();
      if (options.json) {
        const written = options.write === true && added.length > 0;
        console.log(JSON.stringify({ added, known, planned, withoutTenant, overlaps, written }, addressReplacer, 2));
        return;
      }
      const { overlapText } = await import("./overlap-text.ts");
      console.log(say(importCounts({ added: added.length, known, planned, withoutTenant })));
      console.log(overlapText(overlaps));
      if (added.length > 0) {
        console.log(
          options.write
            ? say({ en: "Added to stacks/existing-prefixes.csv.", vi: "Đã thêm vào stacks/existing-prefixes.csv." })
            : say({ en: "Nothing was written. Add --write.", vi: "Chưa ghi gì. Thêm --write." }),
        );
      }
    });
}
