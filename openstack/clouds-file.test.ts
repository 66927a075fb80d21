import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { credentialsOf } from "./clouds-file.ts";

const folders: string[] = [];
function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), "clouds-"));
  folders.push(path);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return join(path, "clouds.yaml");
}
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true });
});

const PASSWORD_CLOUD = `
clouds:
  ours:
    region_name: RegionOne
    auth: { auth_url: http://192.0.2.1:5000/v3, username: operator, password: s3cret, project_name: admin }
`;

test("a cloud of clouds.yaml with a password", () => {
  const file = folder({ "clouds.yaml": PASSWORD_CLOUD });
  expect(credentialsOf({ OS_CLOUD: "ours", OS_CLIENT_CONFIG_FILE: file })).toMatchObject({
    authUrl: "http://192.0.2.1:5000/v3",
    region: "RegionOne",
    interface: "public",
    username: "operator",
    password: "s3cret",
    projectName: "admin",
    userDomainName: "Default",
  });
});

test("the secret may stand in secure.yaml beside it, and the version may be left out of the address", () => {
  const file = folder({
    "clouds.yaml": `clouds: { ours: { auth: { auth_url: "http://192.0.2.1:5000/", application_credential_id: abc } } }`,
    "secure.yaml": `clouds: { ours: { auth: { application_credential_secret: s3cret } } }`,
  });
  expect(credentialsOf({ OS_CLOUD: "ours", OS_CLIENT_CONFIG_FILE: file })).toMatchObject({
    authUrl: "http://192.0.2.1:5000/v3",
    applicationCredentialId: "abc",
    applicationCredentialSecret: "s3cret",
  });
});

test("without OS_CLOUD the variables themselves count", () => {
  const variables = { OS_AUTH_URL: "http://192.0.2.1:5000/v3", OS_USERNAME: "operator", OS_PASSWORD: "s3cret" };
  expect(credentialsOf({ ...variables, OS_REGION_NAME: "north" })).toMatchObject({
    username: "operator",
    region: "north",
  });
});

test("what is missing is named, and no secret is in the message", () => {
  const file = folder({ "clouds.yaml": PASSWORD_CLOUD.replace("username: operator, ", "") });
  const without = (environment: Record<string, string>): string => {
    try {
      credentialsOf(environment);
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
    return "no error";
  };
  expect(without({ OS_CLOUD: "theirs", OS_CLIENT_CONFIG_FILE: file })).toBe(`${file} has no cloud 'theirs'`);
  expect(without({ OS_CLOUD: "ours", OS_CLIENT_CONFIG_FILE: "/nowhere/clouds.yaml" })).toContain(
    "there is no clouds.yaml",
  );
  expect(without({ OS_CLOUD: "ours", OS_CLIENT_CONFIG_FILE: file })).toBe(
    `${file} has neither username and password nor an application credential`,
  );
  expect(without({})).toContain("has no auth_url");
});
