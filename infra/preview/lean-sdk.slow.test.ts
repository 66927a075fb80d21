import { spawnSync } from "node:child_process";
import openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { previewStack } from "./preview-stack.ts";

class Pair extends pulumi.ComponentResource {
  readonly names: pulumi.Output<string>;
  readonly known: pulumi.Output<string>;
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Pair", name, {}, opts);
    const net = new openstack.networking.Network(name, { name, description: undefined, tags: ["a"] }, { parent: this });
    const subnet = new openstack.networking.Subnet(
      name,
      { networkId: net.id, name: net.name, cidr: "3fff:38::/64", ipVersion: 6, gatewayIp: net.region },
      { parent: this, dependsOn: [net], protect: true, aliases: [{ name: "former" }] },
    );
    this.known = pulumi.interpolate`${net.name} ${subnet.name}`;
    this.names = pulumi.interpolate`${net.name} ${subnet.name} ${subnet.enableDhcp}`;
    this.registerOutputs({ names: this.names });
  }
}

/** Reads outputs before and after they are settled, secret ones too, and waits for a component as a whole. */
async function program(): Promise<Record<string, unknown>> {
  const provider = new openstack.Provider("p", { cloud: "", authUrl: "https://cloud.example/", password: "hunter2" });
  const pair = new Pair("pair", { providers: [provider] });
  const secret = new openstack.networking.Network("secret", { name: pulumi.secret("hunter2") }, { provider });
  await new Promise((resolve) => pair.known.apply(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  const late = new openstack.networking.Network(
    "late",
    { name: secret.name, description: secret.tags.apply(String), segments: [{ networkType: "vlan" }] },
    { dependsOn: [pair] },
  );
  return { names: pair.names, late: late.name, segment: late.segments[0]?.networkType, id: late.id };
}

test("the lean SDK registers what the SDK as it is registers", async () => {
  const options = { project: "p", stack: "s", program };
  const plain = await previewStack({ ...options, lean: false });
  expect(await previewStack(options)).toEqual(plain);
  expect(plain.resources.map((resource) => resource.name).toSorted()).toEqual(
    ["late", "p", "p-s", "pair", "pair", "pair", "secret"].toSorted(),
  );
  expect(plain.outputs["names"]).toBeDefined();
});

test("an error in an apply still stops the plan", async () => {
  const failing = async (): Promise<Record<string, unknown>> => {
    const net = new openstack.networking.Network("n", { name: "n" });
    const name = await new Promise((resolve) => net.name.apply(resolve));
    throw new Error(`refused ${String(name)}`);
  };
  await expect(previewStack({ project: "p", stack: "s", program: failing })).rejects.toThrow("refused n");
});

test("the tools that serialize functions are loaded when they are called", () => {
  const script = `
    await import(${JSON.stringify(new URL("preview-stack.ts", import.meta.url).href)});
    const pulumi = await import("@pulumi/pulumi");
    const heavy = () => Object.keys(process.getBuiltinModule("module")._cache)
      .filter((file) => /vendor.typescript|@npmcli.arborist/.test(file)).length;
    const before = heavy();
    const { text } = await pulumi.runtime.serializeFunction(() => 42);
    console.log(JSON.stringify({ before, after: heavy() > 0, text: text.includes("42") }));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(JSON.parse(stdout)).toEqual({ before: 0, after: true, text: true });
});
