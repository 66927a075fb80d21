// `npm run bench -- terraform`: the same agency's tenant by Pulumi and by Terraform, in turn, on one local cloud.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../../engine/host/tool.ts";
import { previewStacks } from "../../infra/preview-stacks.ts";
import { repositoryRoot } from "../../infra/repository/repository.ts";
import { cloudSupport, stopCloud } from "../../local-cloud/cloud.ts";
import { timePairs, type Pair, type Round } from "./pairs.ts";
import { terraformConfiguration, type Block } from "./terraform-configuration.ts";
import { findTerraform, PROVIDER, type Terraform } from "./terraform-provider.ts";

const AGENCY = "15061";

const PAIRS = 5;

/** The pairs timed, and what was timed. */
export interface Comparison {
  pairs: Pair[];
  remark: string;
}

/**
 * Times `up`, a run that changes nothing and `destroy` of one agency by Pulumi (of `province up` the engine's part for
 * that stack, and all of `province destroy`) and by Terraform, from the same offline plan. The cloud is the one that
 * PROVINCE_CLOUD names, or one of its own that it stops. Says why instead, where a part is not there.
 * @throws Error when a run fails, or when Terraform wants to change what it has just made.
 */
export async function compareWithTerraform(
  progress: (line: string) => void,
): Promise<Comparison | { skipped: string }> {
  const support = cloudSupport();
  if (!support.ok) return { skipped: support.reason.en };
  const terraform = await findTerraform(progress);
  if ("missing" in terraform) return { skipped: terraform.missing };
  const cloud = process.env["PROVINCE_CLOUD"] ?? "bench-terraform";
  try {
    return await compare(cloud, terraform, progress);
  } finally {
    if (process.env["PROVINCE_CLOUD"] === undefined) await stopCloud(cloud);
  }
}

/** Runs a tool with these arguments; its output. */
type Command = (...args: string[]) => Promise<string>;

