// `npm run bench -- terraform`: the same agency's tenant by Pulumi and by Terraform, one after the other, on one local cloud.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../../engine/host/tool.ts";
import { previewStacks } from "../../infra/preview-stacks.ts";
import { repositoryRoot } from "../../infra/repository/repository.ts";
import { cloudSupport, stopCloud } from "../../local-cloud/cloud.ts";
import { terraformConfiguration, type Block } from "./terraform-configuration.ts";
import { findTerraform, PROVIDER, type Terraform } from "./terraform-provider.ts";

const AGENCY = "15061";

/** What, figure, remark: a row of the bench's table. */
export type Row = [string, string, string];

/**
 * Measures `up`, a run that changes nothing and `destroy` of one agency by Pulumi (its own part of `province up`) and
 * by Terraform, from the same offline plan. The cloud is the one that PROVINCE_CLOUD names, or one of its own that it
 * stops. One row that says "skipped" and why, where a part is not there.
 * Throws when a run fails, or when Terraform wants to change what it has just made.
 */
export async function measureTerraform(progress: (line: string) => void): Promise<Row[]> {
  const skipped = (why: string): Row[] => [["terraform beside Pulumi", "skipped", why]];
  const support = cloudSupport();
  if (!support.ok) return skipped(support.reason ?? "no local cloud");
  const terraform = await findTerraform(progress);
  if ("missing" in terraform) return skipped(terraform.missing);
  const cloud = process.env["PROVINCE_CLOUD"] ?? "bench-terraform";
  try {
    return await measure(cloud, terraform, progress);
  } finally {
    if (process.env["PROVINCE_CLOUD"] === undefined) await stopCloud(cloud);
  }
}

async function measure(cloud: string, terraform: Terraform, progress: (line: string) => void): Promise<Row[]> {
  const province = (...args: string[]): Promise<string> => {
    progress(`province ${args.join(" ")}`);
    return run(process.execPath, [join(repositoryRoot(), "cli/province.js"), ...args], environment(cloud));
  };
  // On a cloud that stood before, the tenant may be up.
  if (process.env["PROVINCE_CLOUD"] !== undefined) await province("destroy", "--yes", AGENCY).catch(() => "not up");
  // Once for nothing: services load much of their code at the first request of a kind, whoever sends it.
  await province("up", "--no-prove", AGENCY);
  await province("destroy", "--yes", AGENCY);
  const first = part(await province("up", "--no-prove", AGENCY));
  const again = part(await province("up", "--no-prove", AGENCY));
  const state = await deployed(cloud);
  const gone = await timed(() => province("destroy", "--yes", AGENCY));
  const folder = mkdtempSync(join(tmpdir(), "provincial-cloud-terraform-"));
  try {
    const env = {
      ...environment(cloud),
      ...state.credentials,
      TF_CLI_CONFIG_FILE: terraform.cliConfig,
      TF_IN_AUTOMATION: "1",
    };
    const tf = (...args: string[]): Promise<string> => {
      progress(`terraform ${args.join(" ")}`);
      return run(terraform.program, [`-chdir=${folder}`, ...args], env);
    };
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
    const configuration = terraformConfiguration(plan, schemas, state.inputs);
    writeFileSync(file, JSON.stringify(configuration, undefined, 1));
    const count = Object.values(configuration.resource).flatMap((each) => Object.keys(each)).length;
    const applied = await timed(() => tf("apply", "-auto-approve", "-input=false", "-no-color"));
    try {
      // Exit code 2, an error here, says that there is something to change.
      const unchanged = await timed(() => tf("plan", "-detailed-exitcode", "-input=false", "-no-color"));
      const destroyed = await timed(() => tf("destroy", "-auto-approve", "-input=false", "-no-color"));
      const by = `Terraform ${terraform.version}, ${count} resources of ${AGENCY}`;
      return [
        ["up by Pulumi", first, `${AGENCY}, pulumi up alone`],
        ["up by Terraform", applied, by],
        ["nothing changed, by Pulumi", again, "pulumi up"],
        ["nothing changed, by Terraform", unchanged, "terraform plan"],
        ["destroy by Pulumi", gone, "province destroy"],
        ["destroy by Terraform", destroyed, "terraform destroy"],
      ];
    } catch (error) {
      await tf("destroy", "-auto-approve", "-input=false", "-no-color").catch(() =>
        progress("terraform destroy failed too"),
      );
      throw error;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
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

async function timed(work: () => Promise<unknown>): Promise<string> {
  const start = performance.now();
  await work();
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** How long the engine took for the agency, of what `province up` tells. */
function part(output: string): string {
  const seconds = new RegExp(`^\\s+([\\d.]+) s {2}pulumi up: ${AGENCY}$`, "m").exec(output)?.[1];
  if (seconds === undefined)
    throw new Error(`province up does not say how long ${AGENCY} took:\n${output.slice(-1000)}`);
  return `${seconds} s`;
}

interface Exported {
  deployment: { resources: { urn: string; type: string; inputs?: Record<string, unknown> }[] };
}

/** The inputs that Pulumi carried out, by URN, and the deployer's credentials as environment variables. */
async function deployed(
  cloud: string,
): Promise<{ inputs: Record<string, Record<string, unknown>>; credentials: Record<string, string> }> {
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
