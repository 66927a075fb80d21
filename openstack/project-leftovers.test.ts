import { expect, onTestFinished, test } from "vitest";
import { cloudConfig } from "./cloud-config.ts";
import { removeProjectLeftovers } from "./project-leftovers.ts";
import { openSession } from "./session.ts";
import { startFakeCloud } from "./testing/fake-cloud.ts";

test("the group default and the quotas of a project go, and of no other; what is refused stays", async () => {
  const cloud = await startFakeCloud(({ method, path }) => {
    if (method === "GET") return { body: { security_groups: path.includes("project_id=p7") ? [{ id: "g1" }] : [] } };
    if (path.startsWith("/v3")) return undefined;
    return { status: method === "DELETE" && path.includes("quota") ? 403 : 204, body: "" };
  });
  onTestFinished(() => cloud.close());
  await removeProjectLeftovers(await openSession(cloudConfig(cloud.environment)), "p7");
  const deleted = cloud.asked.filter(({ method }) => method === "DELETE").map(({ path }) => path);
  expect(deleted).toEqual([
    expect.stringMatching(/\/security-groups\/g1$/),
    expect.stringMatching(/\/network\/v2.0\/quotas\/p7$/),
    expect.stringMatching(/\/compute\/os-quota-sets\/p7$/),
  ]);
});
