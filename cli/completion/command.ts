import { Argument, type Command } from "commander";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, type OutputOptions } from "../terminal/output-options.ts";
import type { Values, Word } from "./places.ts";
import { completionScript, SHELLS, type Shell } from "./scripts.ts";

/** `province completion SHELL`: the script by which a shell completes commands, options, and codes of agencies. */
export function register(program: Command, wholeProgram: () => Promise<Command>): void {
  addOutput(program.command("completion"))
    .description(
      say({
        en: "the script that completes commands, options and codes in a shell",
        vi: "đoạn mã để shell tự hoàn thành lệnh, tùy chọn và mã cơ quan",
      }),
    )
    .addArgument(new Argument("<shell>", say({ en: "the shell it is for", vi: "shell sẽ dùng" })).choices([...SHELLS]))
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          [
            "province completion bash --output ~/.province-completion.bash",
            { en: "then `source` that file in ~/.bashrc", vi: "rồi `source` tệp đó trong ~/.bashrc" },
          ],
          [
            "province completion zsh --output ~/.province-completion.zsh",
            { en: "then `source` it in ~/.zshrc, after `compinit`", vi: "rồi `source` trong ~/.zshrc, sau `compinit`" },
          ],
          [
            "province completion fish --output ~/.config/fish/conf.d/province.fish",
            { en: "fish reads it by itself", vi: "fish tự đọc tệp này" },
          ],
          [
            "province completion powershell --output province.ps1",
            { en: "then `. ./province.ps1` in $PROFILE", vi: "rồi `. ./province.ps1` trong $PROFILE" },
          ],
        ],
      }),
    )
    .action(async (shell: Shell, options: OutputOptions) => {
      const { placesOf } = await import("./places.ts");
      const { writeOutput } = await import("../report/write-output.ts");
      const places = placesOf(await wholeProgram(), await knownValues());
      await writeOutput(completionScript(shell, places), options.output);
    });
}

/** What stacks/ and the policies name, by the arguments that take it; also of stacks/ with faults what can be read. */
async function knownValues(): Promise<Values> {
  const { openStacks } = await import("../../infra/repository/stacks.ts");
  const { stackNamesOf } = await import("../../infra/stack-names.ts");
  const { allPolicies } = await import("../../policies/all.ts");
  const tenants = new Map(openStacks().tenants.map((tenant) => [tenant.code, tenant]));
  const named = (codes: Iterable<string>): Word[] =>
    [...codes].map((word) => ({ word, does: tenants.get(word)?.name ?? "" }));
  const enrolled = [...tenants.values()].flatMap((tenant) => (tenant.enrolled ? [tenant.code] : []));
  const site = named(tenants.keys());
  const ids = allPolicies.map(({ id, title }) => ({ word: id, does: say(title) }));
  const stack = named(stackNamesOf({ tenants: Object.fromEntries(tenants) }));
  return { agency: named(enrolled), stack, site, code: site, id: ids, ids };
}
