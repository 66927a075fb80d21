import { expect, test } from "vitest";
import type { Repository } from "../infra/repository/repository.ts";
import { asText } from "../model/text.ts";
import { CloudApiError } from "../openstack/cloud-api-error.ts";
import { difference } from "./finding.ts";
import { sampleContent, samplePlans, sampleReader, sampleShared, type CloudContent } from "./testing/sample-network.ts";
import {
  sampleDeployed,
  sampleFarHosts,
  sampleOutputs,
  sampleRepository,
  sampleTenants,
} from "./testing/sample-world.ts";
import { simulatedCloud, type Faults } from "./testing/simulated-cloud.ts";
import { verifyStacks, type VerifyOptions, type VerifyReport } from "./verify-stacks.ts";

interface Broken extends Faults {
  content?: (content: CloudContent) => void;
  outputs?: (outputs: Record<string, Record<string, unknown>>) => void;
  options?: Partial<VerifyOptions>;
}

/** Verifies stttt beside the commune 15061 in a simulated cloud in which one thing is broken. */
function verify(broken: Broken = {}): Promise<VerifyReport> {
  const tenants = sampleTenants();
  const deployed = sampleDeployed(tenants);
  const outputs = Object.fromEntries(Object.values(deployed).map((each) => [each.agency, sampleOutputs(each)]));
  broken.outputs?.(outputs);
  const contents = Object.keys(tenants).map((agency) => {
    const content = sampleContent(agency);
    if (agency === "stttt") {
      content["networks"]?.push(
        ...["app", "db", "mgmt"].map((zone) => {
          return { id: `net-stttt-${zone}`, name: `stttt-${zone}`, mtu: 1442, project_id: "elsewhere", tags: [] };
        }),
      );
      broken.content?.(content);
    }
    return content;
  });
  const repository = sampleRepository(tenants);
  return verifyStacks({
    repository: repository satisfies Repository,
    stacks: ["stttt"],
    outputs,
    environment: {},
    vantageOf: simulatedCloud(tenants, deployed, broken),
    farHosts: sampleFarHosts,
    openCloud: async () => sampleReader([sampleShared(), ...contents]),
    previewStacks: async (stacks) => samplePlans(stacks),
    patience: 0,
    ...broken.options,
  });
}

const found = (report: VerifyReport): string[] =>
  report.findings.map(({ policy, resource }) => `${policy} ${resource}`);

test("a tenant as declared passes, and the report counts what was tried", async () => {
  const report = await verify();
  expect(report.findings).toEqual([]);
  expect(report.passed).toBe(true);
  expect(report.counts).toMatchObject({
    sources: 5,
    guests: 3,
    guestFacts: 30,
    otherwise: 0,
    rules: 3,
    subnets: 2,
    ports: 1,
  });
  expect(report.counts.probes).toBe(report.counts.ipv4 + report.counts.ipv6);
  expect(report.counts.probes).toBe(report.counts.letThrough + report.counts.dropped);
  expect(report.counts.letThrough).toBeGreaterThan(10);
  expect(report.summary.map(({ en }) => en).join("\n")).toContain("no difference");
});

test("a deployer that can't log in is a difference, and one that can't be asked about was not tried", async () => {
  const refused = (agencies: readonly string[]) =>
    Promise.resolve(agencies.map((each) => difference("VER-20", each, asText("no"))));
  expect(found(await verify({ options: { deployerLogins: refused } }))).toEqual(["VER-20 stttt"]);
  const silent = () => Promise.reject(new CloudApiError(asText("Keystone is silent")));
  const { passed, notTried } = await verify({ options: { deployerLogins: silent } });
  expect(passed).toBe(true);
  expect(notTried).toContainEqual({
    what: { en: "the logins of the agencies' deployers", vi: "đăng nhập của các tài khoản triển khai" },
    why: asText("Keystone is silent"),
  });
});

test("a rule opened by hand in one family: the packet passes and the families differ", async () => {
  const report = await verify({
    meddle: ({ from, to, family, port }) =>
      from === "internet" && to === "stttt/db-1" && family === 6 && port === 5432 ? "open" : undefined,
  });
  expect(found(report)).toEqual(["VER-02 stttt/db-1", "VER-04 stttt/db-1"]);
  expect(report.passed).toBe(false);
  expect(report.findings[0]?.message.en).toBe(
    "internet to stttt/db-1 tcp/5432 over IPv6 (3fff:38:60:4000::10:a): should be dropped, was answered [1 ms]; " +
      "not declared: no flow from the Internet to stttt/db has it",
  );
});

