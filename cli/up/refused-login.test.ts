import { afterEach, beforeEach, expect, test } from "vitest";
import { EngineError } from "../../engine/errors.ts";
import { asText } from "../../model/text.ts";
import { type FakeCloud, startFakeCloud } from "../../openstack/testing/fake-cloud.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { withRefusedLogin } from "./refused-login.ts";

let cloud: FakeCloud;
let answer: { status: number } | undefined;
beforeEach(async () => {
  cloud = await startFakeCloud(() => answer);
});
afterEach(() => cloud.close());

const failed = new EngineError(asText("pulumi up of stttt failed:\nstttt: Authentication failed, got 401 instead"));
const told = (error: unknown) =>
  withRefusedLogin(
    error,
    "stttt",
    () =>
      Promise.resolve({
        cloud: { authUrl: cloud.url, region: "RegionOne" },
        projectId: "p1",
        deployer: { userName: "deploy-stttt", password: "s3cret" },
      }),
    {},
  );

test("a refused login is told as that, once, with the command", async () => {
  answer = { status: 401 };
  const error = await told(failed);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toMatch(
    /refuses the login.*deploy-stttt \(401\)[^]*province deployer reset stttt$/,
  );
  expect((error as UserError).message).not.toMatch(/s3cret|pulumi/);
});

test("where the login is good, and where the cloud is unwell, the update's own words stay", async () => {
  answer = undefined;
  expect(await told(failed)).toBe(failed);
  answer = { status: 503 };
  expect(await told(failed)).toBe(failed);
});

test("nobody logs in after another failure", async () => {
  const other = new EngineError(asText("pulumi up of stttt failed:\nweb-1: got 403 instead"));
  expect(await told(other)).toBe(other);
  expect(cloud.asked).toEqual([]);
});
