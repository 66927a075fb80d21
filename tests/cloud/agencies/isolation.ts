import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../../../infra/repository/repository.ts";
import { runIn } from "../../../local-cloud/cloud.ts";
import { runDir } from "../../../local-cloud/paths.ts";
import { cloudConfig } from "../../../openstack/cloud-config.ts";
import { listAll } from "../../../openstack/list-all.ts";
import { openSession, type OpenStackSession } from "../../../openstack/session.ts";
import { lastingAccess } from "../../../verify/configuration/lasting-access.ts";
import type { VerifyReport } from "../../../verify/verify-stacks.ts";
import { reportOf } from "./report-of.ts";

// What somebody with an agency's deployer can do by hand: docs/how-to-platform-engineer.md has the same list as a table.

const root = repositoryRoot();
const AGENCY = "15061";
/** Comes up beside it afterwards; the prefix of its IPv4 pool is what the deployer goes for. */
const NEXT = "stttt";

type Json = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any

/** Tests with the deployer of an agency that is up, on a cloud that `province up` starts when it does not stand. */
export function isolation(cloud: string): void {
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name))),
    PROVINCE_CLOUD: cloud,
    NO_COLOR: "1",
  };
  const run = (program: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const options = { cwd: root, env: environment, maxBuffer: 64 * 1024 * 1024 };
      execFile(program, args, options, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr }),
      );
    });
  const province = (...args: string[]) => run(process.execPath, "cli/province.js", ...args);

  let operator: OpenStackSession;
  let deployer: OpenStackSession;
  let userId: string;
  let adminId: string;
  const ask = async (by: OpenStackSession, method: string, service: string, path: string, body?: object) => {
    const answer = await by.call(service, method, path, { body });
    return { status: answer.status, body: (answer.body ?? {}) as Json };
  };
  /** Status of what the deployer asks for. */
  const asks = async (method: string, service: string, path: string, body?: object): Promise<number> =>
    (await ask(deployer, method, service, path, body)).status;
  /** What the deployer made; `path` takes it away at the end. */
  const made: { service: string; path: string }[] = [];
  const makes = async (service: string, path: string, body: object): Promise<Json> => {
    const answer = await ask(deployer, "POST", service, path, body);
    expect([path, answer.status]).toEqual([path, answer.status === 200 ? 200 : answer.status === 202 ? 202 : 201]);
    const [entry] = Object.values(answer.body) as Json[];
    const thing = typeof entry === "object" && entry !== null ? entry : answer.body;
    made.push({ service, path: `${path}/${thing["id"] ?? thing["access"]}` });
    return thing;
  };
  /** The only entry of a list that the operator sees. */
  const first = async (path: string): Promise<Json> => {
    const { body } = await ask(operator, "GET", "network", path);
    return (Object.values(body)[0] as Json[])[0] ?? {};
  };

  /** What outlives a new password of the deployer: how each is made. */
  const credentials = (): [string, object][] => {
    const trust = {
      trustor_user_id: userId,
      trustee_user_id: adminId,
      impersonation: false,
      roles: [{ name: "member" }],
    };
    return [
      [`/users/${userId}/application_credentials`, { application_credential: { name: "mine" } }],
      [`/users/${userId}/credentials/OS-EC2`, { tenant_id: deployer.projectId }],
      ["/credentials", { credential: { type: "totp", blob: "GEZDGNBVGY3TQOJQ", user_id: userId } }],
      ["/OS-TRUST/trusts", { trust: { ...trust, project_id: deployer.projectId } }],
    ];
  };

  beforeAll(async () => {
    const up = await province("up", "--no-prove", AGENCY);
    if (up.code !== 0)
      throw new Error(`province up ended with ${up.code}: ${up.stdout.slice(-2000)}${up.stderr.slice(-2000)}`);
    const output = "pulumi stack output --json --show-secrets deployer";
    const shown = await run(
      "bash",
      "-c",
      `eval "$(${process.execPath} cli/province.js env)" && ${output} --stack project-${AGENCY}`,
    );
    expect(shown.code).toBe(0);
    const { userName, password } = JSON.parse(shown.stdout) as { userName: string; password: string };
    const config = { OS_CLIENT_CONFIG_FILE: `${runDir(cloud)}/clouds.yaml`, OS_CLOUD: "devcloud" };
    operator = await openSession(cloudConfig(config));
    const catalogue = cloudConfig(config);
    deployer = await openSession(
      cloudConfig({
        OS_AUTH_URL: catalogue.authUrl,
        OS_USERNAME: userName,
        OS_PASSWORD: password,
        OS_USER_DOMAIN_NAME: "Default",
        OS_PROJECT_NAME: AGENCY,
        OS_PROJECT_DOMAIN_NAME: "Default",
      }),
    );
    const users = (await ask(operator, "GET", "identity", `/users?name=${userName}`)).body["users"] as Json[];
    userId = users[0]?.["id"] as string;
    const admins = (await ask(operator, "GET", "identity", "/users?name=admin")).body["users"] as Json[];
    adminId = admins[0]?.["id"] as string;
  });

  describe("is refused", () => {
    test("a subnet pool in the province's scopes, with any prefix", async () => {
      for (const version of [4, 6]) {
        const scope = await first(`/address-scopes?name=province-ipv${version}`);
        expect(scope["shared"]).toBe(false);
        const [prefix, length] = version === 4 ? ["10.200.0.0/20", 24] : ["3fff:ff0::/48", 64];
        const subnetpool = { name: "mine", prefixes: [prefix], min_prefixlen: length, default_prefixlen: length };
        const taken = { subnetpool: { ...subnetpool, address_scope_id: scope["id"] } };
        // Over the quota; with room in it, as a scope that it may not see.
        expect(await asks("POST", "network", "/subnetpools", taken)).toBe(409);
        await ask(operator, "PUT", "network", `/quotas/${deployer.projectId}`, { quota: { subnetpool: 3 } });
        expect(await asks("POST", "network", "/subnetpools", taken)).toBe(404);
        await ask(operator, "PUT", "network", `/quotas/${deployer.projectId}`, { quota: { subnetpool: 2 } });
      }
    });

    test("other prefixes in its own pools, and a second prefix on a network of its stack", async () => {
      const pool = await first(`/subnetpools?name=${AGENCY}-ipv4`);
      const wider = { subnetpool: { prefixes: [...pool["prefixes"], "10.200.0.0/20"] } };
      expect(await asks("PUT", "network", `/subnetpools/${pool["id"]}`, wider)).toBe(404);
      const network = await first(`/networks?project_id=${deployer.projectId}`);
      const subnet = { network_id: network["id"], ip_version: 4, cidr: "10.200.1.0/24" };
      expect(await asks("POST", "network", "/subnets", { subnet })).toBe(400);
    });

    test.each([
      ["quotas of its own", "PUT", "network", "/quotas/PROJECT", { quota: { subnetpool: 9 } }],
      ["a second router", "POST", "network", "/routers", { router: { name: "mine" } }],
      ["an external network", "POST", "network", "/networks", { network: { "router:external": true } }],
      ["a network for all", "POST", "network", "/networks", { network: { shared: true } }],
      ["a network on a physical one", "POST", "network", "/networks", { network: { "provider:network_type": "flat" } }],
      ["a public image", "POST", "image", "/images", { name: "mine", visibility: "public" }],
      ["a flavor", "POST", "compute", "/flavors", { flavor: { name: "mine", ram: 1, vcpus: 1, disk: 0 } }],
      ["users", "GET", "identity", "/users", undefined],
      ["projects", "GET", "identity", "/projects", undefined],
    ])("%s", async (_, method, service, path, body) => {
      expect([403, 409]).toContain(await asks(method, service, path.replace("PROJECT", deployer.projectId), body));
    });

    test("address translation on its router", async () => {
      const router = await first(`/routers?project_id=${deployer.projectId}`);
      const gateway = { network_id: router["external_gateway_info"].network_id, enable_snat: true };
      const wanted = { router: { external_gateway_info: gateway } };
      expect(await asks("PUT", "network", `/routers/${router["id"]}`, wanted)).toBe(403);
    });

    test("a role for somebody else, and the project of another agency", async () => {
      const { body } = await ask(operator, "GET", "identity", "/roles?name=member");
      const role = (body["roles"] as Json[])[0]?.["id"] as string;
      const path = `/projects/${deployer.projectId}/users/${userId}/roles/${role}`;
      expect(await asks("PUT", "identity", path)).toBe(403);
      const other = (await ask(operator, "GET", "identity", "/projects?name=admin")).body["projects"] as Json[];
      const scope = { project: { id: other[0]?.["id"] } };
      const { body: shown } = await ask(deployer, "GET", "identity", "/auth/projects");
      expect((shown["projects"] as Json[]).map(({ name }) => name as string)).toEqual([AGENCY]);
      expect(scope.project.id).not.toBe(deployer.projectId);
    });
  });

  describe("is possible, and found", () => {
    let report: VerifyReport;
    let ways: string[];
    let routerPath: string;
    let foreign: object;
    beforeAll(async () => {
      const network = await makes("network", "/networks", { network: { name: "mine" } });
      // The prefix of an agency that is not up yet, on a network that no scope knows of.
      const subnet = { name: "mine", network_id: network["id"], ip_version: 4, cidr: "10.96.0.0/24" };
      const { id: subnetId } = await makes("network", "/subnets", { subnet });
      const router = await first(`/routers?project_id=${deployer.projectId}`);
      routerPath = `/routers/${router["id"]}`;
      foreign = { subnet_id: subnetId };
      expect(await asks("PUT", "network", `${routerPath}/add_router_interface`, foreign)).toBe(200);
      const routes = [{ destination: "10.97.0.0/16", nexthop: "10.96.0.9" }];
      expect(await asks("PUT", "network", routerPath, { router: { routes } })).toBe(200);
      await makes("network", "/ports", {
        port: { name: "mine", network_id: network["id"], port_security_enabled: false },
      });
      const group = await makes("network", "/security-groups", { security_group: { name: "mine" } });
      const open = { security_group_id: group["id"], direction: "ingress", ethertype: "IPv6" };
      await makes("network", "/security-group-rules", { security_group_rule: open });
      const own = await first(`/networks?project_id=${deployer.projectId}&tags=agency:${AGENCY}`);
      const target = ((await ask(operator, "GET", "identity", "/projects?name=admin")).body["projects"] as Json[])[0];
      const share = {
        object_type: "network",
        object_id: own["id"],
        action: "access_as_shared",
        target_tenant: target?.["id"],
      };
      // The quota of such policies is 0.
      expect(await asks("POST", "network", "/rbac-policies", { rbac_policy: share })).toBe(409);

      for (const [path, body] of credentials()) await makes("identity", path, body);

      const verified = await province("verify", "--json", AGENCY);
      report = reportOf(verified.stdout);
      const read = (path: string, key: string) => listAll(operator, "identity", path, key);
      ways = (await lastingAccess(read, AGENCY, deployer.projectId)).map(({ message }) => message.en);
    });
    afterAll(async () => {
      await ask(deployer, "PUT", "network", routerPath, { router: { routes: [] } });
      await ask(deployer, "PUT", "network", `${routerPath}/remove_router_interface`, foreign);
      for (const { service, path } of made.toReversed()) await ask(deployer, "DELETE", service, path);
    });

    test("a network and a subnet with a prefix of another agency", () => {
      const found = report.findings.filter(({ policy }) => policy === "VER-13").map(({ message }) => message.en);
      expect(found.join("\n")).toMatch(/\bnetwork mine\b/);
      expect(found.join("\n")).toMatch(/\bsubnet mine\b/);
    });

    test("that subnet behind the agency's router, and a static route", () => {
      const found = report.findings.map(({ policy, message }) => `${policy} ${message.en}`).join("\n");
      expect(found).toMatch(/VER-13 .*router.*mine/);
      expect(found).toMatch(/VER-13 .*10\.97\.0\.0\/16/);
    });

    test("a port without port security, and a group with an open rule", () => {
      const found = report.findings.map(({ policy, message }) => `${policy} ${message.en}`).join("\n");
      expect(found).toMatch(/VER-1[45] .*port.*mine/i);
      expect(found).toMatch(/VER-12 .*mine/);
    });

    test("an application credential, a trust, and credentials of other kinds", () => {
      const found = ways.map((message) => message.split(" (")[0]?.replace(/ for user \w+/, ""));
      const credential = ["credential of type ec2", "credential of type totp"];
      expect(new Set(found)).toEqual(new Set(["application credential mine", ...credential, "trust"]));
    });
  });

  test("the next agency comes up all the same", async () => {
    const { code, stdout, stderr } = await province("up", "--no-prove", NEXT);
    expect({ code, said: code === 0 ? "" : stdout.slice(-2000) + stderr.slice(-2000) }).toEqual({ code: 0, said: "" });
  });

  test("is refused credentials beside its password, where Keystone has the policy that the page gives", async () => {
    const page = readFileSync(join(root, "docs/how-to-platform-engineer.md"), "utf8");
    const policy = /```yaml\n(# \/etc\/keystone\/policy\.yaml\n[^`]*)```/.exec(page)?.[1] ?? "";
    const node = (script: string) => runIn(cloud, { node: true }, ["sh", "-c", script], { input: policy });
    await node("cat >/etc/keystone/policy.yaml");
    try {
      for (const [path, body] of credentials())
        expect([path, await asks("POST", "identity", path, body)]).toEqual([path, 403]);
    } finally {
      // Emptied: Keystone answers nobody any more when a policy file that it has read is gone.
      await node(": >/etc/keystone/policy.yaml");
    }
  });
}
