import { expect, test } from "vitest";
import { examples } from "../../examples/cluster/cluster-tls.ts";
import { preview } from "../../examples/drafts.ts";
import { UNKNOWN } from "../../policy.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { clusterTls as policy } from "./cluster-tls.ts";

const template = (inputs: Record<string, unknown>) =>
  messages(policy, preview(change(examples.passes, "kubernetes", inputs)));

test("a template with TLS passes in every view", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
  expect(template({ tlsDisabled: false, insecureRegistry: "" })).toEqual([]);
});

test("an API without TLS fails", () => {
  const message =
    'ClusterTemplate "kubernetes" makes clusters whose API has no TLS; K8S-01 wants TLS on every API. Fix: leave tlsDisabled out, or set it to false';
  for (const view of [preview, applied]) expect(messages(policy, view(examples.fails))).toEqual([message]);
});

test("a registry without TLS fails beside it", () => {
  expect(template({ insecureRegistry: "registry.example:5000" })[0]).toContain(
    "takes images from registry.example:5000 without TLS; K8S-01 wants a registry with TLS",
  );
  expect(template({ insecureRegistry: "registry.example:5000", tlsDisabled: "true" })).toHaveLength(2);
});

test("unknown values are not judged", () => {
  expect(template({ tlsDisabled: UNKNOWN, insecureRegistry: UNKNOWN })).toEqual([]);
});
