import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planTree } from "../cli/report/plan-tree.ts";
import { judgeStacks } from "../infra/preview-stacks.ts";
import { displayInputs } from "../infra/preview/property-value.ts";
import { PROJECT } from "../infra/stack-names.ts";

// The platform, the agencies that have a file, and one of each kind that has none; tests/documented-commands.slow.test.ts
// judges all of them.
const plans = await judgeStacks(["platform", "stttt", "vpubnd", "15061", "snv", "389", "14758"]);
function stack(name: string) {
  const found = plans.find((plan) => plan.stack === name);
  if (found === undefined) throw new Error(`no plan of ${name}`);
  return found;
}
const ofType = (name: string, type: string) =>
  stack(name).resources.filter((resource) => resource.type.endsWith(`:${type}`));

test("the project's name is Pulumi.yaml's", () => {
  expect(readFileSync("Pulumi.yaml", "utf8")).toContain(`name: ${PROJECT}\n`);
});

test("a stack of each kind passes every policy, without advice", () => {
  expect(plans.flatMap((plan) => plan.findings)).toEqual([]);
});

test("every network of every agency has a subnet of each family (R1-01)", () => {
  for (const name of ["stttt", "vpubnd", "15061"]) {
    const networks = ofType(name, "Network");
    expect(networks.length).toBeGreaterThan(0);
    for (const network of networks) {
      const versions = ofType(name, "Subnet")
        .filter((subnet) => subnet.propertyDependencies["networkId"]?.includes(network.urn))
        .map((subnet) => subnet.raw["ipVersion"]);
      expect(new Set(versions)).toEqual(new Set([4, 6]));
    }
  }
});

test("subnets are those of the plan", () => {
  const cidrs = (name: string) =>
    ofType(name, "Subnet")
      .map((subnet) => String(displayInputs(subnet.raw)["cidr"]))
      .toSorted();
  expect(cidrs("stttt")).toContain("3fff:38:60:2000::/64");
  expect(cidrs("stttt")).toContain("10.96.32.0/24");
  expect(cidrs("15061")).toContain("3fff:38:84:8020::/64");
  expect(cidrs("15061")).toContain("10.137.0.64/27");
});

test("every resource of an agency is made by its deployer's provider, never by the default one", () => {
  for (const name of ["stttt", "vpubnd", "15061"]) {
    const made = stack(name).resources.filter((resource) => resource.custom && resource.type.startsWith("openstack:"));
    expect(made.length).toBeGreaterThan(20);
    for (const resource of made) expect(resource.provider).toContain(`pulumi:providers:openstack::${name}`);
  }
});

test("the tree shows both families side by side", () => {
  const tree = planTree(stack("stttt"));
  expect(tree).toMatch(/10\.96\.32\.0\/24\s+3fff:38:60:2000::\/64/);
  expect(tree).toMatch(/IPv4 0\.0\.0\.0\/0\s+IPv6 ::\/0/);
});
