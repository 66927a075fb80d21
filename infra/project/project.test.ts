import { expect, test } from "vitest";
import { previewStacks } from "../preview-stacks.ts";

// Pulumi deletes in the reverse order. Without its deployer an agency's stack can't be taken away any more.
test("an agency's pools and router go before its deployer's role, and that before the deployer", async () => {
  const [plan] = await previewStacks(["project-15061"]);
  const named = (type: string, name: string) =>
    plan?.resources.find((resource) => resource.type.endsWith(`:${type}`) && resource.name === name);
  const role = named("RoleAssignment", "15061-deployer-member");
  expect(role?.dependencies).toContain(named("User", "15061-deployer")?.urn);
  expect(named("SubnetPool", "15061-ipv4")?.dependencies).toContain(role?.urn);
  expect(named("SubnetPool", "15061-ipv6")?.dependencies).toContain(role?.urn);
  expect(named("Router", "15061")?.dependencies).toContain(role?.urn);
});
