import { type Command, InvalidArgumentError, Option } from "commander";
import { runDir } from "../../local-cloud/paths.ts";
import type { Standing } from "../../local-cloud/status.ts";
import type { CloudStatus, Place, ServerKind } from "../../local-cloud/types.ts";
import { type Progress, type Text, textOf } from "../../model/text.ts";
import { localCloudName } from "../cloud/target.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say, wordsOf } from "../terminal/language.ts";
import { addOutput, jsonOption, type OutputOptions } from "../terminal/output-options.ts";
import { confirm } from "../terminal/questions.ts";

const NO_CLOUD_HERE: Text = { en: "no local cloud can run here", vi: "máy này không chạy được đám mây cục bộ" };

/** `province cloud …`: the disposable local OpenStack (local-cloud/). */
export function register(program: Command): void {
  const cloud = program
    .command("cloud")
    .description(
      say({ en: "the disposable local OpenStack of this machine", vi: "OpenStack cục bộ dùng tạm trên máy này" }),
    );
  const named = (name: string, description: string) =>
    cloud
      .command(name)
      .description(description)
      .option(
        "--name <cloud>",
        say({ en: "which local cloud", vi: "đám mây cục bộ nào" }),
        cloudName,
        localCloudName(),
      );

  named("up", say({ en: "start it, building it first when it is missing", vi: "khởi động, dựng trước nếu chưa có" }))
    .addOption(
      new Option(
        "--servers <kind>",
        say({
          en: "what servers are: namespaces, or virtual machines",
          vi: "máy chủ là gì: không gian tên, hay máy ảo",
        }),
      ).choices(["namespace", "vm"]),
    )
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province cloud up", { en: "starts it", vi: "khởi động" }],
          ["province cloud up --servers vm", { en: "servers are virtual machines", vi: "máy chủ là máy ảo" }],
        ],
        exits: {
          failed: { en: "it could not be done", vi: "không làm được" },
          impossible: NO_CLOUD_HERE,
        },
      }),
    )
    .action((options: { name: string; servers?: ServerKind }) => up(options.name, options.servers));
  addOutput(named("status", say({ en: "its state, services and memory", vi: "trạng thái, các dịch vụ và bộ nhớ" })))
    .addOption(jsonOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [["province cloud status", { en: "how it is", vi: "ra sao" }]],
        exits: {
          failed: { en: "it does not run", vi: "đám mây không chạy" },
          impossible: NO_CLOUD_HERE,
        },
      }),
    )
    .action(status);
  named("shell", say({ en: "a shell in it", vi: "một shell ở bên trong" }))
    .argument(
      "[place]",
      say({ en: "internet, node, or a server's name or id", vi: "internet, node, hoặc tên hay id của máy chủ" }),
      "node",
    )
    .argument(
      "[command...]",
      say({ en: "a command to run there instead of a shell", vi: "lệnh chạy ở đó thay cho shell" }),
    )
    .passThroughOptions()
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province cloud shell", { en: "a shell on its node", vi: "shell trên nút của đám mây" }],
          [
            "province cloud shell internet ping -c 1 example.net",
            { en: "one command from outside", vi: "một lệnh từ bên ngoài" },
          ],
        ],
        exits: {
          failed: {
            en: "it could not be done, or the command's own code",
            vi: "không làm được, hoặc mã của chính lệnh đó",
          },
          impossible: NO_CLOUD_HERE,
        },
      }),
    )
    .action((place: string, command: string[], options: { name: string }) => shell(options.name, place, command));
  named(
    "down",
    say({
      en: "stop it; nothing of it is left, and the next start is quick",
      vi: "dừng; không giữ lại gì, lần khởi động sau vẫn nhanh",
    }),
  )
    .addHelpText(
      "after",
      helpEnd({
        examples: [["province cloud down", { en: "stops it", vi: "dừng" }]],
        exits: {
          failed: { en: "it could not be done", vi: "không làm được" },
          impossible: NO_CLOUD_HERE,
        },
      }),
    )
    .action((options: { name: string }) => down(options.name));
  cloud
    .command("destroy")
    .description(
      say({
        en: "stop all local clouds and remove what was built; asks first",
        vi: "dừng mọi đám mây cục bộ và xóa những gì đã dựng; hỏi trước",
      }),
    )
    .option(
      "--name <cloud>",
      say({ en: "this cloud alone; what was built stays", vi: "chỉ đám mây này; giữ lại những gì đã dựng" }),
      cloudName,
    )
    .option("--yes", say({ en: "do not ask", vi: "không hỏi" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province cloud destroy", { en: "all; asks first", vi: "tất cả; hỏi trước" }],
          ["province cloud destroy --name second --yes", { en: "one, without asking", vi: "một đám mây, không hỏi" }],
        ],
        exits: {
          failed: { en: "it could not be done", vi: "không làm được" },
          impossible: NO_CLOUD_HERE,
          interrupted: { en: "the answer was no", vi: "câu trả lời là không" },
        },
      }),
    )
    .action((options: { name?: string; yes?: boolean }) => destroy(options.name, options.yes ?? false));
}

