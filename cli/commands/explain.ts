import type { Command } from "commander";
import { repositoryRoot } from "../../infra/repository/repository.ts";
import { explain, nearestKey, type Explanation } from "../../model/editor/explain.ts";
import { readCatalogues } from "../../model/load.ts";
import { languageOf, type Text } from "../../model/text.ts";
import { style } from "../report/style.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, type OutputOptions } from "../terminal/output-options.ts";

/** `province explain`: what a key of the YAML does, from the same model that checks the files. */
export function register(program: Command): void {
  addOutput(program.command("explain"))
    .description(
      say({
        en: "print what a key of stacks/ does: type, default, allowed values, example",
        vi: "giải thích một khóa trong stacks/: kiểu, mặc định, giá trị cho phép, ví dụ",
      }),
    )
    .argument(
      "[key]",
      say({
        en: "such as servers.web.replicas; without it, the keys of an agency's file",
        vi: "ví dụ servers.web.replicas; không ghi thì là các khóa của tệp cơ quan",
      }),
    )
    .option("--json", say({ en: "one JSON document", vi: "một tài liệu JSON" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province explain", { en: "the keys of an agency's file", vi: "các khóa của tệp cơ quan" }],
          ["province explain servers.web.replicas", { en: "one key", vi: "một khóa" }],
        ],
      }),
    )
    .action(async (key: string | undefined, options: OutputOptions & { json?: boolean }) => {
      const found = explain(key ?? "", languageOf(), readCatalogues(repositoryRoot()));
      const shown = key === undefined ? found.slice(0, 1) : found;
      if (shown.length === 0) throw new UserError(unknownKey(key ?? ""));
      const json = `${JSON.stringify({ keys: shown }, null, 2)}\n`;
      const { writeOutput } = await import("../report/write-output.ts");
      await writeOutput(options.json ? json : `${shown.map(textOf).join("\n\n")}\n`, options.output);
    });
}

function unknownKey(key: string): Text {
  const near = nearestKey(key);
  return {
    en: `There is no key \`${key}\`.${near ? ` Did you mean \`${near}\`?` : ""} See: province explain`,
    vi: `Không có khóa \`${key}\`.${near ? ` Có phải \`${near}\`?` : ""} Xem: province explain`,
  };
}

const words = {
  en: {
    in: "in",
    type: "type",
    required: "required",
    default: "default",
    allowed: "allowed",
    example: "example",
    keys: "keys",
  },
  vi: {
    in: "trong",
    type: "kiểu",
    required: "bắt buộc",
    default: "mặc định",
    allowed: "cho phép",
    example: "ví dụ",
    keys: "các khóa",
  },
} as const;

function textOf(explanation: Explanation): string {
  const { key, file, description, type, required, allowed, examples, keys } = explanation;
  const names = words[languageOf()];
  const last = key.split(".").at(-1) ?? "";
  const facts: [string, string][] = [[names.type, `${type}${required ? ` (${names.required})` : ""}`]];
  if (explanation.default !== undefined) facts.push([names.default, explanation.default]);
  if (allowed) facts.push([names.allowed, allowed.join(", ")]);
  for (const example of examples) facts.push([names.example, `${last}: ${example}`]);
  const width = Math.max(...facts.map(([name]) => name.length));
  const longest = Math.max(0, ...keys.map((below) => below.key.length));
  return [
    `${style("bold", key || file)}${key ? style("dim", `  ${names.in} ${file}`) : ""}`,
    `  ${description}`,
    ...(key ? facts.map(([name, value]) => `  ${style("dim", name.padEnd(width))}  ${value}`) : []),
    ...(keys.length > 0 ? [`  ${style("dim", names.keys)}`] : []),
    ...keys.map((below) => `    ${below.key.padEnd(longest)}  ${below.required ? "* " : ""}${below.description}`),
  ].join("\n");
}
