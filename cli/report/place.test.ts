import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkStacks } from "../../infra/check/check-stacks.ts";
import { previewStacks } from "../../infra/preview-stacks.ts";
import { openRepository, repositoryRoot } from "../../infra/repository/repository.ts";
import { checkReport } from "./check-report.ts";
import { placeFinder, type Place } from "./place.ts";

// Servers called like a zone, like another server's replica and like the standing group; flows declared twice.
const STTTT = `# the department
code: stttt
name: Sở Thông tin và Truyền thông
kind: department
zones: [lan, wifi]
servers:
  app: { replicas: 2 }
  web-1: { template: web, publish: true, host: 8 }
  web:
    publish: true
  standing: { template: bastion, host: 20 }
allow:
  - { from: internet, to: dmz, services: [smtp] }
  - from: { agency: "15061", zone: app }
    to: app
    services: [app-http]
  - { from: { agency: "15061", zone: app }, to: app, services: [https, app-http] }
  - { from: dmz, to: app, services: [http] }
quotas: { instances: 30 }
evidence:
  tests: { functional: pass }
`;
const TOWNSHIP = `zones:
  dmz: {}
  app: { mode: v6-only }
code: "15061"
stage: production
`;

const root = mkdtempSync(join(tmpdir(), "places-"));
afterAll(() => rmSync(root, { recursive: true }));
cpSync(join(repositoryRoot(), "stacks"), join(root, "stacks"), { recursive: true });
writeFileSync(join(root, "stacks/agencies/stttt.yaml"), STTTT);
writeFileSync(join(root, "stacks/agencies/15061.yaml"), TOWNSHIP);
writeFileSync(join(root, "stacks/province/cloud-init/app.yaml"), "#cloud-config\nruncmd: [curl http://10.1.2.3/]\n");
writeFileSync(
  join(root, "stacks/waivers.yaml"),
  "waivers:\n  - policy: NET-11\n    stack: stttt\n    resource: gone\n    reason: r\n    approvedBy: a\n    expires: 2999-12-31\n",
);
const environments = join(root, "stacks/province/environments.yaml");
const written = readFileSync(environments, "utf8").replace("cloudServices: []", "cloudServices: [block-storage]");
writeFileSync(environments, written);

const repository = openRepository(root);
const find = placeFinder(repository);
const plans = new Map(
  (await previewStacks(["stttt", "15061", "14755", "platform", "project-stttt", "project-15061"], repository)).map(
    (plan) => [plan.stack, plan],
  ),
);

/** The text from the place on: `stttt.yaml: app: { replicas: 2 }`. */
function textAt({ file, line, column = 1 }: Place): string {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  return `${file.replace(/.*\//, "")}: ${lines[line - 1]?.slice(column - 1)}`;
}

/** What the place of a planned resource says, for the last part of its type and its name. */
function placeText(stack: string, type: string, name: string): string {
  const { resources = [] } = plans.get(stack) ?? {};
  const parents = Object.fromEntries(resources.flatMap(({ urn, parent }) => (parent ? [[urn, parent]] : [])));
  const urn = resources.find((each) => each.type.endsWith(`:${type}`) && each.name === name)?.urn;
  if (urn === undefined) throw new Error(`${stack} makes no ${type} ${name}`);
  const place = find({ stack, parents }, { resource: urn });
  return place === undefined ? "nowhere" : textAt(place);
}

const CODE = "stttt.yaml: code: stttt";

