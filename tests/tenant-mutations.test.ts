import { beforeAll, expect, test } from "vitest";
import { policyContextOf } from "../infra/policy-context.ts";
import { previewStacks } from "../infra/preview-stacks.ts";
import { judgedResource } from "../infra/preview/judged-stack.ts";
import { PROJECT } from "../infra/stack-names.ts";
import { judge } from "../policies/judge.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext } from "../policies/policy.ts";
import { listOf } from "../policies/resources/inputs.ts";
import { PORT, ROUTER_INTERFACE, SEC_GROUP, SEC_GROUP_RULE, SUBNET } from "../policies/resources/types.ts";

// The policies must see every half of what our own program makes twice: take one away and a finding has to follow.
const STACK = "15061";
let resources: JudgedResource[];
let context: PolicyContext;

beforeAll(async () => {
  const [plan] = await previewStacks([STACK]);
  resources = plan!.resources.map(judgedResource);
  context = policyContextOf(PROJECT, STACK);
});

function mandatoryWithout(gone: JudgedResource): string[] {
  const { findings } = judge(
    resources.filter((resource) => resource !== gone),
    context,
  );
  return findings.filter((finding) => finding.level === "mandatory").map((finding) => finding.policy);
}

test("the tenant as it is has no finding", () => {
  expect(judge(resources, context).findings).toEqual([]);
});

test.each([
  ["subnet", SUBNET, "NET-01"],
  ["router interface", ROUTER_INTERFACE, "RTR-01"],
])("without any one %s it fails", (_, type, policy) => {
  const all = resources.filter((resource) => resource.type === type);
  expect(all.length).toBeGreaterThan(1);
  for (const gone of all)
    expect([gone.name, mandatoryWithout(gone)]).toEqual([gone.name, expect.arrayContaining([policy])]);
});

test("without the standing group on a port, the errors that it lets in are missed there", () => {
  const standing = resources.find(({ type, name }) => type === SEC_GROUP && name === `${STACK}-standing`);
  const ports = resources.filter(({ type }) => type === PORT);
  expect(ports.length).toBeGreaterThan(1);
  for (const port of ports) {
    const links = port.propertyDependencies["securityGroupIds"] ?? [];
    expect(links).toContain(standing?.urn);
    const ids = listOf(port.inputs["securityGroupIds"]);
    if (ids === UNKNOWN) throw new Error(`the groups of ${port.name} are not listed`);
    const alone = {
      ...port,
      inputs: { ...port.inputs, securityGroupIds: ids.slice(1) },
      propertyDependencies: {
        ...port.propertyDependencies,
        securityGroupIds: links.filter((urn) => urn !== standing?.urn),
      },
    };
    const { findings } = judge(
      resources.map((resource) => (resource === port ? alone : resource)),
      context,
    );
    expect(findings.map(({ policy, message }) => [policy, message.en])).toEqual([
      ["SEC-05", expect.stringContaining("admits no ipv6-icmp type 1")],
    ]);
  }
});

test("without any one rule for tcp or udp it fails", () => {
  const all = resources.filter(
    (resource) => resource.type === SEC_GROUP_RULE && ["tcp", "udp"].includes(String(resource.inputs["protocol"])),
  );
  expect(all.length).toBeGreaterThan(10);
  for (const gone of all)
    expect([gone.name, mandatoryWithout(gone)]).toEqual([gone.name, expect.arrayContaining(["SEC-02"])]);
});
