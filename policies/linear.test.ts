import { expect, test } from "vitest";
import { allPolicies } from "./all.ts";
import { preview, ref, type Draft } from "./examples/drafts.ts";
import { allExamples } from "./examples/examples-of.ts";
import type { JudgedResource, Policy, PolicyContext, StackPolicy } from "./policy.ts";
import * as type from "./resources/types.ts";
import { compliantTenant, rule, tenantContext } from "./testing/compliant-tenant.ts";
import { applied } from "./testing/draft-views.ts";

const context: PolicyContext = {
  ...tenantContext,
  environment: "example",
  asns: [64_500],
  aggregates: { ipv4: ["10.0.0.0/8"], ipv6: ["3fff:38::/40"] },
};

/** Ways of publishing and attaching that no example needs. */
const published: readonly Draft[] = [
  ...compliantTenant(),
  { type: type.FLOATING_IP_ASSOCIATE, name: "a", inputs: { floatingIp: ref("portal"), portId: ref("web-2-port") } },
  { type: type.PORT_FORWARDING, name: "f", inputs: { floatingipId: ref("portal"), internalPortId: ref("web-1-port") } },
  {
    type: type.COMPUTE_FLOATING_IP_ASSOCIATE,
    name: "s",
    inputs: { floatingIp: ref("portal"), instanceId: ref("web-2") },
  },
  { type: type.NETWORK, name: "named", inputs: { name: "named" } },
  { type: type.INSTANCE, name: "by-name", inputs: { networks: [{ name: "named" }], securityGroups: ["web"] } },
  { type: type.ADDRESS_GROUP, name: "offices", inputs: { addresses: ["10.96.80.0/20", "::/0"] } },
  ...["IPv4", "IPv6"].map((ethertype) =>
    rule(`offices-${ethertype}`, { ethertype, remoteAddressGroupId: ref("offices") }),
  ),
  {
    type: type.ROUTER_ROUTES,
    name: "routes",
    inputs: { routerId: ref("router"), routes: [{ destinationCidr: "10.128.0.0/9", nextHop: ref("web-1-port") }] },
  },
  { type: type.FIREWALL_RULE, name: "fw", inputs: { action: "allow", sourceIpAddress: "10.96.80.0/20" } },
  { type: type.FIREWALL_POLICY, name: "fw-in", inputs: { rules: [ref("fw")] } },
];

const sources: readonly (readonly Draft[])[] = [
  published,
  ...(await allExamples(allPolicies)).flatMap(({ examples }) => [examples.passes, examples.fails]),
];

/** Every source `times` times in one stack, each copy with names and addresses of its own. */
function stackOf(view: typeof preview, times: number): JudgedResource[] {
  return Array.from({ length: times }, (_, copy) =>
    sources.flatMap((drafts, source) => {
      const mark = `-${source}-${copy}`;
      return view(drafts).map((resource) => renamed(resource, mark, copy));
    }),
  ).flat();
}

function renamed(resource: JudgedResource, mark: string, copy: number): JudgedResource {
  const inputs = Object.fromEntries(
    Object.entries(resource.inputs).map(([key, value]) => [
      key,
      key === "name" ? `${String(value)}${mark}` : moved(value, mark, copy),
    ]),
  );
  const propertyDependencies = Object.fromEntries(
    Object.entries(resource.propertyDependencies).map(([key, urns]) => [key, urns.map((urn) => urn + mark)]),
  );
  const id = resource.id === undefined ? {} : { id: resource.id + mark };
  return { ...resource, ...id, urn: resource.urn + mark, name: resource.name + mark, inputs, propertyDependencies };
}

function moved(value: unknown, mark: string, copy: number): unknown {
  if (typeof value === "string") {
    if (/^(id-of-|svc:)/.test(value)) return value + mark;
    return value
      .replaceAll(/\b203\.0\.113\./g, `10.${copy}.113.`)
      .replaceAll(/\b10\.\d+\./g, `10.${copy}.`)
      .replaceAll(/\b3fff:38:\w+:/g, `3fff:38:${(0x100 + copy).toString(16)}:`);
  }
  if (Array.isArray(value)) return value.map((element) => moved(element, mark, copy));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, moved(element, mark, copy)]));
}

/** How often a policy reads a field or an input of a resource. */
function reads(policy: Policy, resources: readonly JudgedResource[]): number {
  let count = 0;
  const handler: ProxyHandler<object> = {
    get(target, key, receiver): unknown {
      count += 1;
      return Reflect.get(target, key, receiver);
    },
  };
  const watched = resources.map((resource): JudgedResource => {
    const inputs = new Proxy<Record<string, unknown>>(resource.inputs, handler);
    return new Proxy<JudgedResource>({ ...resource, inputs }, handler);
  });
  if (policy.kind === "stack") policy.check(watched, context);
  else {
    for (const resource of watched) policy.check(resource, context);
    policy.checkStack?.(watched, context);
  }
  return count;
}

interface Sizes {
  small: JudgedResource[];
  large: JudgedResource[];
}
const STACKS: Record<"preview" | "applied", Sizes> = {
  preview: { small: stackOf(preview, 3), large: stackOf(preview, 12) },
  applied: { small: stackOf(applied, 3), large: stackOf(applied, 12) },
};

/** Reads of a stack of four times the size, by those of the small one. */
function growth(policy: Policy, { small, large }: Sizes): number {
  return reads(policy, large) / reads(policy, small);
}

// Reads are counted, not seconds: they are the same on every machine, however busy it is.
test.each(allPolicies.map((policy) => [policy.id, policy] as const))(
  "%s reads each resource a few times",
  (_, policy) => {
    for (const view of ["preview", "applied"] as const) expect(growth(policy, STACKS[view]), view).toBeLessThan(4.4);
  },
);

test("a scan of all resources for each of them is seen", () => {
  const nested: StackPolicy = {
    ...allPolicies[0]!,
    kind: "stack",
    check: (resources) =>
      resources.flatMap(({ urn }) =>
        resources
          .filter((other) => other.parent === urn && other.urn === "")
          .map(() => ({ resource: urn, message: { en: "", vi: "" } })),
      ),
  };
  expect(growth(nested, { small: stackOf(preview, 1), large: stackOf(preview, 4) })).toBeGreaterThan(10);
});
