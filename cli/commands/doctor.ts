import type { Command } from "commander";
import { englishReplacer, inBoth, type Progress, textOf } from "../../model/text.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, type OutputOptions } from "../terminal/output-options.ts";

/** `province doctor`: what is there, where, which version, and what to do. */
export function register(program: Command): void {
  addOutput(program.command("doctor"))
    .description(
      say({
        en: "show what was found of Node, the engine, its providers, the state and the cloud, and what to do",
        vi: "cho biết Node, bộ máy Pulumi, các provider, trạng thái và đám mây ra sao, và cần làm gì",
      }),
    )
    .option("--json", say({ en: "one JSON array", vi: "một mảng JSON" }))
    .option("--fix", say({ en: "set the engine up where it is missing", vi: "cài bộ máy Pulumi nếu còn thiếu" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province doctor", { en: "what is there, and what to do", vi: "có gì, và cần làm gì" }],
          ["province doctor --fix", { en: "sets the engine up", vi: "cài bộ máy Pulumi" }],
        ],
        exits: { failed: { en: "something is wrong, not only missing", vi: "có điều sai, không chỉ là thiếu" } },
      }),
    )
    .action(async (options: OutputOptions & { json?: boolean; fix?: boolean }) => {
      if (options.fix) await fix();
      const { inspectEngine } = await import("../../engine/setup/inspect.ts");
      const findings = [...(await inspectEngine()), (await namedCloud()) ?? (await localCloud())];
      const { writeOutput } = await import("../report/write-output.ts");
      const json = JSON.stringify(findings, englishReplacer, 2);
      await writeOutput(`${options.json ? json : await findingsText(findings)}\n`, options.output);
      if (findings.some((f) => f.state === "problem")) process.exitCode = exitCode.failed;
    });
}

type Finding = import("../../engine/setup/inspect.ts").Finding;

async function fix(): Promise<void> {
  const { ensureEngine } = await import("../../engine/engine.ts");
  const { runParts } = await import("../terminal/progress.ts");
  const run = async (progress: Progress): Promise<void> => void (await ensureEngine({ progress }));
  await runParts(
    [{ title: say({ en: "engine: Pulumi and its providers", vi: "bộ máy: Pulumi và các provider" }), run }],
    {},
  );
}

/** The login to the cloud that OS_* names; undefined where they name none. */
async function namedCloud(): Promise<Finding | undefined> {
  const { namedTarget } = await import("../cloud/target.ts");
  const target = namedTarget();
  if (target?.kind !== "named") return undefined;
  const what = { en: "cloud", vi: "đám mây" };
  const { operatorLogin } = await import("../cloud/login.ts");
  try {
    await operatorLogin(process.env);
    return { what, state: "found", where: target.label, note: LETS_IN };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const lines = inBoth((language) => textOf(error.cause ?? error)[language]);
    const note = inBoth((language) => lines[language].split("\n")[0] ?? "");
    const todo = inBoth((language) =>
      lines[language]
        .split("\n")
        .slice(1)
        .map((line) => line.trim())
        .join(" "),
    );
    return { what, state: "problem", where: target.label, note, todo };
  }
}

const LETS_IN = { en: "lets in, and its services answer", vi: "đăng nhập được, các dịch vụ đều trả lời" };

async function localCloud(): Promise<Finding> {
  const what = { en: "local cloud", vi: "đám mây trên máy" };
  const { cloudSupport } = await import("../../local-cloud/support.ts");
  const { ok, reason } = cloudSupport();
  if (ok) return { what, state: "found", note: { en: "can run on this machine", vi: "chạy được trên máy này" } };
  const todo = {
    en: "Set OS_CLOUD to a cloud you have, or run on Linux as root.",
    vi: "Hãy đặt OS_CLOUD là đám mây đã có, hoặc chạy trên Linux bằng root.",
  };
  return { what, state: "missing", note: reason, todo };
}

async function findingsText(findings: readonly Finding[]): Promise<string> {
  const { style } = await import("../report/style.ts");
  const marks = { found: style("green", "✔"), missing: style("yellow", "○"), problem: style("red", "✖") };
  const width = Math.max(...findings.map((f) => say(f.what).length));
  const lines = findings.flatMap(({ what, state, version, where, note }) => {
    const [first = "", ...more] = [note && say(note), where].filter((line): line is string => !!line);
    return [
      `${marks[state]} ${say(what).padEnd(width)}  ${(version ?? "").padEnd(8)}  ${first}`.trimEnd(),
      ...more.map((line) => `${" ".repeat(width + 14)}${style("dim", line)}`),
    ];
  });
  const todos = findings.flatMap(({ what, todo }) => (todo === undefined ? [] : [`  ${say(what)}: ${say(todo)}`]));
  const head = todos.length > 0 ? [say({ en: "\nWhat to do:", vi: "\nCần làm:" })] : [];
  return [...lines, ...head, ...todos].join("\n");
}
