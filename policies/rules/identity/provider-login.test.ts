import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/identity/provider-login.ts";
import { UNKNOWN } from "../../policy.ts";
import { readTerraformPlan } from "../../readers/terraform.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { providerLogin as policy } from "./provider-login.ts";

test("a login by the name of a cloud passes in every view", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
});

test("a login that is written out fails, and is not shown", () => {
  const message =
    'Provider "openstack" writes out its password; IAM-06 wants a login from outside the program. Fix: take the line out and log in by clouds.yaml or OS_* variables; change the password, since it is known';
  for (const view of [preview, applied]) expect(messages(policy, view(examples.fails))).toEqual([message]);
});

test("what is not known, a placeholder and nothing pass", () => {
  for (const password of [UNKNOWN, "", "<password>", "CHANGE_ME"])
    expect(messages(policy, preview(change(examples.fails, "openstack", { password })))).toEqual([]);
});

const plan = (expressions: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  readTerraformPlan({
    planned_values: { root_module: {} },
    configuration: {
      provider_config: {
        openstack: { name: "openstack", expressions },
        "openstack.other": { name: "openstack", alias: "other", expressions: { cloud: { constant_value: "x" } } },
        aws: { name: "aws", expressions: { token: { constant_value: "not-shown" } } },
      },
      root_module: { variables: { set: { default: "not-shown" }, unset: {} } },
      ...more,
    },
  });

test.each([
  ["a text", { password: { constant_value: "not-shown" } }, ["password"]],
  ["a variable whose default is a text", { token: { references: ["var.set"] } }, ["token"]],
  ["two of them", { password: { constant_value: "a1b2" }, token: { constant_value: "c3d4" } }, ["password and token"]],
  ["a variable without a default", { password: { references: ["var.unset"] } }, []],
  ["a file", { password: { references: ["local.password"] } }, []],
  ["nothing", { cloud: { constant_value: "province" } }, []],
])("Terraform's provider block with %s", (_, expressions, found) => {
  const words = messages(policy, plan(expressions).resources).map(
    (message) => /writes out its (.*?);/.exec(message)?.[1],
  );
  expect(words).toEqual(found);
});

test("what Terraform's provider block writes out is among the secrets, which no report shows", () => {
  const { secrets } = plan({ password: { constant_value: "not-shown-1" }, token: { constant_value: "not-shown-2" } });
  expect(secrets).toEqual(["not-shown-1", "not-shown-2"]);
});
