import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { type PolicyContext, UNKNOWN } from "../../policy.ts";
import { INSTANCE } from "../../resources/types.ts";
import { compliantTenant } from "../../testing/compliant-tenant.ts";
import { findings, messages } from "../../testing/messages.ts";
import { noIpv4Literals as policy } from "./no-ipv4-literals.ts";

const server = (inputs: Record<string, unknown>, context: PolicyContext = {}) =>
  findings(policy, preview([{ type: INSTANCE, name: "s", inputs }]), context);
const data = (...lines: string[]) => ({ userData: ["#cloud-config", ...lines].join("\n") });

test("names, loopback and the metadata service pass", () => {
  expect(messages(policy, preview(compliantTenant()))).toEqual([]);
  expect(
    server(
      data(
        "ntp: time.example",
        "- curl http://169.254.169.254/",
        "- ping 127.0.0.1",
        "version: 1.2.3",
        "v: 10.20.30.40.50",
      ),
    ),
  ).toEqual([]);
});

test("an IPv4 address gets advice, and fails in mode v6-only", () => {
  const found = server(data("a: b", "ntp: 192.0.2.1"));
  expect(found.map((finding) => [finding.level, finding.message.en])).toEqual([
    [
      "advisory",
      'Instance "s" has IPv4 addresses in userData: 192.0.2.1 on line 3; CMP-05 wants host names, which both families answer to. Fix: use host names instead of IPv4 addresses, and leave IPv6 on',
    ],
  ]);
  expect(server(data("ntp: 192.0.2.1"), { mode: "v6-only" })[0]?.level).toBe("mandatory");
});

test("metadata and base64 are read too", () => {
  expect(server({ metadata: { gateway: "198.51.100.1" } })[0]?.message.en).toContain("in metadata.gateway");
  expect(
    server({ userData: Buffer.from("#cloud-config\nntp: 192.0.2.1\n").toString("base64") })[0]?.message.en,
  ).toContain("192.0.2.1 on line 2");
});

test.each([
  "sysctl -w net.ipv6.conf.all.disable_ipv6=1",
  "GRUB_CMDLINE_LINUX=ipv6.disable=1",
  "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6",
])("%s is found", (line) => {
  expect(server(data(line))[0]?.message.en).toContain("switches IPv6 off in userData, line 2");
});

test("unknown user data is not judged", () => {
  expect(server({ userData: UNKNOWN, metadata: { a: UNKNOWN } })).toEqual([]);
});
