import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { ofType, recordResources, theOne } from "../testing/record-resources.ts";
import { TenantProject, type TenantProjectArgs } from "./index.ts";
import { computeQuota, loadBalancerQuota, networkQuota, volumeQuota } from "./quotas.ts";

const quotas = { instances: 10, cores: 20, ramMb: 40_960, networks: 6, floatingIps: 2 };
const make = (args: Partial<TenantProjectArgs> = {}) =>
  recordResources(() => {
    const { deployer } = new TenantProject("stttt", { quotas, roleIds: { member: "member-role" }, ...args });
    return { deployer };
  });

test("a project with quotas of its own and a deployer with a role in it alone", async () => {
  const { resources, result } = await make();
  expect(theOne(resources, "RoleAssignment", "stttt-deployer-member").inputs).toEqual({
    projectId: "stttt-id",
    userId: "stttt-deployer-id",
    roleId: "member-role",
  });
  expect(theOne(resources, "User", "stttt-deployer").inputs).toMatchObject({
    name: "deploy-stttt",
    defaultProjectId: "stttt-id",
    password: { secret: "made-by-random" },
  });
  expect(result.deployer).toEqual({ userName: "deploy-stttt", password: "made-by-random" });
});

test("the deployer is a secret as a whole", async () => {
  const { result } = await recordResources(() => {
    const { deployer, projectId } = new TenantProject("stttt", { quotas, roleIds: { member: "member-role" } });
    return Promise.all([pulumi.isSecret(deployer), pulumi.isSecret(projectId)]);
  });
  expect(result).toEqual([true, false]);
});

// The provider's inputs, less the project and the region: a field left out was written as zero by older providers.
test("every quota field is given", async () => {
  expect(Object.keys(networkQuota(quotas)).toSorted()).toEqual(
    "floatingip network port rbacPolicy router securityGroup securityGroupRule subnet subnetpool".split(" "),
  );
  expect(Object.keys(computeQuota(quotas)).toSorted()).toEqual(
    "cores fixedIps floatingIps injectedFileContentBytes injectedFilePathBytes injectedFiles instances keyPairs metadataItems ram securityGroupRules securityGroups serverGroupMembers serverGroups".split(
      " ",
    ),
  );
  expect(Object.keys(volumeQuota(quotas)).toSorted()).toEqual(
    "backupGigabytes backups gigabytes groups perVolumeGigabytes snapshots volumes".split(" "),
  );
  expect(Object.keys(loadBalancerQuota(quotas)).toSorted()).toEqual(
    "healthMonitor l7Policy l7Rule listener loadbalancer member pool".split(" "),
  );
});

test("the quota of subnets holds both families of every network", () => {
  const { network, router, subnet } = networkQuota(quotas);
  expect({ network, router }).toEqual({ network: 6, router: 1 });
  expect(subnet).toBeGreaterThanOrEqual(2 * quotas.networks);
});

// Neutron counts a resource that is just being made as there and as reserved: n made side by side need room for 2n - 1.
test.each([
  ["subnet", 2 * quotas.networks],
  ["securityGroup", quotas.networks + 1],
] as const)("the quota of %s has room for all %i that are made side by side", (field, made) => {
  const standing = field === "securityGroup" ? 1 : 0;
  expect(networkQuota(quotas)[field]).toBeGreaterThanOrEqual(standing + 2 * made - 1);
});

test("the quota of subnet pools holds one of each family and no other", () => {
  expect(networkQuota(quotas).subnetpool).toBe(2);
});

test("quotas of further services only where the cloud has them", async () => {
  const plain = await make();
  expect(ofType(plain.resources, "QuoteSetV3")).toEqual([]);
  const full = await make({
    services: ["block-storage", "load-balancer"],
    quotas: { ...quotas, volumes: 4, volumeGb: 200, loadBalancers: 2 },
  });
  expect(theOne(full.resources, "QuoteSetV3", "stttt").inputs).toMatchObject({ volumes: 4, gigabytes: 200 });
  expect(theOne(full.resources, "Quota", "stttt").inputs).toMatchObject({ loadbalancer: 2, projectId: "stttt-id" });
});

test("role admin is refused: it reaches beyond the project (IAM-01)", async () => {
  await expect(make({ roleIds: { admin: "x" } })).rejects.toThrow("role 'admin' reaches beyond the project");
});

test("protect guards the project alone", async () => {
  const { resources } = await make({ protect: true });
  expect(resources.filter(({ protect }) => protect).map(({ type }) => type)).toEqual([
    "openstack:identity/project:Project",
  ]);
});
