import { expect, test } from "vitest";
import { authOf } from "./auth.ts";

const USER = { username: "u", password: "x" };
const CREDENTIAL = { application_credential_secret: "s" };
const DEFAULT = { id: "default" };

test.each([
  ["a password", USER, { password: { user: { name: "u", domain: DEFAULT, password: "x" } } }],
  ["a user's id", { user_id: "i", ...USER }, { password: { user: { id: "i", password: "x" } } }],
  ["a token", { token: "t", ...USER }, { token: { id: "t" } }],
  [
    "an application credential",
    { application_credential_id: "a", ...CREDENTIAL, ...USER },
    { application_credential: { id: "a", secret: "s" } },
  ],
  [
    "an application credential by its name",
    { application_credential_name: "a", ...CREDENTIAL, username: "u", user_domain_name: "D" },
    { application_credential: { name: "a", user: { name: "u", domain: { name: "D" } }, secret: "s" } },
  ],
])("who logs in by %s", (_, words, identity) => {
  expect(authOf(words)).toEqual({ identity: { methods: Object.keys(identity), ...identity } });
});

test.each([
  ["nothing", {}],
  ["a user without a password", { username: "u" }],
  ["a password without a user", { password: "x" }],
  ["an application credential without its secret", { application_credential_id: "a" }],
  ["a named application credential without its user", { application_credential_name: "a", ...CREDENTIAL }],
])("%s is no login", (_, words) => {
  expect(authOf(words)).toBeUndefined();
});

test.each([
  [{ project_id: "p", project_name: "n" }, { project: { id: "p" } }],
  [{ project_name: "p" }, { project: { name: "p", domain: DEFAULT } }],
  [{ project_name: "p", default_domain: "d" }, { project: { name: "p", domain: { id: "d" } } }],
  [{ project_name: "p", domain_name: "D" }, { project: { name: "p", domain: { name: "D" } } }],
  [
    { project_name: "p", project_domain_id: "1f3a9c", domain_name: "D" },
    { project: { name: "p", domain: { id: "1f3a9c" } } },
  ],
  [{ project_id: "p", system_scope: "all" }, { project: { id: "p" } }],
  [{ system_scope: "all", domain_id: "d" }, { system: { all: true } }],
  [{ system_scope: "false", domain_id: "d" }, { domain: { id: "d" } }],
  [{ domain_name: "D" }, { domain: { name: "D" } }],
  [{}, undefined],
])("the scope of %o", (words, scope) => {
  expect(authOf({ ...USER, ...words })?.scope).toEqual(scope);
});

test("an application credential brings its own project", () => {
  expect(authOf({ project_id: "p", application_credential_id: "a", ...CREDENTIAL })).not.toHaveProperty("scope");
});
