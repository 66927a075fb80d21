import type { StackPreview } from "../../infra/preview/planned-resource.ts";
import type { Repository } from "../../infra/repository/repository.ts";
import { PLATFORM_STACK, stackKind, stackNamesOf } from "../../infra/stack-names.ts";
import { partOf } from "../../infra/tenant/names.ts";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { type CloudReader, cloudReader } from "../../openstack/cloud-reader.ts";
import { logIn } from "../../openstack/preflight/login.ts";
import type { Finding } from "../../policies/policy.ts";
import type { DeployedTenant } from "../deployed/deployed-tenant.ts";
import type { NotTried } from "../expected/expectations.ts";
import { plannedServers } from "../expected/planned-server.ts";
import { difference } from "../finding.ts";
import type { Counts } from "../report.ts";
import { configurationDifferences, propertyDifferences } from "./configuration-differences.ts";
import type { Drift, Mend } from "./drift.ts";
import { foundConfiguration } from "./found-configuration.ts";
import { governanceDifferences } from "./governance-differences.ts";
import { lastingAccess } from "./lasting-access.ts";
import { withUsualMtu } from "./network-mtu.ts";
import { plannedAgency, plannedPlatform, type PlannedAgency } from "./planned-configuration.ts";
import { agencyTag, boundaryDifferences } from "./project-boundary.ts";
import {
  kinds,
  readProject,
  readShared,
  textIn,
  type ProjectContent,
  type QuotaService,
  type SharedContent,
} from "./project-content.ts";
import { serverDifferences, type ServerDown } from "./server-differences.ts";

export interface ConfigurationInput {
  repository: Repository;
  /** Deployed agencies to be compared. */
  agencies: readonly string[];
  deployed: Record<string, DeployedTenant>;
  /** Where the operator's credentials are: `OS_CLOUD` and `OS_CLIENT_CONFIG_FILE`, or `OS_*`. */
  environment: Record<string, string | undefined>;
  /** True: an API that cannot be asked is a difference; false: it was not tried. */
  required: boolean;
  /** In place of the real API and offline plans, for tests. */
  openCloud?: (() => Promise<CloudReader>) | undefined;
  previewStacks?: ((stacks: readonly string[]) => Promise<StackPreview[]>) | undefined;
}

export interface ConfigurationResult {
  findings: Finding[];
  /** Requests that put differences back, each once. */
  mends: Mend[];
  /** Why the cloud could not be asked; undefined when it could. */
  unread?: CloudApiError;
  notTried: NotTried[];
  counts: Pick<Counts, "rules" | "subnets" | "ports" | "resources">;
}

/** A comparison under way. */
export interface ConfigurationView {
  /** Never rejects for a cloud that cannot be asked. */
  result: Promise<ConfigurationResult>;
  /** Servers that are planned and not up, by agency. Empty when it cannot be asked. */
  down: Promise<Record<string, ServerDown[]>>;
  /** MTU of the first network of a zone, as Neutron has it; undefined when it cannot be asked. */
  mtuOf: (agency: string, zone: string) => Promise<number | undefined>;
}

interface Read {
  plans: StackPreview[];
  planned: Map<string, PlannedAgency>;
  contents: Map<string, ProjectContent>;
  /** What lets somebody into a project for longer than a password, by agency. */
  lasting: Map<string, Finding[]>;
  shared: SharedContent;
}

/** Starts comparing what stands in the agencies' projects with what their programs plan. */
export function verifyConfiguration(input: ConfigurationInput): ConfigurationView {
  const read = readAll(input);
  // Somebody awaits it in all members below; until then a failure is no unhandled one.
  read.catch(() => {});
  return {
    result: compare(input, read),
    down: read.then(
      (all) => Object.fromEntries(input.agencies.map((agency) => [agency, serversOf(input, all, agency).down])),
      () => ({}),
    ),
    mtuOf: async (agency, zone) => {
      const content = (await read.catch(() => undefined))?.contents.get(agency);
      const id = input.deployed[agency]?.networks[zone]?.networkId;
      const mtu = content?.inside.network.find((network) => network["id"] === id)?.["mtu"];
      return typeof mtu === "number" ? mtu : undefined;
    },
  };
}

