import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { examples } from "../../examples/vpn/vpn-crypto.ts";
import { UNKNOWN } from "../../policy.ts";
import { IPSEC_POLICY } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { vpnCrypto as policy } from "./vpn-crypto.ts";

const ike = (inputs: Record<string, unknown>) =>
  messages(policy, preview(change(examples.passes, "government-cloud", inputs)));
const ipsec = (inputs: Record<string, unknown>) =>
  messages(policy, preview([{ type: IPSEC_POLICY, name: "cgc", inputs }]));

test("IKEv2 with AES-256, SHA-256 and group 14 passes", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(examples.passes))).toEqual([]);
  expect(ike({ encryptionAlgorithm: "aes-256-gcm-16", authAlgorithm: "sha512", pfs: "group19" })).toEqual([]);
});

test("3des fails", () => {
  expect(messages(policy, preview(examples.fails))).toEqual([
    'IkePolicy "government-cloud" has encryptionAlgorithm 3des; VPN-02 wants encryptionAlgorithm aes-256. Fix: set ikeVersion v2, encryptionAlgorithm aes-256, authAlgorithm sha256 and pfs group14',
  ]);
});

test("an IPsec policy of defaults fails in all that matters", () => {
  expect(ipsec({})[0]).toContain(
    "has encryptionAlgorithm aes-128 by default, authAlgorithm sha1 by default and pfs group5 by default",
  );
});

test.each([
  { ikeVersion: "v1" },
  { ikeVersion: undefined },
  { authAlgorithm: "sha1" },
  { pfs: "group2" },
  { pfs: "group22" },
  { encryptionAlgorithm: "aes-192" },
])("%o fails", (inputs) => {
  expect(ike(inputs)).toHaveLength(1);
});

test("authentication alone encrypts nothing", () => {
  const strong = { encryptionAlgorithm: "aes-256", authAlgorithm: "sha256", pfs: "group14" };
  expect(ipsec({ ...strong, transformProtocol: "ah" })[0]).toContain("has transformProtocol ah");
  expect(ipsec({ ...strong, transformProtocol: "ah-esp" })).toEqual([]);
});

test("unknown values are not judged", () => {
  expect(ike({ ikeVersion: UNKNOWN, encryptionAlgorithm: UNKNOWN, authAlgorithm: UNKNOWN, pfs: UNKNOWN })).toEqual([]);
});
