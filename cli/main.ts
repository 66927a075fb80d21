import { Command, CommanderError } from "commander";
import { textOf } from "../model/text.ts";
import { exitCode, UserError } from "./terminal/exit-codes.ts";
import { speakHelp } from "./terminal/help.ts";
import { chooseLanguage, say, wordsOf } from "./terminal/language.ts";
import { languageOption } from "./terminal/stacks-options.ts";
import { usageError } from "./terminal/usage-errors.ts";
import { version } from "./version.ts";

/**
 * The commands, each in a module of its own that is loaded only when it is called: start-up time is part of the 1.5 s
 * that one agency's plan may take.
 */
const commands: Record<string, () => Promise<{ register(program: Command): void }>> = {
  up: () => import("./commands/up.ts"),
  plan: () => import("./commands/plan.ts"),
  check: () => import("./commands/check.ts"),
  diff: () => import("./commands/diff.ts"),
  verify: () => import("./commands/verify.ts"),
  destroy: () => import("./commands/destroy.ts"),
  deployer: () => import("./deployer/command.ts"),
  address: () => import("./commands/address.ts"),
  init: () => import("./commands/init.ts"),
  units: () => import("./commands/units.ts"),
  explain: () => import("./commands/explain.ts"),
  policy: () => import("./commands/policy.ts"),
  report: () => import("./commands/report.ts"),
  cloud: () => import("./commands/cloud.ts"),
  state: () => import("./commands/state.ts"),
  env: () => import("./commands/env.ts"),
  doctor: () => import("./commands/doctor.ts"),
  completion: async () => {
    const { register } = await import("./completion/command.ts");
    return { register: (program) => register(program, buildProgram) };
  },
};

/** The program with these commands, in the language that this process speaks; all of them without `names`. */
export async function buildProgram(names: readonly string[] = Object.keys(commands)): Promise<Command> {
  const program = new Command("province")
    .description(
      say({
        en: "A province's government cloud as code: plan, check, build and prove dual-stack OpenStack tenants",
        vi: "Đám mây chính quyền của một tỉnh dưới dạng mã: lập kế hoạch, kiểm tra, xây dựng và chứng minh hệ thống OpenStack có cả IPv4 và IPv6",
      }),
    )
    .version(version(), "-V, --version", say({ en: "show the version", vi: "hiện phiên bản" }))
    // What follows a command is the command's own: `--lang`, which all have, and `cloud shell node ls --all`.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(usageError(text)) });
  speakHelp(program);
  for (const name of names) (await commands[name]?.())?.register(program);
  finish(program, "province");
  return program;
}

/**
 * What every command has: `--lang`, and how wrong words on the command line end: by an error that `main` gets, and the
 * way to the help of that very command.
 */
function finish(command: Command, words: string): void {
  command.addOption(languageOption());
  command.exitOverride();
  command.showHelpAfterError(say({ en: `(see \`${words} --help\`)`, vi: `(xem \`${words} --help\`)` }));
  if (command.commands.length > 0) {
    const more = `${words} <${say({ en: "command", vi: "lệnh" })}> --help`;
    const what = {
      en: "each command's options, examples and exit codes",
      vi: "tùy chọn, ví dụ và mã thoát của từng lệnh",
    };
    command.addHelpText("after", `\n${more}: ${say(what)}`);
  }
  for (const each of command.commands) finish(each, `${words} ${each.name()}`);
}

/**
 * Faults of stacks/, and what the ledger can't take up, are bad input, whoever came upon them; what the engine and the
 * cloud refuse says itself what to do.
 */
async function readable(error: unknown): Promise<unknown> {
  if (error instanceof CommanderError || error instanceof UserError) return error;
  const { RepositoryError } = await import("../infra/repository/repository.ts");
  const { AllocationError } = await import("../address-plan/allocation/allocate.ts");
  const { ReformError } = await import("../address-plan/reforms/reform-result.ts");
  for (const BadInput of [RepositoryError, AllocationError, ReformError]) {
    if (error instanceof BadInput) return new UserError(textOf(error), exitCode.badInput);
  }
  const { EngineError } = await import("../engine/errors.ts");
  const { CloudApiError } = await import("../openstack/cloud-api-error.ts");
  for (const Refusal of [EngineError, CloudApiError]) {
    if (error instanceof Refusal) return new UserError(textOf(error), exitCode.failed);
  }
  return error;
}

/** Prints what went wrong. @returns the exit code */
async function tell(thrown: unknown): Promise<number> {
  // Of parts that ran side by side each has failed for a reason of its own.
  if (thrown instanceof AggregateError && thrown.message !== "") {
    let code: number = exitCode.failed;
    for (const error of thrown.errors) code = await tell(error);
    return code;
  }
  const error = await readable(thrown);
  // Commander has printed its own message; help and version end with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.fine : exitCode.badInput;
  const debug = process.env["PROVINCE_DEBUG"] && !(thrown instanceof UserError);
  // A stack begins with the message.
  const stack = debug && thrown instanceof Error ? thrown.stack : undefined;
  console.error(stack ?? wordsOf(error));
  if (error instanceof UserError) return error.code;
  if (stack === undefined) {
    console.error(
      say({ en: "(set PROVINCE_DEBUG=1 for the stack trace)", vi: "(đặt PROVINCE_DEBUG=1 để xem dấu vết lỗi)" }),
    );
  }
  return exitCode.failed;
}

/** Runs the CLI; sets `process.exitCode` and never throws. */
export async function main(argv: string[]): Promise<void> {
  try {
    chooseLanguage(argv);
    const program = await buildProgram(argv[0] !== undefined && argv[0] in commands ? [argv[0]] : undefined);
    await program.parseAsync(argv, { from: "user" });
  } catch (thrown) {
    const code = await tell(thrown);
    process.exitCode = code;
  }
}