async function compare(cloud: string, terraform: Terraform, progress: (line: string) => void): Promise<Comparison> {
  const province: Command = (...args) => {
    progress(`province ${args.join(" ")}`);
    return run(process.execPath, [join(repositoryRoot(), "cli/province.js"), ...args], environment(cloud));
  };
  // On a cloud that stood before, the tenant may be up.
  if (process.env["PROVINCE_CLOUD"] !== undefined) await province("destroy", "--yes", AGENCY).catch(() => "not up");
  // Both once for nothing: services load much of their code at the first request of a kind, whoever sends it.
  await province("up", "--no-prove", AGENCY);
  const state = await deployed(cloud);
  await province("destroy", "--yes", AGENCY);
  const folder = mkdtempSync(join(tmpdir(), "provincial-cloud-terraform-"));
  try {
    const env = {
      ...environment(cloud),
      ...state.credentials,
      TF_CLI_CONFIG_FILE: terraform.cliConfig,
      TF_IN_AUTOMATION: "1",
    };
    const tf: Command = (...args) => {
      progress(`terraform ${args.join(" ")}`);
      return run(terraform.program, [`-chdir=${folder}`, ...args], env);
    };
    const count = await configure(tf, folder, state.inputs);
    await terraformRound(tf);
    const pairs = await timePairs(PAIRS, {
      Pulumi: () => pulumiRound(province),
      Terraform: () => terraformRound(tf),
    });
    return { pairs, remark: `${AGENCY}: ${count} resources, Terraform ${terraform.version}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function pulumiRound(province: Command): Promise<Round> {
  const up = enginePart(await province("up", "--no-prove", AGENCY));
  const unchanged = enginePart(await province("up", "--no-prove", AGENCY));
  const destroy = await timed(() => province("destroy", "--yes", AGENCY));
  return { up, "nothing changed": unchanged, destroy };
}

/** A round that fails takes away what it made. */
async function terraformRound(tf: Command): Promise<Round> {
  const destroyAll = () => tf("destroy", "-auto-approve", "-input=false", "-no-color");
  try {
    const up = await timed(() => tf("apply", "-auto-approve", "-input=false", "-no-color"));
    // Exit code 2, an error here, says that there is something to change.
    const unchanged = await timed(() => tf("plan", "-detailed-exitcode", "-input=false", "-no-color"));
    return { up, "nothing changed": unchanged, destroy: await timed(destroyAll) };
  } catch (error) {
    await destroyAll().catch((second: unknown) => console.error("terraform destroy failed too:", second));
    throw error;
  }
}

/** Writes the agency's plan as Terraform's configuration into the folder; how many resources it has. */
async function configure(tf: Command, folder: string, inputs: Inputs): Promise<number> {
  const [plan] = await previewStacks([AGENCY]);
  if (plan === undefined) throw new Error(`no plan of ${AGENCY}`);
  const file = join(folder, "tenant.tf.json");
  const providers = { terraform: { required_providers: { openstack: PROVIDER } } };
  writeFileSync(file, JSON.stringify(providers));
  await tf("init", "-input=false", "-no-color");
  const schema: Schemas = JSON.parse(await tf("providers", "schema", "-json"));
  const schemas = Object.fromEntries(
    Object.values(schema.provider_schemas).flatMap(({ resource_schemas: resources }) =>
      Object.entries(resources).map(([name, { block }]): [string, Block] => [name, block]),
    ),
  );
  const configuration = terraformConfiguration(plan, schemas, inputs);
  writeFileSync(file, JSON.stringify(configuration, undefined, 1));
  return Object.values(configuration.resource).flatMap((each) => Object.keys(each)).length;
}

interface Schemas {
  provider_schemas: Record<string, { resource_schemas: Record<string, { block: Block }> }>;
}

/** Without what would lead a run to another cloud. */
const environment = (cloud: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_|TF_)/.test(name))),
  PROVINCE_CLOUD: cloud,
  NO_COLOR: "1",
});

async function run(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await runTool(program, args, { env, cwd: repositoryRoot(), timeoutMs: 1_800_000 });
  if (code !== 0)
    throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  return stdout;
}

/** Seconds that the work takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** How many seconds the engine took for the agency, of what `province up` tells. */
function enginePart(output: string): number {
  const seconds = new RegExp(`^\\s+([\\d.]+) s {2}pulumi up: ${AGENCY}$`, "m").exec(output)?.[1];
  if (seconds === undefined)
    throw new Error(`province up does not say how long ${AGENCY} took:\n${output.slice(-1000)}`);
  return Number(seconds);
}

interface Exported {
  deployment: { resources: { urn: string; type: string; inputs?: Record<string, unknown> }[] };
}

/** Inputs of resources by URN. */
type Inputs = Record<string, Record<string, unknown>>;

/** The inputs that Pulumi carried out, and the deployer's credentials as environment variables. */
async function deployed(cloud: string): Promise<{ inputs: Inputs; credentials: Record<string, string> }> {
  const script = `eval "$("$0" cli/province.js env)" && pulumi stack export --stack ${AGENCY} --show-secrets`;
  const text = await new Promise<string>((resolve, reject) => {
    const options = { cwd: repositoryRoot(), env: environment(cloud), maxBuffer: 64 * 1024 * 1024 };
    // The output holds a password: an error must not show it.
    execFile("bash", ["-c", script, process.execPath], options, (error, stdout) =>
      error === null ? resolve(stdout) : reject(new Error(`pulumi stack export ended with ${String(error.code)}`)),
    );
  });
  const { deployment }: Exported = JSON.parse(text);
  const provider = deployment.resources.find(({ type }) => type === "pulumi:providers:openstack")?.inputs ?? {};
  const credentials = Object.fromEntries(
    Object.entries(CREDENTIALS).flatMap(([input, name]) => {
      const value = plain(provider[input]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return { inputs: Object.fromEntries(deployment.resources.map(({ urn, inputs = {} }) => [urn, inputs])), credentials };
}

/** Inputs of Pulumi's provider and the variables that Terraform's reads. */
const CREDENTIALS: Record<string, string> = {
  authUrl: "OS_AUTH_URL",
  userName: "OS_USERNAME",
  password: "OS_PASSWORD",
  tenantId: "OS_PROJECT_ID",
  userDomainName: "OS_USER_DOMAIN_NAME",
  userDomainId: "OS_USER_DOMAIN_ID",
  region: "OS_REGION_NAME",
};

/** A secret of an exported state is an object that holds its value as JSON. */
function plain(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || !("plaintext" in value)) return undefined;
  const secret: unknown = JSON.parse(String(value.plaintext));
  return typeof secret === "string" ? secret : undefined;
}
