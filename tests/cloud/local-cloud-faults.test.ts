import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runIn, setInternetRoutes, startCloud, stopCloud } from "../../local-cloud/cloud.ts";
import type { CloudInfo, Place } from "../../local-cloud/types.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { openSession } from "../../openstack/session.ts";
import { makeServer, makeTenant, untilReady } from "./one-server.ts";
import { adminOf, type OpenStack } from "./openstack.ts";
import { until } from "./until.ts";

const CLOUD = "test-faults";
const NODE: Place = { node: true };

let cloud: CloudInfo;
let api: OpenStack;

beforeAll(async () => {
  cloud = await startCloud({ name: CLOUD, progress: () => undefined });
  api = await adminOf(cloud);
});
afterAll(() => stopCloud(CLOUD));

/** What a script says in a place of the cloud; it must succeed. */
async function sh(place: Place, script: string): Promise<string> {
  const result = await runIn(CLOUD, place, ["sh", "-ec", script], { timeoutMs: 60_000 });
  expect(result, script).toMatchObject({ code: 0 });
  return result.stdout;
}

/** Whether a far host answers a server over HTTP. */
async function answers(server: Place, host: string): Promise<boolean> {
  return (await runIn(CLOUD, server, ["curl", "-s", "-m", "3", `http://${host}/`])).code === 0;
}

test("a port whose first server died while it was built serves the next one, also after its router's interface came back", async () => {
  const tenant = await makeTenant(cloud, api);
  await setInternetRoutes(CLOUD, [{ destination: "3fff:0:1::/64", via: tenant.routerAddress }]);

  // The switch fails from the moment at which the port is plugged, so that what was begun is not cleared away either.
  const failing = 'case "$*" in *add-port*) touch /run/broken;; esac; [ ! -e /run/broken ] || exit 1';
  await sh(
    NODE,
    `printf '%s\\n' '#!/bin/sh' '${failing}' 'exec /usr/bin/ovs-vsctl "$@"' >/usr/local/sbin/ovs-vsctl
     chmod +x /usr/local/sbin/ovs-vsctl`,
  );
  await expect(makeServer(api, tenant.port.id)).rejects.toThrow("ERROR");
  await sh(NODE, "test -e /run/broken; rm /usr/local/sbin/ovs-vsctl");

  const id = await makeServer(api, tenant.port.id);
  const server: Place = { server: id };
  await untilReady(api, id, 120);
  const { ipv4, ipv6 } = cloud.externalNetwork.farHosts;
  expect(await answers(server, ipv4)).toBe(true);
  expect(await answers(server, `[${ipv6}]`)).toBe(true);

  // It comes back as another port, with another link-local address than the one that the server's default route goes by.
  const { routers } = await api.request<{ routers: { id: string }[] }>("GET", "network", "/routers");
  const { subnets } = await api.request<{ subnets: { id: string }[] }>("GET", "network", "/subnets?cidr=3fff:0:1::/64");
  const path = (what: string): string => `/routers/${routers[0]?.id}/${what}_router_interface`;
  const before = await sh(server, "ip -6 route show default");
  for (const what of ["remove", "add"]) {
    await api.request("PUT", "network", path(what), { subnet_id: subnets[0]?.id });
  }
  await until("IPv6 by the new interface", 60, async () => ((await answers(server, `[${ipv6}]`)) ? true : undefined));
  expect(await sh(server, "ip -6 route show default")).not.toBe(before);
});

test("Keystone is bootstrapped with a password that begins as an option does, and no process shows a password", async () => {
  const own = readFileSync(cloud.cloudsYaml, "utf8");
  const ownPassword = /password: (\S+)/.exec(own)?.[1] ?? "";
  expect(ownPassword).not.toBe("");
  const password = `-5jl${"x".repeat(20)}`;
  // A program of the same name notes its arguments, then does the real one's work.
  const run = await runIn(
    CLOUD,
    NODE,
    [
      "sh",
      "-ec",
      `cat >/tmp/clouds.yaml
       mkdir /tmp/bin
       printf '%s\\n' '#!/bin/sh' 'echo "arguments: $*"' 'exec /usr/bin/keystone-manage "$@"' >/tmp/bin/keystone-manage
       chmod +x /tmp/bin/keystone-manage
       PATH=/tmp/bin:$PATH OS_CLIENT_CONFIG_FILE=/tmp/clouds.yaml python3 /opt/devcloud/image/bootstrap.py 2>&1`,
    ],
    { input: own.replace(ownPassword, `"${password}"`) },
  );
  expect(run).toMatchObject({ code: 0 });
  expect(run.stdout).toContain("arguments: bootstrap");
  expect(run.stdout).not.toContain(password);

  const login = (secret: string) =>
    openSession(
      cloudConfig({
        OS_AUTH_URL: cloud.authUrl,
        OS_USERNAME: "admin",
        OS_PASSWORD: secret,
        OS_PROJECT_NAME: "admin",
        OS_USER_DOMAIN_NAME: "Default",
        OS_PROJECT_DOMAIN_NAME: "Default",
      }),
    );
  expect((await login(password)).projectId).not.toBe("");

  const nova = await sh(NODE, "cat /etc/nova/nova.conf");
  const secrets = [
    ownPassword,
    password,
    ...[...nova.matchAll(/^password = (\S+)$/gm)].map(([, secret = ""]) => secret),
  ];
  expect(secrets.length).toBeGreaterThan(3);
  const commands = await sh(NODE, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
  expect(commands).toContain("supervise.py");
  for (const secret of new Set(secrets)) expect(commands).not.toContain(secret);
});
