import { type Command, InvalidArgumentError, Option } from "commander";
import { runDir } from "../../local-cloud/paths.ts";
import type { Standing } from "../../local-cloud/status.ts";
import type { CloudStatus, Place, ServerKind } from "../../local-cloud/types.ts";
import type { Progress } from "../../model/text.ts";
import { localCloudName } from "../cloud/target.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { confirm } from "../terminal/questions.ts";

/** `province cloud …`: the disposable local OpenStack (local-cloud/). */
export function register(program: Command): void {
  // What follows the place is the command's own: `cloud shell node ls --all`.
  program.enablePositionalOptions();
  const cloud = program
    .command("cloud")
    .enablePositionalOptions()
    .description("the disposable local OpenStack of this machine");
  const named = (name: string, description: string) =>
    cloud
      .command(name)
      .description(description)
      .option("--name <cloud>", "which local cloud", cloudName, localCloudName());

  named("up", "start it, building it first when it is missing")
    .addOption(
      new Option("--servers <kind>", "what servers are: namespaces, or virtual machines").choices(["namespace", "vm"]),
    )
    .action((options: { name: string; servers?: ServerKind }) => up(options.name, options.servers));
  named("status", "its state, services and memory; 1 when it does not run")
    .option("--json", "as JSON")
    .action((options: { name: string; json?: boolean }) => status(options.name, options.json ?? false));
  named("shell", "a shell in it")
    .argument("[place]", "internet, node, or a server's name or id", "node")
    .argument("[command...]", "a command to run there instead of a shell")
    .passThroughOptions()
    .action((place: string, command: string[], options: { name: string }) => shell(options.name, place, command));
  named("down", "stop it; nothing of it is left, and the next start is quick").action((options: { name: string }) =>
    down(options.name),
  );
  cloud
    .command("destroy")
    .description("stop all local clouds and remove what was built; asks first")
    .option("--name <cloud>", "this cloud alone; what was built stays", cloudName)
    .option("--yes", "do not ask")
    .action((options: { name?: string; yes?: boolean }) => destroy(options.name, options.yes ?? false));
}

function cloudName(text: string): string {
  try {
    runDir(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
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
        `The cloud "${name}" runs: ${info.authUrl}${info.servers === "vm" ? ", its servers are virtual machines" : ""}`,
        `  by hand:  export OS_CLIENT_CONFIG_FILE=${info.cloudsYaml} OS_CLOUD=${info.osCloud}`,
        `  external network: ${ipv4.cidr} and ${ipv6.cidr}; beyond it: ${farHosts.ipv4} and ${farHosts.ipv6}`,
        `  inside:   npx province cloud shell    (or: shell internet, shell <server>)`,
        `  stop:     npx province cloud down`,
      ].join("\n"),
    );
  });

const status = (name: string, json: boolean) =>
  withReasons(async () => {
    const { cloudStatus } = await localCloud();
    const found = await cloudStatus(name, { memory: true });
    console.log(json ? JSON.stringify(found, undefined, 2) : await statusTable(name, found));
    if (found.state !== "running") process.exitCode = exitCode.failed;
  });

async function statusTable(name: string, found: CloudStatus): Promise<string> {
  if (found.state === "absent") return `There is no cloud "${name}"; start it with: npx province cloud up`;
  const { tableText } = await import("../report/table.ts");
  const services = found.services.map(({ name: service, state, seconds, reason = "" }) => {
    const after = seconds === undefined ? "" : `${seconds.toFixed(1)} s`;
    return [service, state, after, reason];
  });
  const memory = found.memory;
  return [
    `The cloud "${name}" is ${found.state}${found.reason ? `: ${found.reason.en}` : ""}`,
    found.info ? `  ${found.info.authUrl}  ${found.info.cloudsYaml}` : "",
    found.info?.servers === "vm" ? "  its servers are virtual machines" : "",
    memory ? `  memory: ${memory.processesMiB} MiB processes, ${memory.writableLayerMiB} MiB written` : "",
    tableText(["service", "state", "after", ""], services),
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
    throw new UserError(
      `No server "${where}" runs in the cloud "${name}"; say internet, node, or a server's name or id.`,
    );
  }
  return { server };
}

const down = (name: string) =>
  withReasons(async () => {
    const { stopCloud } = await localCloud();
    await stopCloud(name, timedLines());
    console.log(`The cloud "${name}" is gone.`);
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
          ? "There is no local cloud, and nothing was built."
          : `There is no cloud "${name}"${others.length > 0 ? `; there are: ${others.join(", ")}` : ""}.`,
      );
      return;
    }
    console.log(
      [
        ...doomed.clouds.map(({ name: cloud, status: { state, memory } }) => {
          const held = memory ? `, ${memory.processesMiB + memory.writableLayerMiB} MiB of memory` : "";
          return `  the cloud "${cloud}" (${state}${held}) with all that was made in it`;
        }),
        ...doomed.trees.map(({ path, bytes }) => `  ${path} (${Math.ceil(bytes / 2 ** 20)} MiB)`),
      ].join("\n"),
    );
    if (!yes) await confirm("Take all of this away?");
    await local.destroy(doomed, timedLines());
  });

/** Prints each line with the seconds since the command began. */
function timedLines(): Progress {
  const begun = performance.now();
  return (message) => console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${message.en}`);
}

/** Turns the local cloud's errors into ones that are printed without a stack trace, with the fitting exit code. */
async function withReasons(work: () => Promise<void>): Promise<void> {
  const { LocalCloudError, UnsupportedError } = await localCloud();
  try {
    await work();
  } catch (error) {
    if (error instanceof UnsupportedError) throw new UserError(error.message, exitCode.impossible);
    if (error instanceof LocalCloudError) throw new UserError(error.message, exitCode.failed);
    throw error;
  }
}