describe("the key behind a resource of an agency with a file", () => {
  test.each([
    ["a server's replica", "Instance", "stttt-app-2", "stttt.yaml: app: { replicas: 2 }"],
    ["a port, though a zone is called the same", "Port", "stttt-app-1", "stttt.yaml: app: { replicas: 2 }"],
    ["a server of the standard", "Instance", "stttt-db-1", CODE],
    ["a floating address", "FloatingIp", "stttt-web-2", "stttt.yaml: publish: true"],
    ["one in a line", "FloatingAddress", "stttt-web-1-1", "stttt.yaml: publish: true, host: 8 }"],
    ["a zone of a list", "Subnet", "stttt-wifi-ipv6", "stttt.yaml: wifi]"],
    ["a zone of the standard", "Network", "stttt-db", CODE],
    [
      "a flow from another agency",
      "SecGroupRule",
      "stttt-app-ingress-prefixes-15061/app-tcp-8080-ipv4",
      'stttt.yaml: from: { agency: "15061", zone: app }',
    ],
    ["the tenant as a whole", "AgencyTenant", "stttt", CODE],
  ])("%s", (_, type, name, text) => {
    expect(placeText("stttt", type, name)).toBe(text);
  });

  test.each([
    ["a zone of the standard, though a server is called the same", "Subnet", "stttt-app-ipv4", CODE],
    ["its group too", "SecGroup", "stttt-app", CODE],
    ["the standing group, though a server is called the same", "SecGroup", "stttt-standing", CODE],
    ["and its rules", "SecGroupRule", "stttt-standing-egress-prefixes-dhcp-udp-67-ipv4", CODE],
    ["a replica, though another server is called the same", "Instance", "stttt-web-1", "stttt.yaml: web:"],
    ["its floating address", "FloatingIp", "stttt-web-1", "stttt.yaml: publish: true"],
    ["the other server", "Instance", "stttt-web-1-1", "stttt.yaml: web-1: { template: web, publish: true, host: 8 }"],
    [
      "a declared flow from the Internet",
      "SecGroupRule",
      "stttt-dmz-ingress-anywhere-tcp-25-ipv6",
      "stttt.yaml: { from: internet, to: dmz, services: [smtp] }",
    ],
    ["a standard flow beside it", "SecGroupRule", "stttt-dmz-ingress-anywhere-tcp-443-ipv6", CODE],
    ["what both need", "SecGroupRule", "stttt-dmz-ingress-anywhere-icmp-echo-request-ipv6", CODE],
    [
      "a declared flow between zones",
      "SecGroupRule",
      "stttt-app-ingress-group-dmz-tcp-80-ipv4",
      "stttt.yaml: { from: dmz, to: app, services: [http] }",
    ],
    [
      "its other end",
      "SecGroupRule",
      "stttt-dmz-egress-group-app-tcp-80-ipv4",
      "stttt.yaml: { from: dmz, to: app, services: [http] }",
    ],
    [
      "a service of the second flow of two zones",
      "SecGroupRule",
      "stttt-app-ingress-prefixes-15061/app-tcp-443-ipv4",
      'stttt.yaml: { from: { agency: "15061", zone: app }, to: app, services: [https, app-http] }',
    ],
  ])("%s", (_, type, name, text) => {
    expect(placeText("stttt", type, name)).toBe(text);
  });

  test.each([
    ["a zone of a map", "Network", "15061-dmz", "15061.yaml: dmz: {}"],
    [
      "a server of the standard, though a zone is called the same",
      "Instance",
      "15061-app-1",
      '15061.yaml: code: "15061"',
    ],
    [
      "the receiver's flow for the egress that follows from it",
      "SecGroupRule",
      "15061-app-egress-prefixes-stttt/app-tcp-443-ipv6",
      'stttt.yaml: { from: { agency: "15061", zone: app }, to: app, services: [https, app-http] }',
    ],
  ])("%s", (_, type, name, text) => {
    expect(placeText("15061", type, name)).toBe(text);
  });

  test("what nobody foresaw is the tenant's", () => {
    const place = find(
      { stack: "stttt", parents: {} },
      { resource: "urn:pulumi:stttt::p::foreign:thing:Thing::stttt-app" },
    );
    expect(place && textAt(place)).toBe(CODE);
  });
});

test.each([
  ["Instance", "14755-web-1", "standards.yaml: web: { template: web, publish: true }"],
  ["FloatingIp", "14755-web-1", "standards.yaml: publish: true }"],
  ["Network", "14755-app", "standards.yaml: app]"],
  ["AgencyTenant", "14755", "standards.yaml: commune:"],
])("a unit without a file has the keys of its standard: %s %s", (type, name, text) => {
  expect(placeText("14755", type, name)).toBe(text);
});

