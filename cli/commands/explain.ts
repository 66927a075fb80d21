import type { Command } from "commander";
import { repositoryRoot } from "../../infra/repository/repository.ts";
import { explain, nearestKey, type Explanation } from "../../model/editor/explain.ts";
import { readCatalogues } from "../../model/load.ts";
import type { Language } from "../../model/text.ts";
import { style } from "../report/style.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { languageOption } from "../terminal/stacks-options.ts";

/** `province explain`: what a key of the YAML does, from the same model that checks the files. */
export function register(program: Command): void {
  program
    .command("explain")
    .description("print what a key of stacks/ does: type, default, allowed values, example")
    .argument("[key]", "such as servers.web.replicas; without it, the keys of an agency's file")
    .option("--json", "one JSON document")
    .addOption(languageOption())
    .action((key: string | undefined, options: { json?: boolean; lang: Language }) => {
      const found = explain(key ?? "", options.lang, readCatalogues(repositoryRoot()));
      const shown = key === undefined ? found.slice(0, 1) : found;
      if (shown.length === 0) throw new UserError(unknownKey(key ?? "", options.lang));
      if (options.json) process.stdout.write(`${JSON.stringify({ keys: shown }, null, 2)}\n`);
      else console.log(shown.map((explanation) => textOf(explanation, options.lang)).join("\n\n"));
    });
}

function unknownKey(key: string, lang: Language): string {
  const near = nearestKey(key);
  if (lang === "vi") return `Không có khóa \`${key}\`.${near ? ` Có phải \`${near}\`?` : ""} Xem: province explain`;
  return `There is no key \`${key}\`.${near ? ` Did you mean \`${near}\`?` : ""} See: province explain`;
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

function textOf(explanation: Explanation, lang: Language): string {
  const { key, file, description, type, required, allowed, examples, keys } = explanation;
  const say = words[lang];
  const last = key.split(".").at(-1) ?? "";
  const facts: [string, string][] = [[say.type, `${type}${required ? ` (${say.required})` : ""}`]];
  if (explanation.default !== undefined) facts.push([say.default, explanation.default]);
  if (allowed) facts.push([say.allowed, allowed.join(", ")]);
  for (const example of examples) facts.push([say.example, `${last}: ${example}`]);
  const width = Math.max(...facts.map(([name]) => name.length));
  const longest = Math.max(0, ...keys.map((below) => below.key.length));
  return [
    `${style("bold", key || file)}${key ? style("dim", `  ${say.in} ${file}`) : ""}`,
    `  ${description}`,
    ...(key ? facts.map(([name, value]) => `  ${style("dim", name.padEnd(width))}  ${value}`) : []),
    ...(keys.length > 0 ? [`  ${style("dim", say.keys)}`] : []),
    ...keys.map((below) => `    ${below.key.padEnd(longest)}  ${below.required ? "* " : ""}${below.description}`),
  ].join("\n");
}
