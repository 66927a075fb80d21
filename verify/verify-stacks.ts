import type { StackPreview } from "../infra/preview/planned-resource.ts";
import type { Repository } from "../infra/repository/repository.ts";
import { partOf } from "../infra/tenant/names.ts";
import { cloudStatus, externalNetwork } from "../local-cloud/cloud.ts";
import { compare } from "../model/order.ts";
import type { Progress } from "../model/text.ts";
import { CloudApiError } from "../openstack/cloud-api-error.ts";
import type { CloudReader } from "../openstack/cloud-reader.ts";
import type { Finding } from "../policies/policy.ts";
import { deploymentDifferences } from "./configuration/deployment-differences.ts";
import type { ServerDown } from "./configuration/server-differences.ts";
import { verifyConfiguration } from "./configuration/verify-configuration.ts";
import { deployedTenant, type DeployedTenant } from "./deployed/deployed-tenant.ts";
import { expectationsOf, type NotTried } from "./expected/expectations.ts";
import type { FarHosts } from "./expected/outbound-probes.ts";
import { asExpected, sourceName, type Outcome } from "./expected/probe.ts";
import { difference } from "./finding.ts";
import { guestsOf, verifyGuests, verifyMetadata } from "./guests/verify-guests.ts";
import { familyAgreement } from "./packets/family-agreement.ts";
import { judgeOutcomes } from "./packets/judge-outcomes.ts";
import { runProbes } from "./packets/prober.ts";
import { withoutUnsound } from "./packets/unsound-servers.ts";
import { localCloudVantages, outsideVantage, type VantageOf } from "./packets/vantage.ts";
import { countOutcomes, summaryOf, type Counts, type VerifyReport } from "./report.ts";

export type { VerifyReport } from "./report.ts";

export interface VerifyOptions {
  repository: Repository;
  /** Agency codes to prove. */
  stacks: readonly string[];
  /** Outputs by stack: of the stacks to prove, and of every other deployed agency, whose servers try to get in. */
  outputs: Record<string, Record<string, unknown>>;
  /** Name of the local cloud; undefined for a cloud of somebody else, which is seen from outside and by its API alone. */
  cloud?: string;
  /** Where the operator's credentials are: `OS_CLOUD` and `OS_CLIENT_CONFIG_FILE`, or `OS_*`. */
  environment: Record<string, string | undefined>;
  progress?: Progress;
  /** Seconds to wait for cloud-init in each server; by default what the cloud's kind of servers may need to boot. */
  patience?: number;
  /** In place of the real vantage points, far hosts, API and offline plans, for tests. */
  vantageOf?: VantageOf;
  farHosts?: FarHosts;
  openCloud?: () => Promise<CloudReader>;
  /** Differences of the deployers' logins; nobody logs in when absent. */
  deployerLogins?: (agencies: readonly string[]) => Promise<Finding[]>;
  previewStacks?: (stacks: readonly string[]) => Promise<StackPreview[]>;
}

/**
 * Proves that tenants are what their YAML says: facts inside the servers, then packets in both families from every
 * place that can send some, and at the same time the configuration that stands in the cloud. Differences are findings;
 * it throws only where it cannot start, as on outputs of another version.
 */
