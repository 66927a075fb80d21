import { expect, test } from "vitest";
import { ofType, recordResources, theOne } from "../testing/record-resources.ts";
import { SecurityGroup } from "./index.ts";
import type { NamedService, SecurityPeer } from "./rules.ts";

const postgres: NamedService = { name: "postgres", ports: [{ protocol: "tcp", port: 5432 }] };
const resolvers = { ipv4: ["192.0.2.53"], ipv6: ["2001:db8::53"] };

test("a group drops Neutron's own rules and has its tags sorted", async () => {
  const { resources } = await recordResources(
    () =>
      new SecurityGroup("db", { rules: [], resolvers, tags: ["zone:db", "agency:stttt"], description: "Databases" }),
  );
  expect(theOne(resources, "SecGroup", "db").inputs).toEqual({
    name: "db",
    description: "Databases",
    deleteDefaultRules: true,
    tags: ["agency:stttt", "zone:db"],
  });
});

const asPeer = (name: string, group: SecurityGroup): SecurityPeer => ({ kind: "group", name, id: group.groupId });

test("two groups that name each other are made first and get their rules after", async () => {
  const { resources } = await recordResources(() => {
    const [app, db] = [new SecurityGroup("app", { resolvers }), new SecurityGroup("db", { resolvers })];
    app.allow([{ direction: "egress", peer: asPeer("db", db), services: [postgres] }]);
    db.allow([{ direction: "ingress", peer: asPeer("app", app), services: [postgres] }]);
  });
  expect(theOne(resources, "SecGroupRule", "db-ingress-group-app-tcp-5432-ipv6").inputs).toEqual({
    securityGroupId: "db-id",
    direction: "ingress",
    ethertype: "IPv6",
    protocol: "tcp",
    portRangeMin: 5432,
    portRangeMax: 5432,
    remoteGroupId: "app-id",
    description: "from app: postgres",
  });
  expect(theOne(resources, "SecGroupRule", "app-egress-group-db-tcp-5432-ipv4").inputs["remoteGroupId"]).toBe("db-id");
});

test("a rule for the group's own members names the group itself", async () => {
  const { resources } = await recordResources(
    () => new SecurityGroup("db", { rules: [{ direction: "ingress", peer: { kind: "self" }, services: [postgres] }] }),
  );
  expect(theOne(resources, "SecGroupRule", "db-ingress-self-tcp-5432-ipv4").inputs["remoteGroupId"]).toBe("db-id");
});

test("rules are children of the group and are deleted before they are replaced", async () => {
  const { resources } = await recordResources(() => new SecurityGroup("db", { rules: [], resolvers }));
  const rules = ofType(resources, "SecGroupRule");
  expect(rules.length).toBe(13);
  const parent = theOne(resources, "SecurityGroupRules", "db");
  expect(parent.parent).toBe(theOne(resources, "SecurityGroup", "db").urn);
  for (const rule of rules) {
    expect(rule.parent).toBe(parent.urn);
    expect(rule.deleteBeforeReplace).toBe(true);
    expect(rule.deletedWith).toBe(theOne(resources, "SecGroup", "db").urn);
  }
});

test("ICMP rules give type and code, which the provider wants together", async () => {
  const { resources } = await recordResources(() => new SecurityGroup("db", { rules: [] }));
  const { inputs } = theOne(resources, "SecGroupRule", "db-ingress-anywhere-icmp-too-big-ipv6");
  expect(inputs).toMatchObject({ protocol: "ipv6-icmp", portRangeMin: 2, portRangeMax: 0, remoteIpPrefix: "::/0" });
});

test("a renamed peer keeps its rules by their aliases", async () => {
  const peer: SecurityPeer = {
    kind: "prefixes",
    name: "health",
    formerNames: ["hospital"],
    ipv4: "10.97.0.0/20",
    ipv6: "2001:db8:90::/48",
  };
  const { resources } = await recordResources(
    () => new SecurityGroup("db", { rules: [{ direction: "ingress", peer, services: [postgres] }] }),
  );
  const rule = theOne(resources, "SecGroupRule", "db-ingress-prefixes-health-tcp-5432-ipv6");
  expect(rule.aliases).toEqual(["db-ingress-prefixes-hospital-tcp-5432-ipv6"]);
});

async function urnsWithSite(site: string): Promise<string[]> {
  const health: SecurityPeer = {
    kind: "prefixes",
    name: "health",
    ipv4: `10.${site}.0.0/16`,
    ipv6: `2001:db8:${site}::/48`,
  };
  const { resources } = await recordResources(
    () => new SecurityGroup("db", { rules: [{ direction: "ingress", peer: health, services: [postgres] }] }),
  );
  return resources.map(({ urn }) => urn);
}

test("a renumbered peer changes no URN", async () => {
  expect(await urnsWithSite("97")).toEqual(await urnsWithSite("98"));
});

test("rules cannot be given twice", async () => {
  await expect(recordResources(() => void new SecurityGroup("db", { rules: [] }).allow([]))).rejects.toThrow(
    "has its rules already",
  );
});