test("a port opened that nobody listens on is seen all the same", async () => {
  const report = await verify({
    meddle: ({ from, to, port }) =>
      from === "internet" && to === "stttt/web-1" && port === 11 ? "refused" : undefined,
  });
  // Both addresses of IPv4 and the one of IPv6.
  expect(found(report)).toEqual(Array(3).fill("VER-02 stttt/web-1"));
  expect(report.findings[0]?.message.en).toContain("reached the host, which refused it");
});

test("a server of another agency that reaches in", async () => {
  const report = await verify({
    meddle: ({ from, to, port }) =>
      from === "15061/web-1" && to === "stttt/db-1" && port === 5432 ? "open" : undefined,
  });
  expect(found(report)).toEqual(["VER-02 stttt/db-1", "VER-02 stttt/db-1"]);
  expect(report.findings[0]?.message.en).toMatch(/^15061\/web-1 to stttt\/db-1 tcp\/5432 over IPv/);
});

test("a declared connection that is dropped, in one family", async () => {
  const report = await verify({
    meddle: ({ from, to, family, port }) =>
      from === "15061/web-1" && to === "stttt/app-1" && family === 4 && port === 8080 ? "timeout" : undefined,
  });
  expect(found(report)).toEqual(["VER-01 stttt/app-1", "VER-04 stttt/app-1"]);
  expect(report.findings[0]?.message.en).toContain("should answer, got no answer");
});

test("a service that does not listen is no proof of a way through", async () => {
  const report = await verify({
    meddle: ({ to, protocol, port }) =>
      to === "stttt/web-1" && protocol === "tcp" && port === 443 ? "refused" : undefined,
  });
  expect(new Set(found(report))).toContain("VER-01 stttt/web-1");
});

test("a drop for want of a route is no proof of a rule", async () => {
  const report = await verify({
    meddle: ({ from, to, family }) =>
      from === "internet" && to === "stttt/db-1" && family === 6 ? "unreachable" : undefined,
  });
  // One finding for all ports, and every probe of it in the evidence.
  expect(found(report)).toEqual(["VER-03 stttt/db-1", "VER-04 stttt/db-1"]);
  expect(report.findings[0]?.message.en).toContain(
    "icmp echo, tcp/11, tcp/443, tcp/48005, tcp/53 and 3 more over IPv6",
  );
  expect(report.evidence.map(({ probe }) => probe.port)).toHaveLength(8);
});

test("one fault seen from many places is one finding", async () => {
  const report = await verify({
    meddle: ({ to, family, port }) => (to === "stttt/db-1" && family === 6 && port === 80 ? "open" : undefined),
  });
  expect(report.findings.filter(({ policy }) => policy === "VER-02").map(({ message }) => message.en)).toEqual([
    expect.stringMatching(/^15061\/web-1, internet and 2 more to stttt\/db-1 tcp\/80 over IPv6/) as string,
  ]);
});

test("a wrong fact inside a server", async () => {
  const report = await verify({
    facts: (server, facts) => (server === "stttt/db-1" ? { ...facts, resolvers: ["198.51.100.53"] } : facts),
  });
  expect(found(report)).toEqual(["VER-07 stttt/db-1"]);
});

test("metadata that does not answer over one family, or takes a server for another", async () => {
  const silent = await verify({
    metadata: (server, metadata) =>
      server === "stttt/db-1" ? { ...metadata, ipv6: { error: "timed out" } } : metadata,
  });
  expect(silent.findings.map(({ message }) => message.en)).toEqual([
    "stttt/db-1: http://[fe80::a9fe:a9fe] does not answer: timed out",
  ]);
  const mistaken = await verify({
    metadata: (server, metadata) =>
      server === "stttt/db-1" ? { ...metadata, ipv4: { uuid: "somebody", hostname: "x", name: "x" } } : metadata,
  });
  expect(mistaken.findings.map(({ policy, message }) => `${policy} ${message.en}`)).toEqual([
    "VER-09 stttt/db-1: http://169.254.169.254 takes it for instance somebody; it is id-of-stttt-db-1",
  ]);
});

test("an MTU that is not what the cloud's network says", async () => {
  const report = await verify({
    content: (content) => {
      for (const network of content["networks"] ?? []) if (network["id"] === "net-stttt-dmz") network["mtu"] = 1400;
    },
  });
  expect(found(report)).toEqual(["VER-08 stttt/web-1", "VER-08 stttt/web-1", "VER-13 stttt/stttt-dmz"]);
});