export async function verifyStacks(options: VerifyOptions): Promise<VerifyReport> {
  const start = performance.now();
  const { repository, stacks, progress = () => {} } = options;
  const { province, plan, tenants } = repository;
  const deployed = deployedTenants(options);
  const { cloud } = options;
  const patience = options.patience ?? (await bootTime(cloud));
  const view = cloud === undefined && options.vantageOf === undefined ? "outside" : "inside";
  const vantageOf =
    options.vantageOf ?? (cloud === undefined ? outsideVantage : localCloudVantages(cloud, deployed, patience));

  const chosen = stacks.map((stack) => {
    const tenant = tenants[stack];
    if (tenant === undefined) throw new Error(`no agency '${stack}' in stacks/agencies`);
    return tenant;
  });
  const proven = chosen.filter(({ code }) => deployed[code] !== undefined);
  // Runs beside the packets; never rejects.
  const configuration = verifyConfiguration({
    repository,
    agencies: proven.map(({ code }) => code),
    deployed,
    environment: options.environment,
    openCloud: options.openCloud,
    previewStacks: options.previewStacks,
    required: view === "inside",
  });
  const logins = options.deployerLogins?.(proven.map(({ code }) => code)) ?? Promise.resolve([]);
  // Somebody awaits it below; until then a failure is no unhandled one.
  logins.catch(() => {});
  const findings: Finding[] = chosen.flatMap((tenant) =>
    deploymentDifferences(province, plan, tenant, deployed[tenant.code]),
  );
  const notTried: NotTried[] = [];

  const { up, down } = withoutDown(deployed, await configuration.down);
  notTried.push(...down);
  const guests = view === "inside" ? guestsOf(repository, proven, up, vantageOf) : [];
  if (view === "outside") {
    notTried.push({
      what: {
        en: "what the servers see, and every connection that starts in one",
        vi: "những gì máy chủ thấy, và mọi kết nối xuất phát từ máy chủ",
      },
      why: {
        en: "only a local cloud lets commands run in its servers",
        vi: "chỉ đám mây trên máy mới cho chạy lệnh trong máy chủ",
      },
    });
  }
  progress({
    en: `asking ${guests.length} servers what they see`,
    vi: `đang hỏi ${guests.length} máy chủ xem chúng thấy gì`,
  });
  // Before the packets: a server whose cloud-init still runs does not answer yet.
  const facts = await verifyGuests(repository, guests, patience, configuration.mtuOf);

  const farHosts = options.farHosts ?? (cloud === undefined ? undefined : externalNetwork().farHosts);
  const expectations = proven.map((tenant) =>
    expectationsOf({ province, plan, tenants, tenant, deployed: up, view, farHosts }),
  );
  const probes = expectations.flatMap((each) => each.probes);
  notTried.push(...expectations.flatMap((each) => each.notTried));
  progress({ en: `sending ${probes.length} probes`, vi: `đang gửi ${probes.length} phép thử` });
  const [probed, metadata] = await Promise.all([runProbes(probes, vantageOf), verifyMetadata(guests)]);
  for (const { source, failure } of probed) {
    if (failure === undefined) continue;
    const name = sourceName(source);
    const what = { en: `probes from ${name}`, vi: `các phép thử từ ${name}` };
    if (view === "outside") notTried.push({ what, why: failure });
    else {
      const message = {
        en: `${what.en} could not be sent: ${failure.en}`,
        vi: `không gửi được ${what.vi}: ${failure.vi}`,
      };
      findings.push(difference("VER-17", name, message));
    }
  }
  const outcomes = probed.flatMap((each) => each.outcomes);
  const tried = view === "outside" ? withoutMissingFamilies(outcomes, notTried) : outcomes;
  const { judged, notJudged } = withoutUnsound(tried, facts.findings);
  notTried.push(...notJudged);
  const agreement = familyAgreement(judged);

  progress({
    en: "comparing the cloud's configuration with the plan",
    vi: "đang đối chiếu cấu hình của đám mây với kế hoạch",
  });
  const configured = await configuration.result;
  notTried.push(...configured.notTried);
  try {
    findings.push(...(await logins));
  } catch (error) {
    if (!(error instanceof CloudApiError)) throw error;
    const what = {
      en: "the logins of the agencies' deployers",
      vi: "đăng nhập của các tài khoản triển khai",
    };
    notTried.push({ what, why: error.text });
  }
  const all = [
    ...findings,
    ...facts.findings,
    ...metadata.findings,
    ...judgeOutcomes(judged),
    ...agreement.findings,
    ...configured.findings,
  ].toSorted((a, b) => compare(a.policy, b.policy));
  const counts: Counts = {
    ...countOutcomes(tried),
    comparedFamilies: agreement.compared,
    guests: guests.length,
    guestFacts: facts.facts + metadata.facts,
    ...configured.counts,
  };
  return {
    passed: all.length === 0 && counts.probes + counts.rules > 0,
    stacks: [...stacks],
    view,
    counts,
    findings: all,
    evidence: tried.filter((outcome) => !asExpected(outcome)),
    notTried,
    seconds: (performance.now() - start) / 1000,
    summary: summaryOf(counts, all, notTried),
  };
}

const deployedTenants = ({ outputs, repository }: VerifyOptions): Record<string, DeployedTenant> =>
  Object.fromEntries(
    Object.entries(outputs).flatMap(([stack, values]) => {
      const tenant = repository.tenants[stack] === undefined ? undefined : deployedTenant(stack, values);
      return tenant === undefined ? [] : [[stack, tenant]];
    }),
  );

/** What stands without the servers that are not up: hundreds of silent connections would bury the one finding that says so. */
function withoutDown(
  deployed: Record<string, DeployedTenant>,
  servers: Record<string, ServerDown[]>,
): { up: Record<string, DeployedTenant>; down: NotTried[] } {
  const down = Object.entries(servers).flatMap(([agency, list]) =>
    list.map(({ name, why }) => ({ agency, name: partOf(agency, name) ?? name, why })),
  );
  const isUp = (agency: string, name: string): boolean =>
    !down.some((each) => each.agency === agency && each.name === name);
  const up = Object.entries(deployed).map(([agency, tenant]) => {
    const left = Object.entries(tenant.servers).filter(([name]) => isUp(agency, name));
    return [agency, { ...tenant, servers: Object.fromEntries(left) }] as const;
  });
  return {
    up: Object.fromEntries(up),
    down: down.map(({ agency, name, why }) => {
      const server = `${agency}/${name}`;
      return { what: { en: `everything from and to ${server}`, vi: `mọi thứ từ và đến ${server}` }, why };
    }),
  };
}

/** Seconds that servers may need until their cloud-init is done: emulated virtual machines take minutes. */
async function bootTime(cloud: string | undefined): Promise<number> {
  if (cloud === undefined) return 120;
  return (await cloudStatus(cloud)).info?.servers === "vm" ? 900 : 120;
}

/** This host may lack a family, which says nothing about the cloud: then that family was not tried at all. */
function withoutMissingFamilies(outcomes: readonly Outcome[], notTried: NotTried[]): Outcome[] {
  const missing = ([4, 6] as const).filter((family) => {
    const own = outcomes.filter(({ probe }) => probe.family === family);
    return own.length > 0 && own.every(({ seen }) => seen === "unreachable" || seen === "untried");
  });
  for (const family of missing) {
    notTried.push({
      what: { en: `everything over IPv${family}`, vi: `mọi thứ qua IPv${family}` },
      why: { en: `this host has no way out over IPv${family}`, vi: `máy này không có đường ra qua IPv${family}` },
    });
  }
  return outcomes.filter(({ probe }) => !missing.includes(probe.family));
}
