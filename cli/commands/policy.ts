import type { Command } from "commander";
import { languageOf } from "../../model/text.ts";
import { pulumiName } from "../../policies/level.ts";
import type { Policy } from "../../policies/policy.ts";
import { LEVEL_TERMS } from "../report/findings.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, type OutputOptions } from "../terminal/output-options.ts";

/** `province policy`: what the policies are, what they want and how to satisfy them. */
export function register(program: Command): void {
  const policy = program.command("policy").description(
    say({
      en: "the policies that judge every plan: list and explain them",
      vi: "các chính sách đánh giá mọi kế hoạch: liệt kê và giải thích",
    }),
  );
  addOutput(policy.command("list"))
    .description(say({ en: "one line for each policy", vi: "mỗi chính sách một dòng" }))
    .option(
      "--json",
      say({
        en: "id, name, title, level, kind, serves, source, why and fix of each",
        vi: "id, name, title, level, kind, serves, source, why và fix của từng chính sách",
      }),
    )
    .addHelpText("after", helpEnd({ examples: [["province policy list", { en: "all of them", vi: "tất cả" }]] }))
    .action(async (options: OutputOptions & { json?: boolean }) => {
      const { allPolicies } = await import("../../policies/all.ts");
      const { writeOutput } = await import("../report/write-output.ts");
      if (options.json) {
        return writeOutput(`${JSON.stringify({ policies: allPolicies.map(plain) }, null, 2)}\n`, options.output);
      }
      const { tableText } = await import("../report/table.ts");
      const rows = allPolicies.map(({ id, level, title }) => [id, say(LEVEL_TERMS[level]), say(title)]);
      const heads = ["id", say({ en: "level", vi: "mức" }), say({ en: "policy", vi: "chính sách" })];
      const more = say({
        en: "province policy explain <id> says more of one.",
        vi: "Xem kỹ một chính sách: province policy explain <id>",
      });
      await writeOutput(`${tableText(heads, rows)}\n${more}\n`, options.output);
    });
  addOutput(policy.command("explain"))
    .description(
      say({
        en: "what one policy wants, why, and how to satisfy it",
        vi: "một chính sách yêu cầu gì, vì sao, và làm thế nào để đạt",
      }),
    )
    .argument(
      "<id>",
      say({
        en: "such as NET-01, or the name in Pulumi's output",
        vi: "ví dụ NET-01, hoặc tên trong kết quả của Pulumi",
      }),
    )
    .option(
      "--json",
      say({
        en: "its metadata as `list --json` has it, and the page",
        vi: "metadata như `list --json`, và trang giải thích",
      }),
    )
    .addHelpText(
      "after",
      helpEnd({ examples: [["province policy explain NET-01", { en: "one of them", vi: "một chính sách" }]] }),
    )
    .action(async (id: string, options: OutputOptions & { json?: boolean }) => {
      const found = await find(id);
      const { examplesOf } = await import("../../policies/examples/examples-of.ts");
      const { policyPage } = await import("../../policies/pages/page.ts");
      const page = policyPage(found, await examplesOf(found), languageOf());
      const { writeOutput } = await import("../report/write-output.ts");
      await writeOutput(
        options.json ? `${JSON.stringify({ ...plain(found), page }, null, 2)}\n` : page,
        options.output,
      );
    });
}

/** What JSON tells of a policy, with its name in Pulumi's output. */
function plain(policy: Policy) {
  const { id, level, kind, serves, source } = policy;
  const [title, why, fix] = [policy.title, policy.why, policy.fix].map((text) => text.en);
  const levelNote = policy.levelNote && policy.levelNote.en;
  return { id, title, level, levelNote, kind, serves, source, why, fix, name: pulumiName(policy) };
}

/** The policy of an id, whatever its case, or of a name; a `UserError` with the nearest ids otherwise. */
async function find(wanted: string): Promise<Policy> {
  const { allPolicies } = await import("../../policies/all.ts");
  const key = wanted.toLowerCase();
  const found = allPolicies.find((each) => [each.id.toLowerCase(), each.slug, pulumiName(each)].includes(key));
  if (found) return found;
  const area = allPolicies.filter((each) => each.id.toLowerCase().startsWith(key.slice(0, 3)));
  const near = (area.length > 0 ? area : allPolicies).map((each) => each.id).join(", ");
  throw new UserError({
    en: `There is no policy ${wanted}. Did you mean one of ${near}? (province policy list)`,
    vi: `Không có chính sách ${wanted}. Có phải một trong ${near}? (province policy list)`,
  });
}
