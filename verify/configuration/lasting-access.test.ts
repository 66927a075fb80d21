import { expect, test } from "vitest";
import { lastingAccess } from "./lasting-access.ts";
import type { Entry } from "./project-content.ts";

const nothing: Record<string, Entry[]> = {
  "/role_assignments?scope.project.id=p": [
    { user: { id: "deployer" }, role: { id: "member" } },
    { group: { id: "g" } },
  ],
  "/users/deployer/application_credentials": [],
  "/OS-TRUST/trusts?trustor_user_id=deployer": [],
  "/credentials?user_id=deployer": [],
};

const found = async (there: Record<string, Entry[]>): Promise<string[]> => {
  const lists = { ...nothing, ...there };
  const read = (path: string): Promise<Entry[]> => {
    const list = lists[path];
    return list === undefined ? Promise.reject(new Error(`asked for ${path}`)) : Promise.resolve(list);
  };
  return (await lastingAccess(read, "stttt", "p")).map(
    ({ policy, resource, message }) => `${policy} ${resource} ${message.en}`,
  );
};

test("a deployer with nothing but its password", async () => {
  expect(await found({})).toEqual([]);
});

test("application credentials, trusts and other credentials of the project are named, and no secret of theirs", async () => {
  const findings = await found({
    "/users/deployer/application_credentials": [
      { id: "a", name: "mine", project_id: "p", secret: "s3cret", expires_at: null },
      { id: "b", name: "elsewhere", project_id: "other" },
    ],
    "/OS-TRUST/trusts?trustor_user_id=deployer": [
      { id: "t", project_id: "p", trustee_user_id: "x", expires_at: "2027-01-01T00:00:00Z" },
    ],
    "/credentials?user_id=deployer": [
      { id: "e", type: "ec2", project_id: "p", blob: '{"secret": "s3cret"}' },
      { id: "o", type: "totp", project_id: null, blob: "s3cret" },
    ],
  });
  expect(findings.map((text) => text.split(" lets")[0])).toEqual([
    "VER-15 stttt/a application credential mine (a) of user deployer",
    "VER-15 stttt/t trust for user x (t) of user deployer",
    "VER-15 stttt/e credential of type ec2 (e) of user deployer",
    "VER-15 stttt/o credential of type totp (o) of user deployer",
  ]);
  expect(findings[0]).toContain("for ever");
  expect(findings[1]).toContain("until 2027-01-01");
  expect(findings.join()).not.toContain("s3cret");
});
