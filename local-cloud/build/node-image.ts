import { randomBytes } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { Progress } from "../../model/text.ts";
import { writeCloudsYaml } from "../clouds-yaml.ts";
import { run } from "../command.ts";
import { killNode, layOutRunDir, startNode, stopNodeInOrder } from "../node-process.ts";
import { SOURCE_DIR } from "../paths.ts";
import { followUntilRunning } from "../unit-status.ts";

const NOVA_DRIVERS = "usr/lib/python3/dist-packages/nova/virt";

/**
 * Turns a tree of packages into the frozen image of a node: configures it, makes its databases, starts every
 * service once and stops them in order.
 */
export async function makeNodeImage(nodeTree: string, workDir: string, progress: Progress): Promise<void> {
  const password = randomBytes(18).toString("base64url");
  progress({ en: "writing the services' configuration", vi: "đang ghi cấu hình của các dịch vụ" });
  await configure(nodeTree, password);

  const runDir = join(workDir, "first-run");
  await layOutRunDir(runDir);
  await writeCloudsYaml(runDir, "127.0.0.1", password);
  progress({
    en: "making the databases and starting every service once",
    vi: "đang tạo các cơ sở dữ liệu và khởi động từng dịch vụ một lần",
  });
  const unitFiles = ["services.yaml", "image/prepare.yaml"];
  await startNode({ runDir, nodeTree, guestTree: "", mode: "plain", unitFiles, address: "127.0.0.1", dieWithUs: true });
  try {
    await followUntilRunning(runDir, progress, 420_000);
    progress({ en: "stopping the services in order", vi: "đang dừng các dịch vụ theo thứ tự" });
    await stopNodeInOrder(runDir, 60_000);
  } finally {
    await killNode(runDir);
  }
  await rm(runDir, { recursive: true });
}

async function configure(nodeTree: string, password: string): Promise<void> {
  const templates = join(SOURCE_DIR, "image", "etc");
  for (const entry of await readdir(templates, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(nodeTree, "etc", from.slice(templates.length));
    await mkdir(join(to, ".."), { recursive: true });
    await writeFile(to, (await readFile(from, "utf8")).replaceAll("@service_password@", password));
  }
  const dirs = ["var/lib/devcloud/lock", "var/lib/glance/staging", "var/lib/glance/tasks", "var/lib/nova/instances"];
  for (const dir of [...dirs, "opt/devcloud", "srv/guest", "var/log/devcloud"]) {
    await mkdir(join(nodeTree, dir), { recursive: true });
  }
  await rm(join(nodeTree, "etc/resolv.conf"), { force: true }); // the build host's
  await patch(nodeTree);
  // Nova loads drivers of its own package only; this one is laid into /opt/devcloud at each start.
  await symlink("/opt/devcloud/nova_driver", join(nodeTree, NOVA_DRIVERS, "namespaces"));
  await createSwitchDatabases(nodeTree);
}

async function patch(nodeTree: string): Promise<void> {
  const text = await readFile(join(SOURCE_DIR, "image", "patches.yaml"), "utf8");
  const patches: { file: string; replace: string; by: string }[] = parse(text);
  for (const { file, replace, by } of patches) {
    const path = join(nodeTree, file);
    await writeFile(path, (await readFile(path, "utf8")).replace(replace, by));
  }
}

/** The empty databases of Open vSwitch and OVN, by the tree's own tool and schemas. */
async function createSwitchDatabases(nodeTree: string): Promise<void> {
  const databases = [
    ["/var/lib/openvswitch/conf.db", "/usr/share/openvswitch/vswitch.ovsschema"],
    ["/var/lib/ovn/ovnnb_db.db", "/usr/share/ovn/ovn-nb.ovsschema"],
    ["/var/lib/ovn/ovnsb_db.db", "/usr/share/ovn/ovn-sb.ovsschema"],
  ] as const;
  for (const [database, schema] of databases) {
    await mkdir(join(nodeTree, database, ".."), { recursive: true });
    await rm(join(nodeTree, database), { force: true });
    await run(["chroot", nodeTree, "ovsdb-tool", "create", database, schema]);
  }
}

/** Makes a tree of packages the root of servers: no identity of its own, the guest's files over it come later. */
export async function makeGuestImage(guestTree: string, kind: "guest" | "vm" = "guest"): Promise<void> {
  const keys = (await readdir(join(guestTree, "etc/ssh"))).filter((file) => file.startsWith("ssh_host_"));
  for (const file of [...keys.map((key) => `etc/ssh/${key}`), "etc/resolv.conf", "etc/hostname", "etc/machine-id"]) {
    await rm(join(guestTree, file), { force: true });
  }
  await cp(join(SOURCE_DIR, "packages", `${kind}.txt`), join(guestTree, "etc", "packages.txt"));
}