test.each([
  ["Flavor", "small", "templates.yaml: small: { vcpus: 1, ramMb: 512, diskGb: 5, scsName: SCS-1L-0.5-5 }"],
  ["Image", "debian-13-guest", "templates.yaml: debian-13-guest:"],
  ["Subnet", "internet-ipv6", "environments.yaml: internet:"],
  ["AddressScope", "province-ipv6", 'province.yaml: code: "38"'],
])("the platform's %s %s", (type, name, text) => {
  expect(placeText("platform", type, name)).toBe(text);
});

test.each([
  ["QuotaV2", "stttt", "stttt.yaml: quotas: { instances: 30 }"],
  ["QuoteSetV3", "stttt", "stttt.yaml: quotas: { instances: 30 }"],
  ["QuotaSetV2", "15061", '15061.yaml: code: "15061"'],
  ["User", "stttt-deployer", CODE],
  ["SubnetPool", "15061-ipv6", '15061.yaml: code: "15061"'],
  ["Router", "15061", '15061.yaml: code: "15061"'],
])("the %s %s of an agency's project", (type, name, text) => {
  expect(placeText(`project-${name.replace(/-.*/, "")}`, type, name)).toBe(text);
});

test("a verdict alone is enough to find the places of what it found", async () => {
  const verdicts = await checkStacks(["stttt"], { repository, jobs: 0 });
  const { findings } = checkReport(verdicts, repository.tenants, "en", find);
  expect(findings.filter(({ policy }) => policy === "CMP-05").map(({ place }) => textAt(place))).toEqual([
    "stttt.yaml: app: { replicas: 2 }",
    "stttt.yaml: app: { replicas: 2 }",
  ]);
});

describe("a finding about the whole stack stands at the key that says so", () => {
  const at = (stack: string, resource: string, ...about: (string | number)[]) => {
    const place = find({ stack, parents: {} }, { resource: `urn:pulumi:x::p::${resource}`, about });
    return place && textAt(place);
  };
  const server = "openstack:compute/instance:Instance::stttt-app-1";
  const zone = "provincial:network:DualStackNetwork::15061-app";

  test.each([
    ["a stage of the file", "15061", server, ["lifecycle", "stage"], "15061.yaml: stage: production"],
    ["one of the standard, where the agency can act", "stttt", server, ["lifecycle", "stage"], CODE],
    ["evidence that is not written down", "15061", server, ["lifecycle", "tests"], "15061.yaml: stage: production"],
    ["evidence that is", "stttt", server, ["lifecycle", "tests"], "stttt.yaml: evidence:"],
    ["the province's mode", "stttt", server, ["mode"], "province.yaml: stackMode: dual"],
    ["a zone's own mode", "15061", zone, ["mode"], "15061.yaml: mode: v6-only }"],
    ["a waiver", "stttt", server, ["waivers", 0], "waivers.yaml: policy: NET-11"],
  ])("%s", (_, stack, resource, about, text) => {
    expect(at(stack, resource, ...about)).toBe(text);
  });

  test("policies say what they are about: stage, mode and waivers are found there, not at the first server", async () => {
    const found = async (stack: string) =>
      checkReport(await checkStacks([stack], { repository, jobs: 0 }), repository.tenants, "en", find).findings.map(
        ({ policy, place }) => `${policy} ${textAt(place)}`,
      );
    const township = await found("15061");
    expect(township).toContain("LIF-01 15061.yaml: stage: production");
    expect(township).toContain("V6O-02 15061.yaml: mode: v6-only }");
    expect(await found("stttt")).toContain("LIF-02 waivers.yaml: policy: NET-11");
  });
});

test("nothing is claimed of files that are not there", () => {
  const lost = placeFinder({ ...repository, root: join(root, "nowhere") });
  expect(lost({ stack: "stttt", parents: {} }, { resource: "urn:pulumi:stttt::p::t::stttt" })).toBeUndefined();
});
