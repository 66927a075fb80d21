import { Command, CommanderError } from "commander";
import { exitCode, UserError } from "./terminal/exit-codes.ts";
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
};

async function build(names: string[]): Promise<Command> {
  const program = new Command("province")
    .description("A province's government cloud as code: plan, check, build and prove dual-stack OpenStack tenants")
    .version(version())
    .showSuggestionAfterError();
  for (const name of names) (await commands[name]?.())?.register(program);
  endByUs(program, "province");
  return program;
}

/** How wrong words on the command line end: by an error that `main` gets, and the way to the help of that very command. */
function endByUs(command: Command, words: string): void {
  command.exitOverride();
  command.showHelpAfterError(`(see \`${words} --help\`)`);
  for (const each of command.commands) endByUs(each, `${words} ${each.name()}`);
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
    if (error instanceof BadInput) return new UserError(error.message, exitCode.badInput);
  }
  const { EngineError } = await import("../engine/errors.ts");
  const { CloudApiError } = await import("../openstack/cloud-api-error.ts");
  for (const Refusal of [EngineError, CloudApiError]) {
    if (error instanceof Refusal) return new UserError(error.message, exitCode.failed);
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
  console.error(stack ?? (error instanceof Error ? error.message : String(error)));
  if (error instanceof UserError) return error.code;
  if (stack === undefined) console.error("(set PROVINCE_DEBUG=1 for the stack trace)");
  return exitCode.failed;
}

/** Runs the CLI; sets `process.exitCode` and never throws. */
export async function main(argv: string[]): Promise<void> {
  try {
    const wanted = argv[0] !== undefined && argv[0] in commands ? [argv[0]] : Object.keys(commands);
    const program = await build(wanted);
    await program.parseAsync(argv, { from: "user" });
  } catch (thrown) {
    const code = await tell(thrown);
    process.exitCode = code;
  }
}
