import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import * as types from "../../resources/types.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { messages } from "../../testing/messages.ts";
import { noInlineSecrets as policy } from "./no-inline-secrets.ts";

const server = (inputs: Record<string, unknown>) =>
  messages(policy, preview([{ type: types.INSTANCE, name: "s", inputs }]));

test("keys and references to secrets pass", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  const userData = [
    "#cloud-config",
    "ssh_pwauth: false",
    "lock_passwd: true",
    "password_file: /run/secrets/db",
    "DB_PASSWORD=$(vault read)",
    "chpasswd: { expire: false }",
    "passwd: '!'",
  ];
  expect(server({ userData: userData.join("\n") })).toEqual([]);
});

test("adminPass fails, known or not, and its value is not shown", () => {
  const message =
    'Instance "s" sets adminPass; CMP-06 wants no secret in a server\'s inputs. Fix: use keyPair for access, and let the guest fetch secrets from a secret store';
  expect(server({ adminPass: "not-shown" })).toEqual([message]);
  expect(server({ adminPass: UNKNOWN })).toEqual([message]);
});

test.each([
  ["a password", "password: not-shown"],
  ["a password in a variable", "export DB_PASSWORD=not-shown"],
  ["a hash", "    hashed_passwd: $6$not-shown"],
  ["a token", '  api_token: "not-shown"'],
  ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----"],
  ["a pipe into chpasswd", "echo root:not-shown | chpasswd"],
])("%s in user data fails, named by its line only", (_, line) => {
  const found = server({ userData: `#cloud-config\n${line}\n` });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain("has a password, token or private key in userData, line 2");
  expect(found[0]).not.toContain("not-shown");
});

test("cloud-init's list of passwords fails", () => {
  expect(server({ userData: "chpasswd:\n  list: |\n    root:not-shown\n    web:RANDOM\n" })[0]).toContain(
    "userData, line 3;",
  );
});

test("files and metadata are read too", () => {
  expect(server({ personalities: [{ file: "/etc/app", content: "secret=not-shown" }] })[0]).toContain(
    "personalities[0].content, line 1",
  );
  expect(server({ metadata: { adminPassword: "not-shown" } })[0]).toContain(
    "has a metadata key named like a secret (adminPassword)",
  );
});

test("unknown user data is not judged", () => {
  expect(server({ userData: UNKNOWN, metadata: UNKNOWN, personalities: UNKNOWN })).toEqual([]);
});

test.each([
  [types.VOLUME, "metadata", { backup: "s3://AKIAIOSFODNN7QXW4LQA@backups" }, "metadata.backup, line 1"],
  [types.VOLUME, "metadata", { db_password: UNKNOWN }, "a metadata key named like a secret (db_password)"],
  [types.IMAGE, "properties", { source: "https://lan:not-shown@images.example/x" }, "properties.source, line 1"],
  [types.OBJECT_CONTAINER, "metadata", { token: "gho_16C7e42F292c6912E7710c838347Ae178B4a" }, "(token)"],
  [types.SHARE, "metadata", { access: "glpat-abcdefghijklmnopqrst" }, "metadata.access, line 1"],
  [types.CLUSTER_TEMPLATE, "labels", { registry_password: "not-shown" }, "a labels key named like a secret"],
  [
    types.HEAT_STACK,
    "templateOpts",
    { Bin: "a: 1\nuser_data: |\n  password: not-shown\n" },
    "templateOpts.Bin, line 3",
  ],
])("%s: a secret in %s is found, and not shown", (type, input, value, part) => {
  const found = messages(policy, preview([{ type, name: "r", inputs: { [input]: value } }]));
  expect(found[0]).toContain(part);
  expect(found[0]).toContain("CMP-06 wants no secret where everybody in the project reads it");
  expect(found.join()).not.toMatch(/not-shown|AKIA|gho_|glpat/);
});

test("labels that only speak of a secret pass", () => {
  const labels = {
    password_policy: "strong",
    token_ttl: "3600",
    secret: "",
    key: "AKIAIOSFODNN7EXAMPLE",
    site: "https://example.org:8080/",
  };
  for (const [type, input] of [
    [types.VOLUME, "metadata"],
    [types.IMAGE, "properties"],
    [types.CLUSTER, "labels"],
  ] as const)
    expect(messages(policy, preview([{ type, name: "r", inputs: { [input]: labels } }]))).toEqual([]);
});
