import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { balancer, listener, portal } from "../../examples/load-balancer/portal.ts";
import { examples } from "../../examples/load-balancer/public-tls.ts";
import { UNKNOWN } from "../../policy.ts";
import { FLOATING_IP, POOL, SUBNET } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { publicTls as policy } from "./public-tls.ts";

const one = [balancer(4), listener(4)];
const found = (drafts: readonly Draft[]) => messages(policy, preview(drafts));
const speaking = (inputs: Record<string, unknown>) => change(one, "portal-https-ipv4", inputs);
const plain = speaking({ protocol: "HTTP", protocolPort: 80 });

test("TLS 1.2 and newer pass, and HTTP that redirects", () => {
  for (const view of [preview, applied, blind]) {
    expect(messages(policy, view(portal()))).toEqual([]);
    expect(messages(policy, view(examples.passes))).toEqual([]);
  }
  expect(found(speaking({ protocol: "HTTPS", tlsVersions: undefined }))).toEqual([]);
});

test.each([
  ["in a first preview", preview],
  ["once ids are known", applied],
])("public HTTP without a redirect fails %s", (_, view) => {
  expect(messages(policy, view(examples.fails))[0]).toBe(
    'Listener "portal-http-ipv4" is public and speaks HTTP 80 without a redirect; LB-03 wants HTTP only as a redirect to https. Fix: use TERMINATED_HTTPS with tlsVersions TLSv1.2 and TLSv1.3; keep an HTTP listener only for an L7PolicyV2 that redirects to https',
  );
  expect(messages(policy, view(examples.fails))).toHaveLength(2);
});

test("HTTP with a pool fails though it redirects, by the listener's input or the pool's", () => {
  const withDefault = change(examples.passes, "portal-http-ipv4", { defaultPoolId: "pool" });
  expect(found(withDefault)).toEqual([expect.stringContaining("leads HTTP 80 to a pool")]);
  const pool: Draft = { type: POOL, name: "pool", inputs: { listenerId: ref("portal-http-ipv4") } };
  expect(found([...examples.passes, pool])).toHaveLength(1);
});

test.each([
  [{ action: "REJECT" }, 1],
  [{ redirectUrl: "http://portal.example/" }, 1],
  [{ action: "REDIRECT_PREFIX", redirectPrefix: "https://portal.example" }, 0],
  [{ redirectUrl: UNKNOWN }, 0],
  [{ action: UNKNOWN }, 0],
])("the L7 policy %j makes %i findings", (inputs, count) => {
  expect(found(change(examples.passes, "portal-redirect-ipv4", inputs))).toHaveLength(count);
});

test.each(["SSLv3", "TLSv1", "TLSv1.1"])("%s fails", (version) => {
  expect(found(speaking({ tlsVersions: [version, "TLSv1.2"] }))[0]).toContain(`is public and takes ${version}`);
});

test("other protocols fail, name service and QUIC excepted", () => {
  expect(found(speaking({ protocol: "TCP" }))[0]).toContain("is public and speaks TCP 443");
  expect(found(speaking({ protocol: "UDP", protocolPort: 53 }))).toEqual([]);
  expect(found(speaking({ protocol: "UDP" }))).toEqual([]);
});

test("public is what the tag says, or a floating IP, or the zone", () => {
  const tags = (value: unknown) => change(plain, "portal-ipv4", { tags: value });
  expect(found(tags(["exposure:public"]))).toHaveLength(1);
  expect(found(tags(["exposure:internal", "zone:dmz"]))).toEqual([]);
  expect(found(tags(["zone:dmz"]))).toHaveLength(1);
  expect(found(tags(["zone:app"]))).toEqual([]);
  expect(found(tags([]))).toEqual([]);
  const published: Draft = { type: FLOATING_IP, name: "portal", inputs: { portId: ref("portal-ipv4") } };
  expect(found([...tags([]), published])).toHaveLength(1);
  const subnet: Draft = { type: SUBNET, name: "dmz", inputs: { cidr: "10.96.32.0/24", tags: ["zone:dmz"] } };
  expect(found([...change(tags([]), "portal-ipv4", { vipSubnetId: ref("dmz") }), subnet])).toHaveLength(1);
  expect(found(change(plain, "portal-https-ipv4", { tags: ["exposure:internal"] }))).toEqual([]);
});

test("what is not known yet is not judged", () => {
  expect(messages(policy, blind(plain))).toEqual([]);
  expect(found(change(plain, "portal-ipv4", { tags: UNKNOWN }))).toEqual([]);
  expect(found(speaking({ protocol: UNKNOWN }))).toEqual([]);
  expect(found(speaking({ tlsVersions: UNKNOWN }))).toEqual([]);
  expect(found(change(examples.passes, "portal-redirect-ipv4", { listenerId: UNKNOWN }))).toEqual([]);
});