async function readAll(input: ConfigurationInput): Promise<Read> {
  const nothing = { networks: [], flavors: [], images: [], roles: [] };
  if (input.agencies.length === 0)
    return { plans: [], planned: new Map(), contents: new Map(), lasting: new Map(), shared: nothing };
  const open = async () =>
    cloudReader(await logIn(cloudConfig(input.environment), { services: ["network", "compute"] }));
  const cloud = await (input.openCloud ?? open)();
  const { repository } = input;
  const wanted = stackNamesOf(repository).filter((stack) => {
    const which = stackKind(stack);
    return which.kind === "platform" || input.agencies.includes(which.agency);
  });
  const preview = async (stacks: readonly string[]): Promise<StackPreview[]> =>
    (await import("../../infra/preview-stacks.ts")).previewStacks(stacks, repository);
  const plans = await (input.previewStacks ?? preview)(wanted);
  const planned = new Map(input.agencies.map((agency) => [agency, plannedAgency(agency, plans)]));
  const [shared, ...contents] = await Promise.all([
    readShared(cloud),
    ...[...planned].map(async ([agency, { governance }]) => {
      const question = {
        projectId: input.deployed[agency]?.projectId ?? "",
        tag: agencyTag(agency),
        deployer: governance.deployer && textIn(governance.deployer, "name"),
        quotas: Object.keys(governance.quotas) as QuotaService[],
      };
      const content = await readProject(cloud, question);
      // Keystone tells them to the operator alone, who sees the rest of this, too.
      const identity = (path: string, key: string) => cloud.list("identity", path, key);
      const ways = content.governance && (await lastingAccess(identity, agency, question.projectId));
      return [agency, content, ways ?? []] as const;
    }),
  ]);
  return {
    plans,
    planned,
    contents: new Map(contents.map(([agency, content]) => [agency, content])),
    lasting: new Map(contents.map(([agency, , ways]) => [agency, ways])),
    shared,
  };
}

async function compare(input: ConfigurationInput, read: Promise<Read>): Promise<ConfigurationResult> {
  const counts = { rules: 0, subnets: 0, ports: 0, resources: 0 };
  const result: ConfigurationResult = { findings: [], mends: [], notTried: [], counts };
  let all: Read;
  try {
    all = await read;
  } catch (error) {
    if (!(error instanceof CloudApiError)) throw error;
    result.unread = error;
    const what = { en: "the configuration that stands in the cloud", vi: "cấu hình đang có trên đám mây" };
    if (!input.required) result.notTried.push({ what, why: error.text });
    else {
      const message = {
        en: `${what.en} could not be read: ${error.text.en}`,
        vi: `không đọc được ${what.vi}: ${error.text.vi}`,
      };
      result.findings.push(difference("VER-17", "cloud", message));
    }
    return result;
  }
  const { contents, planned, plans, shared } = all;
  const drifts: Drift[] = plans
    .filter(({ stack }) => stack === PLATFORM_STACK)
    .flatMap((plan) => platformDrifts(plan, shared));
  for (const agency of input.agencies) {
    const [content, program] = [contents.get(agency), planned.get(agency)];
    if (content === undefined || program === undefined) throw new Error(`nothing was read or planned for '${agency}'`);
    const plan = withUsualMtu(program, content.inside.network, shared.networks);
    const found = foundConfiguration(content, plan, shared.networks);
    drifts.push(
      ...configurationDifferences(agency, plan, found),
      ...serversOf(input, all, agency).drifts,
      ...boundaryDifferences(agency, plan, found, content),
    );
    if (content.governance !== undefined)
      drifts.push(...governanceDifferences(agency, plan.governance, content.governance, shared.roles));
    else if (plan.governance.project !== undefined) {
      const what = {
        en: `the project of ${agency}, its quotas, and who works in it`,
        vi: `dự án của ${agency}, hạn mức của nó và những ai làm việc trong đó`,
      };
      const why = {
        en: "the cloud shows them to its operator alone",
        vi: "đám mây chỉ cho người vận hành xem",
      };
      result.notTried.push({ what, why });
    }
    result.findings.push(...(all.lasting.get(agency) ?? []));
    counts.rules += found.rules.length;
    counts.subnets += found.resources.subnet.length;
    counts.ports += found.resources.port.length;
    counts.resources += kinds.reduce((sum, kind) => sum + content.inside[kind].length, 0);
  }
  result.findings.push(...drifts.map(({ finding }) => finding));
  const mends = new Map(
    drifts.flatMap(({ mend }) => (mend === undefined ? [] : [[`${mend.method} ${mend.path}`, mend]])),
  );
  result.mends.push(...mends.values());
  return result;
}

/** The properties of the networks that the platform's program makes; what else the operator has is not ours to judge. */
function platformDrifts(plan: StackPreview, { networks }: SharedContent): Drift[] {
  const planned = plannedPlatform(plan);
  const none = {
    subnet: [],
    "subnet pool": [],
    port: [],
    router: [],
    "security group": [],
    "floating address": [],
    server: [],
  };
  const found = foundConfiguration({ inside: { network: [...networks], ...none }, shares: [] }, planned, []);
  return propertyDifferences(PLATFORM_STACK, planned, found);
}

function serversOf(
  { repository, deployed }: ConfigurationInput,
  { planned, contents, shared }: Read,
  agency: string,
): { drifts: Drift[]; down: ServerDown[] } {
  const own = (name: string): string => partOf(agency, name) ?? name;
  const { province, plan, tenants } = repository;
  const tenant = tenants[agency];
  const roles = new Map(
    tenant && plannedServers(province, plan, tenant).map(({ name, template }) => [name, province.templates[template]]),
  );
  return serverDifferences({
    agency,
    planned: planned.get(agency)?.servers ?? [],
    found: contents.get(agency)?.inside.server ?? [],
    shared,
    modelOf: (name) => roles.get(own(name)),
    madeAs: (name) => deployed[agency]?.servers[own(name)]?.instanceId,
  });
}
