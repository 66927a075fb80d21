import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { newComponent } from "./component.ts";
import { newPolicy } from "./policy.ts";
import { Refusal, ROOT, type Scaffold } from "./scaffold.ts";

const program = new Command("npm run new --")
  .description("writes the files that every policy and every component has, with red tests to fill in")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
program
  .command("policy")
  .description("a policy: its rule, test and examples, and its place in the lists")
  .argument("<id>", "the next of its area, such as NET-14")
  .argument("[name]", "in words, such as subnet-has-name; default the id")
  .action((id: string, name?: string) => write(() => newPolicy(id, name)));
program
  .command("component")
  .description("a component: its class, example, README and test, its export and its row in the documentation")
  .argument("<name>", "in words, such as server-group")
  .action((name: string) => write(() => newComponent(name)));
program.parse();

function write(make: () => Scaffold): void {
  const { files, next } = made(make);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(ROOT, file)), { recursive: true });
    writeFileSync(join(ROOT, file), text);
  }
  const sources = Object.keys(files).filter((file) => file.endsWith(".ts"));
  execFileSync(join(ROOT, "node_modules/.bin/oxfmt"), sources, { cwd: ROOT });
  console.log(`Written:\n${lines(Object.keys(files))}\nWhat is left to do:\n${lines(next)}`);
}

function made(make: () => Scaffold): Scaffold {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refusal) program.error(`error: ${error.message}. Nothing was written.`);
    throw error;
  }
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `  ${text}`).join("\n");
}
