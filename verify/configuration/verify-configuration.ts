import type { StackPreview } from "../../infra/preview/planned-resource.ts";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { type CloudReader, cloudReader } from "../../openstack/cloud-reader.ts";
import { logIn } from "../../openstack/login.ts";
import type { Finding } from "../../policies/policy.ts";
import type { DeployedTenant } from "../deployed/deployed-tenant.ts";
import type { NotTried } from "../expected/expectations.ts";
import { difference } from "../finding.ts";
import type { Counts } from "../report.ts";
import { configurationDifferences } from "./configured-rules.ts";
import { foundNetwork } from "./found-network.ts";
import { plannedNetwork } from "./planned-network.ts";
import { agencyTag, boundaryDifferences } from "./project-boundary.ts";
import { kinds, readProject, type ProjectContent } from "./project-content.ts";

export interface ConfigurationInput {
  /** Deployed agencies to be compared. */
  agencies: readonly string[];
  deployed: Record<string, DeployedTenant>;
  environment: Record<string, string | undefined>;
  /** True: an API that cannot be asked is a difference; false: it was not tried. */
  required: boolean;
  openCloud?: (() => Promise<CloudReader>) | undefined;
  previewStacks: (stacks: readonly string[]) => Promise<StackPreview[]>;
}

interface ConfigurationResult {
  findings: Finding[];
  notTried: NotTried[];
  counts: Pick<Counts, "rules" | "subnets" | "ports" | "resources">;
}

/** A comparison under way. */
export interface ConfigurationView {
  /** Never rejects for a cloud that cannot be asked. */
  result: Promise<ConfigurationResult>;
  /** MTU of the first network of a zone, as Neutron has it; undefined when it cannot be asked. */
  mtuOf: (agency: string, zone: string) => Promise<number | undefined>;
}

/** Starts comparing what stands in the agencies' projects with what their programs plan. */
export function verifyConfiguration(input: ConfigurationInput): ConfigurationView {
  const contents = readProjects(input);
  // Somebody awaits it in both members below; until then a failure is no unhandled one.
  contents.catch(() => {});
  return {
    result: compare(input, contents),
    mtuOf: async (agency, zone) => {
      const content = (await contents.catch(() => undefined))?.get(agency);
      const id = input.deployed[agency]?.networks[zone]?.networkId;
      const mtu = content?.inside.network.find((network) => network["id"] === id)?.["mtu"];
      return typeof mtu === "number" ? mtu : undefined;
    },
  };
}

async function readProjects(input: ConfigurationInput): Promise<Map<string, ProjectContent>> {
  if (input.agencies.length === 0) return new Map();
  const open = async () =>
    cloudReader(await logIn(cloudConfig(input.environment), { services: ["network", "compute"] }));
  const cloud = await (input.openCloud ?? open)();
  const read = input.agencies.map(async (agency) => {
    const projectId = input.deployed[agency]?.projectId ?? "";
    return [agency, await readProject(cloud, projectId, agencyTag(agency))] as const;
  });
  return new Map(await Promise.all(read));
}

async function compare(
  input: ConfigurationInput,
  contents: Promise<Map<string, ProjectContent>>,
): Promise<ConfigurationResult> {
  const counts = { rules: 0, subnets: 0, ports: 0, resources: 0 };
  const result: ConfigurationResult = { findings: [], notTried: [], counts };
  if (input.agencies.length === 0) return result;
  let found: Map<string, ProjectContent>;
  try {
    found = await contents;
  } catch (error) {
    if (!(error instanceof CloudApiError)) throw error;
    const what = "the configuration that stands in the cloud";
    if (input.required)
      result.findings.push(difference("VER-17", "cloud", `${what} could not be read: ${error.message}`));
    else result.notTried.push({ what, why: error.message });
    return result;
  }
  const plans = await input.previewStacks(input.agencies);
  for (const agency of input.agencies) {
    const content = found.get(agency);
    const plan = plans.find(({ stack }) => stack === agency);
    if (content === undefined || plan === undefined) throw new Error(`nothing was read or planned for '${agency}'`);
    const network = foundNetwork(content);
    result.findings.push(...configurationDifferences(agency, plannedNetwork(plan), network));
    result.findings.push(...boundaryDifferences(agency, input.deployed[agency]?.projectId ?? "", content));
    counts.rules += network.rules.length;
    counts.subnets += network.subnets.length;
    counts.ports += network.ports.length;
    counts.resources += kinds.reduce((sum, kind) => sum + content.inside[kind].length, 0);
  }
  return result;
}
