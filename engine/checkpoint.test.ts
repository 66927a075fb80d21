import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Deployment, masked, readCheckpoint, revealed, withoutPending } from "./checkpoint.ts";

const urn = (type: string, name: string): string => `urn:pulumi:stttt::provincial-cloud::${type}::${name}`;
const secret = (more: object) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ...more });
const network = {
  urn: urn("openstack:networking/network:Network", "web"),
  type: "openstack:networking/network:Network",
};
const port = { urn: urn("openstack:networking/port:Port", "web-1"), type: "openstack:networking/port:Port" };
const recorded: Deployment = {
  manifest: { time: "2026-11-22T05:13:10.96Z", magic: "ab", version: "v3.259.0" },
  resources: [{ ...network, id: "n1", inputs: { name: "web" }, outputs: { name: "web", mtu: 1500 } }],
  pending_operations: [
    { type: "creating", resource: { ...port, custom: true, inputs: { name: "web-1", networkId: "n1" } } },
  ],
  metadata: {},
};

test("nothing stays pending, and all else is as it was", () => {
  expect(withoutPending(recorded)).toEqual({
    manifest: recorded.manifest,
    resources: recorded.resources,
    metadata: {},
  });
});

test("secrets are shown in the clear only where they were exported so, and never on the screen", () => {
  const inputs = {
    password: secret({ plaintext: '"swordfish"' }),
    hosts: [{ key: secret({ ciphertext: "v1:abc" }) }],
    region: "r",
  };
  expect(revealed(inputs)).toEqual({ password: "swordfish", hosts: [{ key: undefined }], region: "r" });
  expect(masked(inputs)).toEqual({ password: "[secret]", hosts: [{ key: "[secret]" }], region: "r" });
});

test("state is read from a file backend, also when it is compressed", () => {
  const folder = mkdtempSync(join(tmpdir(), "checkpoint-test-"));
  const stacks = join(folder, ".pulumi", "stacks", "provincial-cloud");
  mkdirSync(stacks, { recursive: true });
  const file = JSON.stringify({ version: 3, checkpoint: { stack: "x", latest: recorded } });
  writeFileSync(join(stacks, "stttt.json"), file);
  writeFileSync(join(stacks, "packed.json.gz"), gzipSync(file));
  writeFileSync(join(stacks, "new.json"), JSON.stringify({ version: 3, checkpoint: { stack: "x" } }));
  expect(readCheckpoint(folder, "provincial-cloud", "stttt")).toEqual(recorded);
  expect(readCheckpoint(folder, "provincial-cloud", "packed")).toEqual(recorded);
  expect(readCheckpoint(folder, "provincial-cloud", "new")?.resources).toBeUndefined();
  expect(readCheckpoint(folder, "provincial-cloud", "absent")).toBeUndefined();
  rmSync(folder, { recursive: true });
});
