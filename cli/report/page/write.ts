import { openRepository } from "../../../infra/repository/repository.ts";
import { stackVerdicts } from "../../judged-stacks.ts";
import { say } from "../../terminal/language.ts";
import { writeOutput } from "../write-output.ts";
import { pageData } from "./page-data.ts";
import { planPage } from "./page.ts";
import type { PageLanguage } from "./words.ts";

/** Judges the stacks and writes the page, whole or not at all. Throws `UserError` on bad input. */
export async function writePlanPage(
  stacks: readonly string[],
  { output, lang }: { output: string; lang: PageLanguage },
): Promise<void> {
  const verdicts = await stackVerdicts(stacks);
  const page = planPage(pageData(openRepository(), verdicts), lang);
  await writeOutput(page, output);
  console.log(
    `${output}: ${(Buffer.byteLength(page) / 1024).toFixed(0)} KiB, ${say({ en: "open it in a browser", vi: "mở bằng trình duyệt" })}`,
  );
}
