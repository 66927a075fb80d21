import type { Command } from "commander";
import type { StateCopy } from "../../engine/backend/copies.ts";
import type { Text } from "../../model/text.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

/** `province state`: the state of each stack, whether it is whole, and its copies. */
export function register(program: Command): void {
  const state = program.command("state").description("the state of each stack, whether it is whole, and its copies");
  state.command("list").description("what lies in the state's folder").option("--json", "one JSON array").action(list);
  state
    .command("restore")
    .description("put the last good copy of a damaged state in its place; the damaged one is kept")
    .argument("<stack>", "`platform` or an agency's code")
    .option("--from <file>", "another copy than the last, also in the place of a state that is whole")
    .action(restore);
  state
    .command("rebuild")
    .description("make lost states anew from what stands in the cloud; a preview without changes proves them")
    .argument("[agency...]", "agency codes; every enrolled agency when none is named")
    .action(rebuild);
}

async function rebuild(codes: string[]): Promise<void> {
  const { openRepository } = await import("../../infra/repository/repository.ts");
  const { agenciesToBuild } = await import("../enrolled.ts");
  const { operatorLogin } = await import("../cloud/login.ts");
  const { openSession } = await import("../cloud/session.ts");
  const { interruptible } = await import("../up/interrupt.ts");
  const { rebuildStates } = await import("../up/rebuild.ts");
  const repository = openRepository();
  const agencies = agenciesToBuild(repository, codes);
  const { engine, environments } = await openSession();
  await operatorLogin(environments.platform, repository);
  const onProgress = (message: Text): void => console.log(message.en);
  const rebuilt = await interruptible((signal) =>
    rebuildStates(repository, agencies, { engine, environments, cwd: repository.root, signal, onProgress }),
  );
  for (const { stack, takenOver } of rebuilt) {
    console.log(
      takenOver === undefined
        ? `${stack}: its state lacks nothing`
        : `${stack}: ${takenOver} taken over, no change left`,
    );
  }
}

/** Of one stack, as `--json` gives it. */
interface StackState {
  stack: string;
  /** What is wrong, and what to do; absent where the state is whole. */
  damage?: string;
  resources?: number;
  bytes: number;
  copies: { path: string; time: string; resources: number }[];
}

async function list(options: { json?: boolean }): Promise<void> {
  const { folder, project } = await place();
  const { stacksIn } = await import("../../engine/backend/state-file.ts");
  const states = await Promise.all(stacksIn(folder, project).map((stack) => stateOf(folder, project, stack)));
  if (options.json) process.stdout.write(`${JSON.stringify(states, null, 2)}\n`);
  else if (states.length === 0) console.log(`No stack lies in ${folder}.`);
  else {
    const { tableText } = await import("../report/table.ts");
    const rows = states.map(({ stack, damage, resources = "?", bytes, copies: [last, ...more] }) => [
      stack,
      damage === undefined ? "whole" : "DAMAGED",
      resources,
      `${Math.ceil(bytes / 1024)} KiB`,
      last === undefined ? "none" : `${more.length + 1}, last ${last.time}`,
    ]);
    console.log(tableText(["stack", "state", "resources", "size", "good copies"], rows, { compact: true }));
    for (const { damage } of states) if (damage !== undefined) console.log(`\n${damage}`);
  }
  if (states.some(({ damage }) => damage !== undefined)) process.exitCode = exitCode.failed;
}

async function stateOf(folder: string, project: string, stack: string): Promise<StackState> {
  const { statSync } = await import("node:fs");
  const { goodCopies } = await import("../../engine/backend/copies.ts");
  const { presentStateFile } = await import("../../engine/backend/state-file.ts");
  const path = presentStateFile(folder, project, stack);
  const bytes = path === undefined ? 0 : statSync(path).size;
  const copies = goodCopies(folder, project, stack).map((copy) => ({ ...copy, time: copy.time.toISOString() }));
  return { stack, ...(await wholeness(folder, project, stack)), bytes, copies };
}

async function wholeness(folder: string, project: string, stack: string): Promise<Partial<StackState>> {
  const { DamagedStateError, readState } = await import("../../engine/backend/damage.ts");
  try {
    return { resources: readState(folder, project, stack)?.deployment?.resources?.length ?? 0 };
  } catch (error) {
    if (error instanceof DamagedStateError) return { damage: error.message };
    throw error;
  }
}

async function restore(stack: string, options: { from?: string }): Promise<void> {
  const { folder, project } = await place();
  const { goodCopies, goodCopy, restoreCopy } = await import("../../engine/backend/copies.ts");
  const { isHeld, stackLocks } = await import("../../engine/recovery/locks.ts");
  if (!/^\w[\w.-]*$/.test(stack)) throw new UserError(`${stack} is no name of a stack.`);
  const held = stackLocks(folder, project, stack).find(isHeld);
  if (held !== undefined) {
    throw new UserError(`${stack} is being updated by process ${held.pid} on ${held.hostname}.`, exitCode.failed);
  }
  const { damage, resources } = await wholeness(folder, project, stack);
  if (options.from === undefined && damage === undefined && resources !== 0) {
    throw new UserError(
      `The state of ${stack} is whole: it holds ${resources} resources. Say --from to put another in its place.`,
    );
  }
  const copy: StateCopy | undefined =
    options.from === undefined ? goodCopies(folder, project, stack)[0] : goodCopy(options.from);
  if (copy === undefined) {
    throw new UserError(
      options.from === undefined
        ? `There is no good copy of the state of ${stack}.`
        : `${options.from} is no whole state of a stack.`,
      exitCode.failed,
    );
  }
  const aside = restoreCopy(folder, project, stack, copy);
  console.log(
    `${stack} has the state of ${copy.time.toISOString()} again, with ${copy.resources} resources: ${copy.path}`,
  );
  if (aside !== undefined) console.log(`What was there before is kept: ${aside}`);
  console.log(
    `Next: npx province up${stack === "platform" ? "" : ` ${stack}`}, which looks for what was made since then.`,
  );
}

async function place(): Promise<{ folder: string; project: string }> {
  const { projectName } = await import("../../engine/stacks.ts");
  const { repositoryRoot } = await import("../../infra/repository/repository.ts");
  const { standingBackend } = await import("../cloud/standing-cloud.ts");
  return { folder: await standingBackend(), project: projectName(repositoryRoot()) };
}
