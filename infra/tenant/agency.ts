import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { AgencyTenant } from "../../components/agency-tenant/index.ts";
import { bothLanguages } from "../both-languages.ts";
import type { ProjectOutputs } from "../project/project-outputs.ts";
import { readStack } from "../read-stack.ts";
import { PLATFORM_STACK, projectStack } from "../stack-names.ts";
import { tenantArgs } from "./tenant-args.ts";
import type { TenantSpec } from "./tenant-spec.ts";

/**
 * One agency's tenant, made inside the agency's own project by the agency's own deployer. Returns the project, the
 * networks and the servers with their addresses.
 */
export async function agencyProgram(tenant: TenantSpec): Promise<Record<string, unknown>> {
  const project = readStack<ProjectOutputs>(projectStack(tenant.code));
  const projectId = project("projectId");
  const provider = deployerProvider(tenant, project);
  await ownProjectOnly(tenant, projectId, provider);
  const { name, ipv4SubnetId } = project("externalNetwork");
  const made = new AgencyTenant(
    tenant.code,
    tenantArgs(tenant, {
      projectId,
      routerId: project("routerId"),
      ipv4PoolId: project("poolIds").ipv4,
      ipv6PoolId: project("poolIds").ipv6,
      externalNetwork: { name, ipv4SubnetId },
      imageId: (image) => project("images").apply((images) => images[image] ?? missing("image", image)),
      flavorId: (flavor) => project("flavors").apply((flavors) => flavors[flavor] ?? missing("flavor", flavor)),
    }),
    { providers: { openstack: provider } },
  );
  return { agency: tenant.code, projectId: made.projectId, networks: made.networks, servers: made.servers };
}

function missing(kind: string, name: string): never {
  const command = `pulumi up --stack ${PLATFORM_STACK}`;
  throw new Error(
    bothLanguages(
      `The platform has no ${kind} ${name} yet: run \`${command}\` first.`,
      `Nền tảng chưa có ${kind} ${name}: hãy chạy \`${command}\` trước.`,
    ),
  );
}

/** A provider with the deployer's explicit credentials: an entry of clouds.yaml would win over `tenantId` silently. */
function deployerProvider(
  { code }: TenantSpec,
  project: ReturnType<typeof readStack<ProjectOutputs>>,
): openstack.Provider {
  const { authUrl, region } = project("cloud");
  const { userName, password } = project("deployer");
  return new openstack.Provider(code, {
    // Given, though empty: the SDK would put OS_CLOUD here, and a plan must not depend on the environment.
    cloud: "",
    authUrl,
    region,
    userName,
    password,
    userDomainName: "Default",
    tenantId: project("projectId"),
  });
}

/**
 * Stops the program before it registers anything when the credentials work in another project: `OS_CLOUD` in the
 * environment wins over explicit ones, and everything would land in the operator's project without an error. Offline
 * the cloud can't be asked, and nothing is made.
 */
async function ownProjectOnly(
  tenant: TenantSpec,
  expected: pulumi.Output<string>,
  provider: openstack.Provider,
): Promise<void> {
  const { projectId: found } = await openstack.identity.getAuthScope({ name: tenant.code }, { provider });
  if (typeof found !== "string" || found === "") return;
  const wanted = await new Promise<string>((resolve) => expected.apply(resolve));
  if (wanted === found) return;
  throw new Error(
    bothLanguages(
      `The credentials of agency ${tenant.code} work in project ${found}, not in its own ${wanted}. OS_CLOUD or another OS_* variable overrides them: unset it for an agency's stack.`,
      `Thông tin xác thực của cơ quan ${tenant.code} dẫn vào dự án ${found}, không phải dự án ${wanted} của cơ quan. Biến OS_CLOUD hoặc OS_* khác đã ghi đè: hãy bỏ biến đó khi chạy stack của cơ quan.`,
    ),
  );
}
