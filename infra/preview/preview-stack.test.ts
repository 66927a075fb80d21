import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { UNKNOWN } from "../../policies/policy.ts";
import { previewStack } from "./preview-stack.ts";
import { displayInputs, judgedInputs, UNKNOWN_SENTINEL } from "./property-value.ts";

async function network(): Promise<Record<string, unknown>> {
  const net = new openstack.networking.Network("n", { name: "n", tags: [pulumi.getStack()] });
  new openstack.networking.Subnet("s", { networkId: net.id, cidr: "3fff:38::/64", ipVersion: 6 });
  return { networkId: net.id, name: net.name, password: pulumi.secret("hunter2") };
}

test("a plan holds what the program registered, links while ids are unknown, and outputs", async () => {
  const plan = await previewStack({ project: "p", stack: "a", program: network });
  const subnet = plan.resources.find((resource) => resource.name === "s");
  expect(subnet?.urn).toBe("urn:pulumi:a::p::openstack:networking/subnet:Subnet::s");
  expect(subnet?.propertyDependencies["networkId"]).toEqual([
    "urn:pulumi:a::p::openstack:networking/network:Network::n",
  ]);
  expect(displayInputs(subnet?.raw ?? {})["networkId"]).toBe(UNKNOWN_SENTINEL);
  expect(judgedInputs(subnet?.raw ?? {})["networkId"]).toBe(UNKNOWN);
  expect(displayInputs(plan.outputs)).toEqual({ name: "n", networkId: UNKNOWN_SENTINEL, password: "[secret]" });
});

test("stacks planned at the same time keep apart", async () => {
  const plans = await Promise.all(
    ["a", "b", "c"].map((stack) => previewStack({ project: "p", stack, program: network })),
  );
  for (const plan of plans) {
    const net = plan.resources.find((resource) => resource.name === "n");
    expect(net?.raw["tags"]).toEqual([plan.stack]);
    expect(plan.resources).toHaveLength(3);
  }
});

test("a reference gives what the other stack's plan knows, and nothing of a stack that is not planned", async () => {
  const seen: Record<string, unknown> = {};
  const other = await previewStack({
    project: "p",
    stack: "platform",
    program: async () => ({ url: "http://192.0.2.1" }),
  });
  const read = async (): Promise<Record<string, unknown>> => {
    const reference = new pulumi.StackReference("organization/p/platform");
    const out = reference.requireOutput("url");
    return { url: out };
  };
  const known = await previewStack({
    project: "p",
    stack: "a",
    program: read,
    references: { "organization/p/platform": other.outputs },
  });
  seen["known"] = displayInputs(known.outputs)["url"];
  const unknown = await previewStack({ project: "p", stack: "a", program: read });
  seen["unknown"] = displayInputs(unknown.outputs)["url"];
  expect(seen).toEqual({ known: "http://192.0.2.1", unknown: UNKNOWN_SENTINEL });
});

test("a failing program fails the plan with its own message", async () => {
  const failing = async (): Promise<Record<string, unknown>> => {
    new openstack.networking.Network("n", {});
    new openstack.networking.Network("n", {});
    return {};
  };
  await expect(previewStack({ project: "p", stack: "a", program: failing })).rejects.toThrow(/Duplicate resource URN/);
});
