import type { Command } from "commander";
import { languageOf } from "../../model/text.ts";
import type { PageLanguage } from "../report/page/words.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput } from "../terminal/output-options.ts";
import { asOfOption } from "../terminal/stacks-options.ts";

/** `province report`: pages for people who would rather look than read. */
export function register(program: Command): void {
  const report = program.command("report").description(
    say({
      en: "reports as files: the address plan, the agencies and the verdicts",
      vi: "báo cáo dưới dạng tệp: quy hoạch địa chỉ, các cơ quan và kết luận",
    }),
  );
  addOutput(report.command("plan"), "reports/plan.html")
    .description(
      say({
        en: "one HTML file with the address map, every agency's networks and the policies' verdict; opens from disk",
        vi: "một tệp HTML gồm bản đồ địa chỉ, mạng của mọi cơ quan và kết luận của các chính sách; mở thẳng từ đĩa",
      }),
    )
    .argument(
      "[stack...]",
      say({
        en: "stacks to judge; all of them when none is named (the page lists every agency anyway)",
        vi: "các stack cần đánh giá; không ghi thì là tất cả (trang vẫn liệt kê mọi cơ quan)",
      }),
    )
    .addOption(asOfOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province report plan", { en: "all of it", vi: "tất cả" }],
          [
            "province report plan stttt --output page.html",
            { en: "judges one agency", vi: "chỉ đánh giá một cơ quan" },
          ],
        ],
      }),
    )
    .action(async (stacks: string[], { output }: { output: string }) => {
      const { writePlanPage } = await import("../report/page/write.ts");
      // The page holds both languages; officers read Vietnamese.
      const lang: PageLanguage = process.env["PROVINCE_LANG"] ? languageOf() : "vi";
      await writePlanPage(stacks, { output, lang });
    });
}
