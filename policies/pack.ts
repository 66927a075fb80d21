import { PolicyPack } from "@pulumi/policy";
import { allPolicies } from "./all.ts";
import { pulumiPolicies } from "./pulumi/pulumi-adapter.ts";

/**
 * Serves the policies to Pulumi. Loaded by the analyzer only: a pack starts a server and keeps its process alive.
 *
 * @param folder the pack's folder, with the package.json that PolicyPack reads its version from
 */
export function servePack(folder: string): PolicyPack {
  // PolicyPack looks for package.json in the working directory, and the engine starts the pack in the program's.
  const program = process.cwd();
  process.chdir(folder);
  try {
    return new PolicyPack("provincial-cloud-policies", {
      displayName: "Policies of the provincial cloud",
      description: "Dual-stack networks, routers, ports, security groups and servers on OpenStack",
      policies: pulumiPolicies(allPolicies),
    });
  } finally {
    process.chdir(program);
  }
}
