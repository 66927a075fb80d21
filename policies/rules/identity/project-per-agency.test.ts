import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { examples } from "../../examples/identity/project-per-agency.ts";
import { UNKNOWN, type PolicyContext } from "../../policy.ts";
import { PROJECT, ROLE, ROLE_ASSIGNMENT, USER } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { projectPerAgency as policy } from "./project-per-agency.ts";

const project = (name: string, ...tags: unknown[]): Draft => ({ type: PROJECT, name, inputs: { tags } });
const context: PolicyContext = { platform: true };
const tenant = (role: string): Draft[] => [
  project("stttt", "agency:stttt", "env:example", "securityLevel:3", "system:tenant"),
  ...change(role === "admin" ? examples.fails : examples.passes, "stttt-deployer", { projectId: ref("stttt") }),
];

test("a project of an agency with a member passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(tenant("member")), context)).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("the role admin in an agency's project fails %s", (_, view) => {
  expect(messages(policy, view(tenant("admin")), context)).toEqual([
    'RoleAssignment "stttt-deployer" gives the role admin in Project "stttt"; IAM-01 wants the role member, or a narrower one, for tenants. Fix: assign the role member',
  ]);
});

test("the role admin fails though the program only looks it up, another role passes", () => {
  const assigned = (name: string): Draft[] => [
    { type: ROLE, name: "role", inputs: { name }, external: true },
    { type: ROLE_ASSIGNMENT, name: "deployer", inputs: { roleId: ref("role"), projectId: "theirs", userId: "x" } },
  ];
  for (const view of [preview, applied]) {
    expect(messages(policy, view(assigned("Admin")))).toHaveLength(1);
    expect(messages(policy, view(assigned("member")))).toEqual([]);
  }
});

test("the platform's own administrators pass, an agency stack's never do", () => {
  const own = change(tenant("admin"), "stttt", { tags: ["agency:platform", "env:example"] });
  expect(messages(policy, preview(own), context)).toEqual([]);
  const domain = change(examples.fails, "stttt-deployer", { projectId: undefined, domainId: "default" });
  expect(messages(policy, preview(domain), context)).toEqual([]);
  expect(messages(policy, preview(domain), { agency: "stttt" })).toHaveLength(1);
});

test("two projects of one agency and environment fail, of two environments pass", () => {
  const a = project("a", "agency:stttt", "env:example", "system:portal");
  expect(messages(policy, preview([a, project("b", "agency:stttt", "env:example", "system:mail")]))).toEqual([
    'Project "b" is a second project of agency stttt, environment example, beside Project "a"; IAM-01 wants one project for each agency and environment. Fix: make one project for each agency and environment (and each system from level 3), give tenants the role member, and operators a second factor',
  ]);
  expect(messages(policy, preview([a, project("b", "agency:stttt", "env:staging")]))).toEqual([]);
});

test("from level 3 each system has a project of its own", () => {
  const of = (name: string, system: string) =>
    project(name, "agency:stttt", "env:example", "securityLevel:3", `system:${system}`);
  expect(messages(policy, preview([of("a", "portal"), of("b", "mail")]))).toEqual([]);
  expect(messages(policy, preview([of("a", "portal"), of("b", "portal")]))).toHaveLength(1);
  expect(messages(policy, preview([project("a", "agency:stttt", "system:portal", "system:mail")]))[0]).toContain(
    "is shared by system mail and portal",
  );
});

test("a project of nobody fails in the province alone", () => {
  expect(messages(policy, preview([project("a")]), context)[0]).toContain("has no tag agency");
  expect(messages(policy, preview([project("a")]))).toEqual([]);
});

const operator = (inputs: Record<string, unknown>) =>
  messages(
    policy,
    preview([
      { type: ROLE, name: "admin", inputs: { name: "admin" } },
      { type: USER, name: "lan", inputs },
      {
        type: ROLE_ASSIGNMENT,
        name: "lan-admin",
        inputs: { domainId: "default", userId: ref("lan"), roleId: ref("admin") },
      },
    ]),
    context,
  );

test("an operator needs two factors", () => {
  const two = [{ rules: ["password", "totp"] }];
  expect(operator({ multiFactorAuthEnabled: true, multiFactorAuthRules: two })).toEqual([]);
  expect(operator({})[0]).toContain("without multi-factor authentication");
  expect(operator({ multiFactorAuthEnabled: true })[0]).toContain("has no multiFactorAuthRules");
  expect(operator({ multiFactorAuthEnabled: true, multiFactorAuthRules: [{ rules: ["password"] }] })[0]).toContain(
    "may log in with one factor",
  );
  expect(operator({ multiFactorAuthEnabled: UNKNOWN })).toEqual([]);
});

test("unknown roles, projects and tags are not judged", () => {
  expect(messages(policy, blind(tenant("admin")), context)).toEqual([]);
  expect(messages(policy, preview([project("a", UNKNOWN), project("b", UNKNOWN)]), context)).toEqual([]);
});
