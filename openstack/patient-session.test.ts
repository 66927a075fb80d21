import { afterEach, beforeEach, expect, test } from "vitest";
import { CloudApiError } from "./cloud-api-error.ts";
import { cloudConfig } from "./cloud-config.ts";
import { openPatientSession } from "./patient-session.ts";
import { type FakeCloud, startFakeCloud } from "./testing/fake-cloud.ts";

let cloud: FakeCloud;
/** What the next requests are answered with, a login's among them; then all is well. */
let statuses: number[];
beforeEach(async () => {
  statuses = [];
  cloud = await startFakeCloud(({ path }) => {
    const status = statuses.shift();
    if (status !== undefined) return { status };
    return path.includes("/auth/") ? undefined : { body: { networks: [] } };
  });
});
afterEach(() => cloud.close());

const open = () => openPatientSession(cloudConfig(cloud.environment));

test("a cloud that could not tell is asked again, at the login and after it", async () => {
  statuses = [503, 504];
  const session = await open();
  statuses = [500, 429];
  expect((await session.call("network", "GET", "/networks")).status).toBe(200);
  expect(cloud.asked).toHaveLength(6);
});

test("a refusal is taken as it is, and nobody is asked for ever", async () => {
  const session = await open();
  statuses = [403];
  expect((await session.call("network", "GET", "/networks")).status).toBe(403);
  statuses = Array.from({ length: 20 }, () => 503);
  await expect(session.call("network", "GET", "/networks")).rejects.toThrow("answered 503");
  expect(statuses).toHaveLength(15);
});

test("where nobody listens, nobody is asked again", async () => {
  await expect(
    openPatientSession(cloudConfig({ ...cloud.environment, OS_AUTH_URL: "http://127.0.0.1:1" })),
  ).rejects.toThrow(CloudApiError);
});
