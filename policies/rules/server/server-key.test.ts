import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/server/server-key.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { findings, messages } from "../../testing/messages.ts";
import { serverKey as policy } from "./server-key.ts";

const server = (inputs: Record<string, unknown>) => messages(policy, preview(change(examples.fails, "web", inputs)));

test("a key pair, and a key in the user data, pass in every view", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
});

test("a server without either gets advice", () => {
  const message =
    'Instance "web" has no keyPair, and its user data brings no key; CMP-07 wants a way in by key. Fix: set keyPair, or give ssh_authorized_keys in the user data';
  for (const view of [preview, applied])
    expect(findings(policy, view(examples.fails)).map((each) => [each.level, each.message.en])).toEqual([
      ["advisory", message],
    ]);
  expect(server({ keyPair: "" })).toHaveLength(1);
  expect(server({ userData: "#cloud-config\nhostname: web\npackages: [nginx]\n" })).toHaveLength(1);
});

test.each([
  ["a list of keys", "#cloud-config\nssh_authorized_keys:\n  - ssh-ed25519 AAAA\n"],
  ["users", "#cloud-config\nusers:\n  - name: lan\n"],
  ["keys by name", "#cloud-config\nssh_import_id: [gh:lan]\n"],
  ["a packed list", Buffer.from("#cloud-config\nssh_authorized_keys: [x]\n").toString("base64")],
  ["a script, which may do anything", "#!/bin/sh\ntrue\n"],
  ["commands", "#cloud-config\nruncmd:\n  - /opt/setup\n"],
  ["another system's data", "machine:\n  type: worker\n"],
  ["what is unknown", UNKNOWN],
])("%s in the user data passes", (_, userData) => {
  expect(server({ userData })).toEqual([]);
});

test("files, Windows and unknown values pass", () => {
  expect(server({ personalities: [{ file: "/root/.ssh/authorized_keys", content: "x" }] })).toEqual([]);
  expect(server({ personalities: UNKNOWN })).toEqual([]);
  expect(server({ imageName: "windows-2025" })).toEqual([]);
  expect(server({ keyPair: UNKNOWN })).toEqual([]);
});
