import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { cloudConfig } from "./cloud-config.ts";
import { openSession } from "./session.ts";
import { ownCertificate } from "./testing/certificate.ts";
import { type FakeCloud, startFakeCloud } from "./testing/fake-cloud.ts";

const folder = mkdtempSync(join(tmpdir(), "tls-"));
const { cert, key, certFile: OS_CACERT, keyFile } = ownCertificate(folder);
let cloud: FakeCloud;

afterEach(() => cloud.close());
afterAll(() => rmSync(folder, { recursive: true }));

/** What a call says to a cloud that speaks TLS, whose login and network both do. */
async function networksWith(variables: Record<string, string>, asksForClient = false): Promise<unknown> {
  cloud = await startFakeCloud(({ path }) => (path.endsWith("/networks") ? { body: "networks" } : undefined), {
    cert,
    key,
    ...(asksForClient ? { ca: cert, requestCert: true } : {}),
  });
  const session = await openSession(cloudConfig({ ...cloud.environment, ...variables }));
  return (await session.call("network", "GET", "/networks")).body;
}

test("a cloud's own certificate authority is trusted where cacert names it, and nowhere else", async () => {
  expect(await networksWith({ OS_CACERT, OS_REGION_NAME: "RegionOne" })).toBe("networks");
  await cloud.close();
  await expect(networksWith({})).rejects.toThrow(/^POST https:.*\/v3\/auth\/tokens: self-signed certificate/);
});

test("without verification any certificate will do", async () => {
  expect(await networksWith({ OS_INSECURE: "true" })).toBe("networks");
});

test("a cloud that asks for a client's certificate gets it", async () => {
  expect(await networksWith({ OS_CACERT, OS_CERT: OS_CACERT, OS_KEY: keyFile }, true)).toBe("networks");
  await cloud.close();
  await expect(networksWith({ OS_CACERT }, true)).rejects.toThrow(/^POST https:.*\/v3\/auth\/tokens: ./);
});
