import { describe, expect, test } from "vitest";
import type { OpenStackSession } from "../../openstack/session.ts";
import { findOrphans, type OrphanKind, orphanKinds, removeOrphan } from "./orphan-kinds.ts";

const since = Date.parse("2026-11-22T05:00:00Z");
const [before, after] = ["2026-11-22T04:00:00Z", "2026-11-22T05:00:30Z"];
function kindOf(type: string): OrphanKind {
  const kind = orphanKinds[type];
  if (!kind) throw new Error(`no kind ${type}`);
  return kind;
}

/** A cloud that answers each list with these items, and remembers what it was asked. */
function cloudWith(items: object[], key: string) {
  const asked: string[] = [];
  const session: OpenStackSession = {
    projectId: "agency",
    call: (_service, method, path) => {
      asked.push(`${method} ${path}`);
      if (method === "DELETE") items.length = 0;
      const list = path.split("?")[0]?.split("/").length === 2 || path.includes("detail");
      return Promise.resolve(
        list || items.length > 0 ? { status: 200, body: { [key]: items } } : { status: 404, body: {} },
      );
    },
  };
  return { session, asked };
}
const search = (inputs: Record<string, unknown>, known: string[] = []) => ({ inputs, since, known: new Set(known) });

describe("what an interrupted creation left", () => {
  const network = kindOf("openstack:networking/network:Network");
  const item = { id: "n1", name: "web", project_id: "agency", created_at: after };

  test("is found by what was asked for", async () => {
    const { session, asked } = cloudWith([item], "networks");
    expect(await findOrphans(session, network, search({ name: "web", tags: ["x"] }))).toEqual([item]);
    expect(asked).toEqual(["GET /networks?name=web"]);
  });

  test.each([
    ["known to a state", item, ["n1"]],
    ["made before the update", { ...item, created_at: before }, []],
    ["in another project", { ...item, project_id: "elsewhere" }, []],
    ["called otherwise", { ...item, name: "web-2" }, []],
  ])("is not one %s", async (_, other, known) => {
    const { session } = cloudWith([other], "networks");
    expect(await findOrphans(session, network, search({ name: "web" }, known))).toEqual([]);
  });

  test("is not guessed when nothing that was asked for can be compared", async () => {
    const { session } = cloudWith([{ ...item, name: "" }], "networks");
    expect(await findOrphans(session, network, search({}))).toEqual([]);
  });

  test("may lie in the project that the operator asked for", async () => {
    const { session } = cloudWith([{ ...item, project_id: "tenant" }], "networks");
    expect(await findOrphans(session, network, search({ name: "web", tenantId: "tenant" }))).toHaveLength(1);
  });

  test("a security group rule is told by all of its fields", async () => {
    const rule = {
      project_id: "agency",
      created_at: after,
      security_group_id: "g",
      direction: "ingress",
      ethertype: "IPv6",
    };
    const items = [
      { ...rule, id: "r1", protocol: "tcp", port_range_min: 443, port_range_max: 443, remote_ip_prefix: "::/0" },
      { ...rule, id: "r2", protocol: "tcp", port_range_min: 22, port_range_max: 22, remote_ip_prefix: "::/0" },
    ];
    const inputs = {
      securityGroupId: "g",
      direction: "ingress",
      ethertype: "IPv6",
      protocol: "tcp",
      portRangeMin: 22,
      portRangeMax: 22,
    };
    const { session, asked } = cloudWith(items, "security_group_rules");
    const found = await findOrphans(session, kindOf("openstack:networking/secGroupRule:SecGroupRule"), search(inputs));
    expect(found.map((f) => f.id)).toEqual(["r2"]);
    expect(asked).toEqual(["GET /security-group-rules?security_group_id=g"]);
  });

  test("a router's interface is its port in the subnet, whatever project the router is in", async () => {
    const port = { project_id: "", created_at: after, device_id: "router" };
    const items = [
      { ...port, id: "p4", fixed_ips: [{ subnet_id: "v4" }] },
      { ...port, id: "p6", fixed_ips: [{ subnet_id: "v6" }] },
    ];
    const { session } = cloudWith(items, "ports");
    const kind = kindOf("openstack:networking/routerInterface:RouterInterface");
    const found = await findOrphans(session, kind, search({ routerId: "router", subnetId: "v6" }));
    expect(found.map((f) => f.id)).toEqual(["p6"]);
  });

  test("an anonymous floating IP counts only when the cloud says that it is new", async () => {
    const kind = kindOf("openstack:networking/floatingIp:FloatingIp");
    const address = { id: "f1", project_id: "agency", port_id: null };
    const { session } = cloudWith(
      [
        { ...address, created_at: after },
        { ...address, id: "f2" },
      ],
      "floatingips",
    );
    expect((await findOrphans(session, kind, search({ pool: "public" }))).map((f) => f.id)).toEqual(["f1"]);
  });

  test("a refusal of the cloud is an error, not an empty list", async () => {
    const session: OpenStackSession = { projectId: "agency", call: () => Promise.resolve({ status: 503, body: "" }) };
    await expect(findOrphans(session, network, search({ name: "web" }))).rejects.toThrow("answered 503");
  });
});

describe("removing", () => {
  test("waits until it is gone", async () => {
    const { session, asked } = cloudWith([{ id: "s1" }], "servers");
    await removeOrphan(session, kindOf("openstack:compute/instance:Instance"), { id: "s1" });
    expect(asked).toEqual(["DELETE /servers/s1", "GET /servers/s1"]);
  });

  test("a keypair goes by its name", async () => {
    const { session, asked } = cloudWith([{ keypair: {} }], "keypairs");
    await removeOrphan(session, kindOf("openstack:compute/keypair:Keypair"), { id: "", name: "ops key" });
    expect(asked[0]).toBe("DELETE /os-keypairs/ops%20key");
  });

  test("what can't be read back is removed, and what may hold another's work never is", () => {
    expect(kindOf("openstack:compute/instance:Instance").action).toBe("remove");
    expect(kindOf("openstack:networking/secGroup:SecGroup").action).toBe("remove");
    expect(kindOf("openstack:identity/project:Project").action).toBe("adopt");
    expect(kindOf("openstack:identity/user:User").action).toBe("adopt");
  });
});
