import type { Command } from "commander";
import type { StateCopy } from "../../engine/backend/copies.ts";
import type { Text } from "../../model/text.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { BUILD_EXITS, helpEnd } from "../terminal/help.ts";
import { say, wordsOf } from "../terminal/language.ts";
import { addOutput, type OutputOptions } from "../terminal/output-options.ts";
import { enrolledArgument } from "../terminal/stacks-options.ts";

/** `province state`: the state of each stack, whether it is whole, and its copies. */
export function register(program: Command): void {
  const state = program.command("state").description(
    say({
      en: "the state of each stack, whether it is whole, and its copies",
      vi: "trạng thái của từng stack, còn nguyên vẹn không, và các bản sao",
    }),
  );
  addOutput(state.command("list"))
    .description(say({ en: "what lies in the state's folder", vi: "những gì nằm trong thư mục trạng thái" }))
    .option("--json", say({ en: "one JSON array", vi: "một mảng JSON" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [["province state list", { en: "every stack", vi: "mọi stack" }]],
        exits: { failed: { en: "a state is damaged", vi: "có trạng thái hỏng" } },
      }),
    )
    .action(list);
  state
    .command("restore")
    .description(
      say({
        en: "put the last good copy of a damaged state in its place; the damaged one is kept",
        vi: "thay trạng thái hỏng bằng bản sao tốt gần nhất; bản hỏng được giữ lại",
      }),
    )
    .argument("<stack>", say({ en: "`platform` or an agency's code", vi: "`platform` hoặc mã cơ quan" }))
    .option(
      "--from <file>",
      say({
        en: "another copy than the last, also in the place of a state that is whole",
        vi: "một bản sao khác bản gần nhất, kể cả khi trạng thái còn nguyên vẹn",
      }),
    )
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province state restore stttt", { en: "the last good copy", vi: "bản sao tốt gần nhất" }],
          ["province state restore stttt --from copy.json", { en: "another one", vi: "bản khác" }],
        ],
        exits: {
          failed: {
            en: "no good copy, or the stack is being updated",
            vi: "không có bản sao tốt, hoặc stack đang được cập nhật",
          },
          impossible: { en: "the state does not lie in a folder", vi: "trạng thái không nằm trong một thư mục" },
        },
      }),
    )
    .action(restore);
  state
    .command("rebuild")
    .description(
      say({
        en: "make lost states anew from what stands in the cloud; a preview without changes proves them",
        vi: "dựng lại trạng thái đã mất từ những gì đang có trên đám mây; bản xem trước không thay đổi chứng minh điều đó",
      }),
    )
    .addArgument(enrolledArgument())
    .addHelpText(
      "after",
      helpEnd({
        examples: [["province state rebuild stttt", { en: "one agency's", vi: "của một cơ quan" }]],
        exits: {
          failed: {
            en: "the cloud has something otherwise than it is planned",
            vi: "trên đám mây có điều khác với kế hoạch",
          },
          ...BUILD_EXITS,
        },
      }),
    )
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
  const onProgress = (message: Text): void => console.log(say(message));
  const rebuilt = await interruptible((signal) =>
    rebuildStates(repository, agencies, { engine, environments, cwd: repository.root, signal, onProgress }),
  );
  for (const { stack, takenOver } of rebuilt) {
    console.log(
      takenOver === undefined
        ? say({ en: `${stack}: its state lacks nothing`, vi: `${stack}: trạng thái không thiếu gì` })
        : say({
            en: `${stack}: ${takenOver} taken over, no change left`,
            vi: `${stack}: đã tiếp nhận ${takenOver}, không còn thay đổi nào`,
          }),
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

async function list(options: OutputOptions & { json?: boolean }): Promise<void> {
  const { folder, project } = await place();
  const { stacksIn } = await import("../../engine/backend/state-file.ts");
  const states = await Promise.all(stacksIn(folder, project).map((stack) => stateOf(folder, project, stack)));
  const { writeOutput } = await import("../report/write-output.ts");
  const json = JSON.stringify(states, null, 2);
  await writeOutput(`${options.json ? json : await listText(states, folder)}\n`, options.output);
  if (states.some(({ damage }) => damage !== undefined)) process.exitCode = exitCode.failed;
}

async function listText(states: readonly StackState[], folder: string): Promise<string> {
  if (states.length === 0) return say({ en: `No stack lies in ${folder}.`, vi: `Không có stack nào trong ${folder}.` });
  const { tableText } = await import("../report/table.ts");
  const rows = states.map(({ stack, damage, resources = "?", bytes, copies: [last, ...more] }) => [
    stack,
    damage === undefined ? say({ en: "whole", vi: "nguyên vẹn" }) : say({ en: "DAMAGED", vi: "HỎNG" }),
    resources,
    `${Math.ceil(bytes / 1024)} KiB`,
    last === undefined
      ? say({ en: "none", vi: "không có" })
      : say({ en: `${more.length + 1}, last ${last.time}`, vi: `${more.length + 1}, gần nhất ${last.time}` }),
  ]);
  const table = tableText(
    [
      say({ en: "stack", vi: "stack" }),
      say({ en: "state", vi: "trạng thái" }),
      say({ en: "resources", vi: "tài nguyên" }),
      say({ en: "size", vi: "kích thước" }),
      say({ en: "good copies", vi: "bản sao tốt" }),
    ],
    rows,
  );
  return [table, ...states.flatMap(({ damage }) => (damage === undefined ? [] : [`\n${damage}`]))].join("\n");
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
    if (error instanceof DamagedStateError) return { damage: wordsOf(error) };
    throw error;
  }
}

async function restore(stack: string, options: { from?: string }): Promise<void> {
  const { folder, project } = await place();
  const { goodCopies, goodCopy, restoreCopy } = await import("../../engine/backend/copies.ts");
  const { isHeld, stackLocks } = await import("../../engine/recovery/locks.ts");
  if (!/^\w[\w.-]*$/.test(stack))
    throw new UserError({ en: `${stack} is no name of a stack.`, vi: `${stack} không phải tên stack.` });
  const held = stackLocks(folder, project, stack).find(isHeld);
  if (held !== undefined) {
    throw new UserError(
      {
        en: `${stack} is being updated by process ${held.pid} on ${held.hostname}.`,
        vi: `${stack} đang được tiến trình ${held.pid} trên ${held.hostname} cập nhật.`,
      },
      exitCode.failed,
    );
  }
  const { damage, resources } = await wholeness(folder, project, stack);
  if (options.from === undefined && damage === undefined && resources !== 0) {
    throw new UserError({
      en: `The state of ${stack} is whole: it holds ${resources} resources. Say --from to put another in its place.`,
      vi: `Trạng thái của ${stack} còn nguyên vẹn, có ${resources} tài nguyên. Ghi --from để thay bằng bản khác.`,
    });
  }
  const copy: StateCopy | undefined =
    options.from === undefined ? goodCopies(folder, project, stack)[0] : goodCopy(options.from);
  if (copy === undefined) {
    throw new UserError(
      options.from === undefined
        ? {
            en: `There is no good copy of the state of ${stack}.`,
            vi: `Không có bản sao tốt nào của trạng thái ${stack}.`,
          }
        : {
            en: `${options.from} is no whole state of a stack.`,
            vi: `${options.from} không phải trạng thái nguyên vẹn của một stack.`,
          },
      exitCode.failed,
    );
  }
  const aside = restoreCopy(folder, project, stack, copy);
  console.log(
    say({
      en: `${stack} has the state of ${copy.time.toISOString()} again, with ${copy.resources} resources: ${copy.path}`,
      vi: `${stack} đã trở lại trạng thái lúc ${copy.time.toISOString()}, có ${copy.resources} tài nguyên: ${copy.path}`,
    }),
  );
  if (aside !== undefined)
    console.log(say({ en: `What was there before is kept: ${aside}`, vi: `Bản trước đó được giữ lại: ${aside}` }));
  console.log(
    say({
      en: `Next: npx province up${stack === "platform" ? "" : ` ${stack}`}, which looks for what was made since then.`,
      vi: `Tiếp theo: npx province up${stack === "platform" ? "" : ` ${stack}`}, lệnh này tìm những gì đã tạo từ lúc đó.`,
    }),
  );
}

async function place(): Promise<{ folder: string; project: string }> {
  const { projectName } = await import("../../engine/stacks.ts");
  const { repositoryRoot } = await import("../../infra/repository/repository.ts");
  const { standingBackend } = await import("../cloud/standing-cloud.ts");
  return { folder: await standingBackend(), project: projectName(repositoryRoot()) };
}
