import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Faults } from "../faults.ts";
import { sortedTags } from "../tags.ts";
import { computeQuota, loadBalancerQuota, networkQuota, volumeQuota, type ProjectQuotas } from "./quotas.ts";

export interface TenantProjectArgs {
  /** Name in the cloud; default the component's name. */
  projectName?: string;
  description?: string;
  quotas: ProjectQuotas;
  /** Roles of the deployer in this project by name: `{ member: <id> }`. Never `admin`. */
  roleIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Services beside identity, compute and network that the cloud has: their quotas are set too. */
  services?: readonly ("block-storage" | "load-balancer")[];
  /** Name of the user that deploys into the project; default `deploy-<project name>`. */
  deployerName?: string;
  tags?: readonly string[];
  /** Refuses deletion of the project: everything in it would be lost to its owner. */
  protect?: boolean;
}

/** Who deploys into a project: a user with roles there and nowhere else. */
export interface Deployer {
  userName: string;
  /** A secret. */
  password: string;
}

/**
 * A project with every quota set, and a user of its own that deploys into it. An agency's stack runs as that user, not
 * as the cloud's administrator: then nothing of it can land in another project.
 */
export class TenantProject extends pulumi.ComponentResource {
  readonly projectId: pulumi.Output<string>;
  readonly projectName: pulumi.Output<string>;
  /** Known only once the user has its roles. */
  readonly deployer: pulumi.Output<Deployer>;

  constructor(name: string, args: TenantProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    const faults = new Faults(`TenantProject '${name}'`);
    if ("admin" in args.roleIds) faults.add("role 'admin' reaches beyond the project (IAM-01): give 'member'");
    if (Object.keys(args.roleIds).length === 0)
      faults.add("roleIds is empty: the deployer could do nothing; give 'member'");
    for (const [quota, value] of Object.entries(args.quotas)) faults.wholeNumber(`quotas.${quota}`, value, 0);
    faults.throwIfAny();
    super("provincial:identity:TenantProject", name, {}, opts);
    const projectName = args.projectName ?? name;
    const project = new openstack.identity.Project(
      name,
      { name: projectName, description: args.description, enabled: true, tags: sortedTags(args.tags) },
      { parent: this, protect: args.protect },
    );
    this.#setQuotas(name, project.id, args);

    const password = new random.RandomPassword(`${name}-deployer`, { length: 32, special: false }, { parent: this });
    const user = new openstack.identity.User(
      `${name}-deployer`,
      {
        name: args.deployerName ?? `deploy-${projectName}`,
        description: `Deploys into project ${projectName}`,
        defaultProjectId: project.id,
        password: password.result,
        // Nobody logs in as this user to change its password.
        ignoreChangePasswordUponFirstUse: true,
        ignorePasswordExpiry: true,
      },
      { parent: this },
    );
    const assignments = Object.entries(args.roleIds).map(
      ([role, roleId]) =>
        new openstack.identity.RoleAssignment(
          `${name}-deployer-${role}`,
          { projectId: project.id, userId: user.id, roleId },
          { parent: this },
        ),
    );

    this.projectId = project.id;
    this.projectName = project.name;
    const assigned = pulumi.all(assignments.map(({ id }) => id));
    this.deployer = pulumi.secret(
      pulumi
        .all([user.name, password.result, assigned])
        .apply(([userName, result]): Deployer => ({ userName, password: result })),
    );
    this.registerOutputs({ projectId: this.projectId, projectName: this.projectName, deployer: this.deployer });
  }

  #setQuotas(name: string, projectId: pulumi.Output<string>, { quotas, services = [] }: TenantProjectArgs): void {
    const parent = { parent: this };
    new openstack.networking.QuotaV2(name, { projectId, ...networkQuota(quotas) }, parent);
    new openstack.compute.QuotaSetV2(name, { projectId, ...computeQuota(quotas) }, parent);
    if (services.includes("block-storage")) {
      new openstack.blockstorage.QuoteSetV3(name, { projectId, ...volumeQuota(quotas) }, parent);
    }
    if (services.includes("load-balancer")) {
      new openstack.loadbalancer.Quota(name, { projectId, ...loadBalancerQuota(quotas) }, parent);
    }
  }
}
