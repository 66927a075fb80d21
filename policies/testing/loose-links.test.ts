import { describe, expect, test } from "vitest";
import { allPolicies } from "../all.ts";
import { preview, ref, type Draft } from "../examples/drafts.ts";
import { allExamples } from "../examples/examples-of.ts";
import { judge } from "../judge.ts";
import { UNKNOWN, type JudgedResource } from "../policy.ts";
import * as type from "../resources/types.ts";

/** What belongs to what, and by which input. */
const OWNED: readonly [owned: string, property: string, owner: string][] = [
  [type.SUBNET, "networkId", type.NETWORK],
  [type.PORT, "networkId", type.NETWORK],
  [type.SEC_GROUP_RULE, "securityGroupId", type.SEC_GROUP],
  [type.PORT_SEC_GROUP_ASSOCIATE, "portId", type.PORT],
  [type.ROUTER_INTERFACE, "routerId", type.ROUTER],
  [type.ROUTER_INTERFACE, "portId", type.PORT],
  [type.ROUTER_ROUTE, "routerId", type.ROUTER],
  [type.LISTENER, "loadbalancerId", type.LOAD_BALANCER],
  [type.POOL, "listenerId", type.LISTENER],
  [type.MEMBERS, "poolId", type.POOL],
  [type.MONITOR, "poolId", type.POOL],
  [type.L7_POLICY, "listenerId", type.LISTENER],
  [type.L7_RULE, "l7policyId", type.L7_POLICY],
  [type.QOS_BANDWIDTH_LIMIT_RULE, "qosPolicyId", type.QOS_POLICY],
  [type.NETWORK_QUOTA, "projectId", type.PROJECT],
  [type.COMPUTE_QUOTA, "projectId", type.PROJECT],
  [type.ROLE_ASSIGNMENT, "projectId", type.PROJECT],
];

const owners = [...new Set(OWNED.map(([, , owner]) => owner))];
const nameOf = (owner: string, which: string) => `noise ${owner} ${which}`;

/** Two of each owner, and one of each kind of owned resources whose owner is one of the two, nobody knows which. */
const noise: Draft[] = [
  ...owners.flatMap((owner) => ["a", "b"].map((which) => ({ type: owner, name: nameOf(owner, which), inputs: {} }))),
  ...OWNED.map(([owned, property, owner], index) => ({
    type: owned,
    name: `noise ${index}`,
    inputs: { [property]: [ref(nameOf(owner, "a")), ref(nameOf(owner, "b"))] },
  })),
];

const unresolved = (resource: JudgedResource): JudgedResource => {
  const own = OWNED.find(([owned, property]) => owned === resource.type && property in resource.inputs);
  if (!resource.name.startsWith("noise ") || !own || !/\d$/.test(resource.name)) return resource;
  return { ...resource, inputs: { ...resource.inputs, [own[1]]: UNKNOWN } };
};

const all = await allExamples(allPolicies);

describe("a link that means one of two things leaves what is said of all others", () => {
  test.each(all.map(({ policy, examples }) => [policy.id, policy, examples] as const))(
    "%s",
    (_, policy, { fails, context, failsContext = context ?? {} }) => {
      const found = (drafts: Draft[]) =>
        judge(preview(drafts).map(unresolved), failsContext, { policies: [policy] })
          .findings.filter(({ resource }) => !resource.includes("::noise "))
          .map(({ resource, level }) => [resource, level]);
      expect(found([...fails, ...noise])).toEqual(found(fails));
    },
  );
});
