import { describe, expect, test } from "vitest";
import { readYaml } from "../../model/files/yaml-file.ts";
import { causesOf, type CausingTenant } from "./causes.ts";
import { placeOf, type YamlReader } from "./place.ts";

const files: Record<string, string> = {
  "stacks/agencies/stttt.yaml": [
    "# the department",
    "code: stttt",
    "name: Sở",
    "zones: [lan, wifi]",
    "servers:",
    "  app: { replicas: 2 }",
    "  web:",
    "    publish: true",
    "allow:",
    "  - { from: internet, to: dmz, services: [smtp] }",
    '  - from: { agency: "15061", zone: app }',
    "    to: app",
    "    services: [app-http]",
    "quotas: { instances: 9 }",
  ].join("\n"),
  "stacks/agencies/15061.yaml": 'code: "15061"\nzones:\n  dmz: { subnets: 2 }\n',
  "stacks/province.yaml": 'code: "38"\n',
  "stacks/province/standards.yaml": [
    "standards:",
    "  commune:",
    "    zones: [dmz, app]",
    "    servers:",
    "      web: { template: web }",
  ].join("\n"),
  "stacks/province/templates.yaml": "flavors:\n  small: { vcpus: 1 }\nimages:\n  debian: { source: x }\n",
  "stacks/province/environments.yaml": "externalNetworks:\n  internet: { mtu: 1500 }\n",
};

const read: YamlReader = (path) =>
  files[path] === undefined ? undefined : readYaml({ path, bytes: new TextEncoder().encode(files[path]) });

const tenant = (code: string, kind: string, zones: string[], servers: string[], declared = true): CausingTenant => ({
  code,
  kind,
  source: declared ? `stacks/agencies/${code}.yaml` : "stacks/province/register/communes.csv",
  declared,
  zones: zones.map((zone) => ({ code: zone })),
  servers: servers.map((name) => ({ name })),
});

const tenants = {
  stttt: tenant("stttt", "department", ["app", "db", "dmz", "lan", "wifi"], ["app", "db", "web"]),
  "15061": tenant("15061", "commune", ["app", "dmz"], ["app", "web"]),
  "15064": tenant("15064", "commune", ["app", "dmz"], ["app", "web"], false),
};

const TENANT = "provincial:tenant:AgencyTenant";
function at(stack: string, types: string, name: string): string {
  const place = placeOf(causesOf(`urn:pulumi:${stack}::provincial-cloud::${types}::${name}`, stack, tenants), read);
  return place === undefined ? "nowhere" : `${place.file.replace("stacks/", "")}:${place.line}:${place.column}`;
}

describe("the key behind a resource of an agency with a file", () => {
  const server = `${TENANT}$provincial:compute:ServerGroup$provincial:compute:ServerTemplate`;
  const network = `${TENANT}$provincial:network:DualStackNetwork`;
  const rule = `${TENANT}$provincial:network:SecurityGroup$openstack:networking/secGroupRule:SecGroupRule`;
  test.each([
    ["a server's replica", `${server}$openstack:compute/instance:Instance`, "stttt-app-2", "agencies/stttt.yaml:6:3"],
    [
      "a port, though a zone is called the same",
      `${server}$openstack:networking/port:Port`,
      "stttt-app-1",
      "agencies/stttt.yaml:6:3",
    ],
    ["a floating address", `${TENANT}$provincial:network:FloatingAddress`, "stttt-web-1", "agencies/stttt.yaml:8:5"],
    [
      "a server of the standard",
      `${server}$openstack:compute/instance:Instance`,
      "stttt-db-1",
      "agencies/stttt.yaml:2:1",
    ],
    [
      "a zone of a list",
      `${network}$openstack:networking/subnet:Subnet`,
      "stttt-wifi-ipv6",
      "agencies/stttt.yaml:4:14",
    ],
    ["a zone of the standard", network, "stttt-db", "agencies/stttt.yaml:2:1"],
    [
      "a flow from another agency",
      rule,
      "stttt-app-ingress-prefixes-15061/app-tcp-8080-ipv4",
      "agencies/stttt.yaml:11:5",
    ],
    ["the tenant as a whole", TENANT, "stttt", "agencies/stttt.yaml:2:1"],
    ["what nobody foresaw", "foreign:thing:Thing", "whatever", "agencies/stttt.yaml:2:1"],
  ])("%s", (_, types, name, place) => {
    expect(at("stttt", types, name)).toBe(place);
  });

  test("is the zone's own key where zones are a map, also for its second network", () => {
    expect(at("15061", `${network}$openstack:networking/network:Network`, "15061-dmz-2")).toBe(
      "agencies/15061.yaml:3:3",
    );
  });

  test("is the receiver's flow for the egress that follows from it", () => {
    expect(at("15061", rule, "15061-app-egress-prefixes-stttt/app-tcp-8080-ipv6")).toBe("agencies/stttt.yaml:11:5");
  });
});

test("a unit without a file has the keys of its standard", () => {
  const server = `${TENANT}$provincial:compute:ServerGroup$openstack:compute/instance:Instance`;
  expect(at("15064", server, "15064-web-1")).toBe("province/standards.yaml:5:7");
  expect(at("15064", `${TENANT}$provincial:network:DualStackNetwork`, "15064-app")).toBe(
    "province/standards.yaml:3:18",
  );
  expect(at("15064", TENANT, "15064")).toBe("province/standards.yaml:2:3");
});

test.each([
  ["openstack:compute/flavor:Flavor", "small", "province/templates.yaml:2:3"],
  ["provincial:compute:ServerImage$openstack:images/image:Image", "debian", "province/templates.yaml:4:3"],
  [
    "provincial:network:ExternalNetwork$openstack:networking/subnet:Subnet",
    "internet-ipv6",
    "province/environments.yaml:2:3",
  ],
  ["provincial:identity:TenantProject$openstack:networking/quotaV2:QuotaV2", "stttt", "agencies/stttt.yaml:14:1"],
  ["provincial:network:TenantRouter$openstack:networking/router:Router", "15061", "agencies/15061.yaml:1:1"],
  ["provincial:network:AddressPools", "province", "province.yaml:1:1"],
])("the platform's %s %s", (types, name, place) => {
  expect(at("platform", types, name)).toBe(place);
});

test("nothing is claimed of files that are not there", () => {
  expect(placeOf(causesOf("urn:pulumi:stttt::p::t::stttt", "stttt", tenants), () => undefined)).toBeUndefined();
});
