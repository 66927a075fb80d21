import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What a process of its own prints as JSON after it loaded the SDK for plans. */
function inProcess(script: string): unknown {
  const plan = JSON.stringify(join(import.meta.dirname, "preview-stack.ts"));
  const openstack = `await import("@pulumi/openstack");`;
  const setUp = `import { createRequire } from "node:module"; await import(${plan}); ${openstack}
    const require = createRequire(${plan});
    const loaded = () => Object.keys(require.cache).filter((file) => /grpc-js|semver|automation|opentelemetry/.test(file));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", setUp + script], {
    cwd: import.meta.dirname,
    encoding: "utf8",
    timeout: 60_000,
  });
  return stdout === "" ? stderr : JSON.parse(stdout);
}

test("what no plan needs is not loaded: of each module there is its stand-in alone", () => {
  const loaded = inProcess(`console.log(JSON.stringify(loaded()))`);
  expect(loaded).toHaveLength(4);
});

test("who asks for it gets it", () => {
  const got = inProcess(`
    const { automation } = require("@pulumi/pulumi");
    const grpc = require("@grpc/grpc-js");
    const { ResourceMonitorClient } = require("@pulumi/pulumi/proto/resource_grpc_pb");
    const client = new ResourceMonitorClient("localhost:1", grpc.credentials.createInsecure());
    console.log(JSON.stringify([
      typeof automation.LocalWorkspace.create, typeof client.registerResource, typeof ResourceMonitorClient.service,
      client instanceof grpc.Client, loaded().length > 50,
    ]));
    client.close();`);
  expect(got).toEqual(["function", "function", "object", true, true]);
});
