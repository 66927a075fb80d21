import openstack from "@pulumi/openstack";
import { TenantProject } from "./index.ts";

const member = openstack.identity.getRoleOutput({ name: "member" });

const project = new TenantProject("stttt", {
  quotas: { instances: 10, cores: 20, ramMb: 40_960, networks: 6, floatingIps: 2 },
  roleIds: { member: member.id },
});

/** A secret: hand it to the provider of the stack that deploys into the project. */
export const deployer = project.deployer;