test("a rule that no probe hits is found in the configuration", async () => {
  const report = await verify({
    content: (content) => {
      const rules = content["security-groups"]?.[0]?.["security_group_rules"] as Record<string, unknown>[];
      rules.push({ ...rules[0], remote_ip_prefix: "192.0.2.0/24", port_range_min: 9999, port_range_max: 9999 });
    },
  });
  expect(found(report)).toEqual(["VER-12 stttt/stttt-dmz"]);
});

test("a server of the YAML that is not deployed, and one that is left over", async () => {
  const report = await verify({
    outputs: (outputs) => {
      const servers = outputs["stttt"]?.["servers"] as Record<string, unknown>;
      servers["stttt-old-1"] = servers["stttt-db-1"];
      delete servers["stttt-db-1"];
    },
  });
  expect(found(report)).toEqual(["VER-16 stttt/old-1", "VER-16 stttt/db-1"]);
});

test("a source that no command runs in", async () => {
  const report = await verify({ unreachable: ["stttt/db-1"] });
  // Its facts, its probes, its metadata.
  expect(found(report)).toEqual(Array(3).fill("VER-17 stttt/db-1"));
  expect(report.counts.guestFacts).toBeLessThan(30);
});

test("a server without addresses is one thing to mend, not a hundred connections", async () => {
  const report = await verify({
    facts: (server, facts) =>
      server === "stttt/app-1"
        ? { ...facts, interfaces: facts.interfaces.map((each) => ({ ...each, addresses: [] })) }
        : facts,
    meddle: ({ from, to, family, port }) => {
      if (from === "internet" && to === "stttt/app-1" && family === 6 && port === 11) return "open";
      return [from, to].includes("stttt/app-1") ? "timeout" : undefined;
    },
  });
  // What gets through against the YAML stays, whatever state the server is in.
  expect(found(report)).toEqual([
    "VER-02 stttt/app-1",
    "VER-04 stttt/app-1",
    "VER-05 stttt/app-1",
    "VER-05 stttt/app-1",
  ]);
  expect(report.evidence.length).toBeGreaterThan(5);
  expect(report.notTried.map(({ what }) => what.en)).toContain(
    `${report.evidence.length - 1} failed connections of stttt/app-1`,
  );
});

test("a server that was deleted is one thing to mend, and nothing of it is tried", async () => {
  const report = await verify({
    content: (content) => content["servers"]?.splice(0, 1),
    meddle: ({ from, to }) => ([from, to].includes("stttt/web-1") ? "timeout" : undefined),
    unreachable: ["stttt/web-1"],
  });
  expect(found(report)).toEqual(["VER-18 stttt/stttt-web-1"]);
  expect(report.notTried).toContainEqual({
    what: { en: "everything from and to stttt/web-1", vi: "mọi thứ từ và đến stttt/web-1" },
    why: { en: "it was deleted", vi: "đã bị xóa" },
  });
});

test("a stack that is not up is a difference, and nothing was proven", async () => {
  const report = await verify({ outputs: (outputs) => delete outputs["stttt"] });
  expect(found(report)).toEqual(["VER-16 stttt"]);
  expect(report.passed).toBe(false);
});

test("an API that does not answer is a difference on a cloud of ours", async () => {
  const report = await verify({
    options: { openCloud: () => Promise.reject(new CloudApiError(asText("GET http://192.0.2.1: refused"))) },
  });
  expect(found(report)).toEqual(["VER-17 cloud"]);
});

test("on a cloud of somebody else only the outside is seen, and the report says so", async () => {
  // This test sends nothing: without outputs there is no target.
  const report = await verify({
    outputs: (outputs) => {
      for (const stack of Object.keys(outputs)) delete outputs[stack];
    },
    options: { vantageOf: undefined, openCloud: () => Promise.reject(new CloudApiError(asText("no password"))) },
  });
  expect(report.view).toBe("outside");
  expect(report.passed).toBe(false);
  expect(report.notTried.map(({ what }) => what.en)).toEqual([
    "what the servers see, and every connection that starts in one",
  ]);
});

test("outputs of another version are refused by name", async () => {
  await expect(
    verify({ outputs: (outputs) => (outputs["stttt"] = { servers: { "stttt-web-1": {} } }) }),
  ).rejects.toThrow(/^stack stttt: its outputs are not those of this version: agency: /);
});