function cloudName(text: string): string {
  try {
    runDir(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(wordsOf(error));
  }
}

const localCloud = () => import("../../local-cloud/cloud.ts");

const up = (name: string, servers: ServerKind | undefined) =>
  withReasons(async () => {
    const { startCloud } = await localCloud();
    const info = await startCloud({ name, servers, progress: timedLines() });
    const { ipv4, ipv6, farHosts } = info.externalNetwork;
    console.log(
      [
        say({
          en: `The cloud "${name}" runs: ${info.authUrl}${info.servers === "vm" ? ", its servers are virtual machines" : ""}`,
          vi: `Đám mây "${name}" đang chạy: ${info.authUrl}${info.servers === "vm" ? ", máy chủ là máy ảo" : ""}`,
        }),
        say({
          en: `  by hand:  export OS_CLIENT_CONFIG_FILE=${info.cloudsYaml} OS_CLOUD=${info.osCloud}`,
          vi: `  dùng tay:   export OS_CLIENT_CONFIG_FILE=${info.cloudsYaml} OS_CLOUD=${info.osCloud}`,
        }),
        say({
          en: `  external network: ${ipv4.cidr} and ${ipv6.cidr}; beyond it: ${farHosts.ipv4} and ${farHosts.ipv6}`,
          vi: `  mạng ngoài: ${ipv4.cidr} và ${ipv6.cidr}; phía sau: ${farHosts.ipv4} và ${farHosts.ipv6}`,
        }),
        say({
          en: `  inside:   npx province cloud shell    (or: shell internet, shell <server>)`,
          vi: `  bên trong:  npx province cloud shell    (hoặc: shell internet, shell <máy chủ>)`,
        }),
        say({ en: `  stop:     npx province cloud down`, vi: `  dừng:       npx province cloud down` }),
      ].join("\n"),
    );
  });

const status = ({ name, json, output }: OutputOptions & { name: string; json?: boolean }) =>
  withReasons(async () => {
    const { cloudStatus } = await localCloud();
    const found = await cloudStatus(name, { memory: true });
    const { writeOutput } = await import("../report/write-output.ts");
    await writeOutput(`${json ? JSON.stringify(found, undefined, 2) : await statusTable(name, found)}\n`, output);
    if (found.state !== "running") process.exitCode = exitCode.failed;
  });

async function statusTable(name: string, found: CloudStatus): Promise<string> {
  if (found.state === "absent")
    return say({
      en: `There is no cloud "${name}"; start it with: npx province cloud up`,
      vi: `Không có đám mây "${name}"; khởi động bằng: npx province cloud up`,
    });
  const { tableText } = await import("../report/table.ts");
  const services = found.services.map(({ name: service, state, seconds, reason = "" }) => {
    const after = seconds === undefined ? "" : `${seconds.toFixed(1)} s`;
    return [service, state, after, reason];
  });
  const memory = found.memory;
  return [
    say({
      en: `The cloud "${name}" is ${found.state}${found.reason ? `: ${found.reason.en}` : ""}`,
      vi: `Đám mây “${name}”: ${found.state}${found.reason ? `: ${found.reason.vi}` : ""}`,
    }),
    found.info ? `  ${found.info.authUrl}  ${found.info.cloudsYaml}` : "",
    found.info?.servers === "vm" ? say({ en: "  its servers are virtual machines", vi: "  máy chủ là máy ảo" }) : "",
    memory
      ? say({
          en: `  memory: ${memory.processesMiB} MiB processes, ${memory.writableLayerMiB} MiB written`,
          vi: `  bộ nhớ: ${memory.processesMiB} MiB tiến trình, ${memory.writableLayerMiB} MiB đã ghi`,
        })
      : "",
    tableText(
      [
        say({ en: "service", vi: "dịch vụ" }),
        say({ en: "state", vi: "trạng thái" }),
        say({ en: "after", vi: "sau" }),
        "",
      ],
      services,
    ),
  ]
    .filter(Boolean)
    .join("\n");
}

const shell = (name: string, where: string, command: string[]) =>
  withReasons(async () => {
    const { enterCommand } = await localCloud();
    const { spawn } = await import("node:child_process");
    const wanted = command.length > 0 ? command : ["bash", "-l"];
    const [program = "", ...args] = await enterCommand(name, await placeOf(name, where), wanted);
    // Ctrl-C belongs to the shell, not to us.
    process.on("SIGINT", () => undefined);
    process.exitCode = await new Promise<number>((resolve, reject) => {
      spawn(program, args, { stdio: "inherit" })
        .on("error", reject)
        .on("close", (code) => resolve(code ?? exitCode.failed));
    });
  });

async function placeOf(name: string, where: string): Promise<Place> {
  if (where === "internet") return { internet: true };
  if (where === "node") return { node: true };
  const { findServer } = await localCloud();
  const server = await findServer(name, where);
  if (server === undefined) {
    throw new UserError({
      en: `No server "${where}" runs in the cloud "${name}"; say internet, node, or a server's name or id.`,
      vi: `Không có máy chủ "${where}" chạy trong đám mây "${name}"; hãy ghi internet, node, hoặc tên hay id của máy chủ.`,
    });
  }
  return { server };
}

const down = (name: string) =>
  withReasons(async () => {
    const { stopCloud } = await localCloud();
    await stopCloud(name, timedLines());
    console.log(say({ en: `The cloud "${name}" is gone.`, vi: `Đám mây "${name}" đã dừng và không còn gì.` }));
  });

const destroy = (name: string | undefined, yes: boolean) =>
  withReasons(async () => {
    const local = await localCloud();
    const all = await local.standing();
    const doomed: Standing =
      name === undefined ? all : { clouds: all.clouds.filter((cloud) => cloud.name === name), trees: [] };
    if (doomed.clouds.length === 0 && doomed.trees.length === 0) {
      const others = name === undefined ? [] : all.clouds.map((cloud) => cloud.name);
      console.log(
        name === undefined
          ? say({
              en: "There is no local cloud, and nothing was built.",
              vi: "Không có đám mây cục bộ nào, và chưa dựng gì.",
            })
          : say({
              en: `There is no cloud "${name}"${others.length > 0 ? `; there are: ${others.join(", ")}` : ""}.`,
              vi: `Không có đám mây "${name}"${others.length > 0 ? `; hiện có: ${others.join(", ")}` : ""}.`,
            }),
      );
      return;
    }
    console.log(
      [
        ...doomed.clouds.map(({ name: cloud, status: { state, memory } }) => {
          const held = memory
            ? say({
                en: `, ${memory.processesMiB + memory.writableLayerMiB} MiB of memory`,
                vi: `, ${memory.processesMiB + memory.writableLayerMiB} MiB bộ nhớ`,
              })
            : "";
          return say({
            en: `  the cloud "${cloud}" (${state}${held}) with all that was made in it`,
            vi: `  đám mây "${cloud}" (${state}${held}) và mọi thứ đã tạo trong đó`,
          });
        }),
        ...doomed.trees.map(({ path, bytes }) => `  ${path} (${Math.ceil(bytes / 2 ** 20)} MiB)`),
      ].join("\n"),
    );
    if (!yes) await confirm({ en: "Take all of this away?", vi: "Gỡ bỏ tất cả?" });
    await local.destroy(doomed, timedLines());
  });

/** Prints each line with the seconds since the command began. */
function timedLines(): Progress {
  const begun = performance.now();
  return (message) => console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${say(message)}`);
}

/** Turns the local cloud's errors into ones that are printed without a stack trace, with the fitting exit code. */
async function withReasons(work: () => Promise<void>): Promise<void> {
  const { LocalCloudError, UnsupportedError } = await localCloud();
  try {
    await work();
  } catch (error) {
    if (error instanceof UnsupportedError) throw new UserError(textOf(error), exitCode.impossible);
    if (error instanceof LocalCloudError) throw new UserError(textOf(error), exitCode.failed);
    throw error;
  }
}
