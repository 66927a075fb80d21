import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeCloud, startFakeCloud } from "../../openstack/testing/fake-cloud.ts";
import { deployerLoginDifferences } from "./deployer-login.ts";

let cloud: FakeCloud;
/** What the cloud answers to a login; undefined lets in. */
let answer: { status: number } | undefined;
beforeEach(async () => {
  cloud = await startFakeCloud(() => answer);
});
afterEach(() => cloud.close());

const outputs = (stack: string) =>
  Promise.resolve(
    stack === "project-stttt"
      ? {
          cloud: { authUrl: cloud.url, region: "RegionOne" },
          projectId: "p1",
          deployer: { userName: "deploy-stttt", password: "s3cret" },
        }
      : undefined,
  );

test("a deployer that can log in is no difference, and logs in to its own project once", async () => {
  answer = undefined;
  expect(await deployerLoginDifferences(["stttt"], outputs, {})).toEqual([]);
  expect(cloud.asked).toHaveLength(1);
  expect(JSON.parse(cloud.asked[0]?.body ?? "")).toMatchObject({
    auth: { identity: { password: { user: { name: "deploy-stttt" } } }, scope: { project: { id: "p1" } } },
  });
});

test("one whose login is refused is named, with the command that gives it a new password", async () => {
  answer = { status: 401 };
  const [found, ...others] = await deployerLoginDifferences(["stttt"], outputs, {});
  expect(others).toEqual([]);
  expect(found).toMatchObject({ policy: "VER-20", resource: "stttt/deploy-stttt" });
  expect(found?.message.en).toMatch(/refuses the login.*\(401\).*npx province deployer reset stttt$/);
  expect(found?.message.en).not.toContain("s3cret");
});

test("an agency without a project has no deployer", async () => {
  expect(await deployerLoginDifferences(["15061"], outputs, {})).toEqual([]);
  expect(cloud.asked).toEqual([]);
});

test("a cloud that is unwell says nothing about a password", async () => {
  answer = { status: 503 };
  await expect(deployerLoginDifferences(["stttt"], outputs, {})).rejects.toThrow("503");
});
