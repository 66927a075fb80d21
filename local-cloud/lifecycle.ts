import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Progress } from "../model/text.ts";
import { freeAddress } from "./address.ts";
import { buildCloud, builtImage } from "./build/build.ts";
import { buildMachineImage, builtMachineImage } from "./build/machine-image.ts";
import { noteUse } from "./build/prune.ts";
import { writeCloudsYaml } from "./clouds-yaml.ts";
import { LocalCloudError, UnsupportedError } from "./errors.ts";
import { noteServerKind, readInfo } from "./info.ts";
import { whileLocked } from "./lock.ts";
import { killNode, layOutRunDir, logTail, startNode } from "./node-process.ts";
import { defaultCacheDir, runDir, runRoot } from "./paths.ts";
import { cloudStatus, type Standing } from "./status.ts";
import { cloudSupport } from "./support.ts";
import type { CloudInfo, ServerKind } from "./types.ts";
import { followUntilRunning } from "./unit-status.ts";

const START_TIMEOUT_MS = 300_000;

/**
 * Starts a cloud, building the trees first when they are missing. Returns at once when it runs; waits when it is
 * starting; removes what a killed or broken one left and starts anew.
 * @param opts.servers what its servers are to be; default: what they are in a cloud of this name, else namespaces
 * @throws LocalCloudError with the service that failed and the end of its log, or when it runs with other servers;
 *   UnsupportedError when this machine can't.
 */
export async function startCloud(opts: {
  name: string;
  progress: Progress;
  servers?: ServerKind | undefined;
}): Promise<CloudInfo> {
  const { name, progress, servers } = opts;
  const { ok, reason } = cloudSupport();
  if (!ok) throw new UnsupportedError(reason);
  const dir = runDir(name);
  const kind = servers ?? (await readInfo(name))?.servers ?? "namespace";
  // One after the other: both may have to install what builds them.
  await buildCloud({ progress });
  if (kind === "vm") await buildMachineImage({ progress });
  await whileLocked(join(runRoot(), `${name}.lock`), progress, async () => {
    const before = await cloudStatus(name);
    const lives = before.state === "running" || before.state === "starting";
    if (lives && servers !== undefined && before.info?.servers !== servers) {
      throw new LocalCloudError({
        en: `the cloud "${name}" runs with servers of the other kind; stop it first: province cloud down --name ${name}`,
        vi: `đám mây "${name}" đang chạy với loại máy chủ khác; hãy dừng trước: province cloud down --name ${name}`,
      });
    }
    if (before.state === "running") return;
    if (before.state !== "starting") {
      if (before.state === "broken") {
        progress({
          en: `removing what is left of the cloud "${name}" (${before.reason?.en})`,
          vi: `đang xóa những gì còn lại của đám mây "${name}" (${before.reason?.vi})`,
        });
      }
      await remove(dir);
      await launch(name, kind, progress);
    }
    await followUntilRunning(dir, progress, START_TIMEOUT_MS);
    await reachFromHost(name);
  });
  const info = await readInfo(name);
  if (info) return info;
  throw new LocalCloudError({
    en: `the cloud "${name}" was stopped while it started`,
    vi: `đám mây "${name}" bị dừng trong lúc khởi động`,
  });
}

/** The APIs answer inside; this asks whether the host's loopback reaches them. */
async function reachFromHost(name: string): Promise<void> {
  const info = await readInfo(name);
  if (!info) return;
  await fetch(info.authUrl, { signal: AbortSignal.timeout(30_000) }).catch(async (error: unknown) => {
    const log = await logTail(runDir(name), "forward.out");
    throw new LocalCloudError({
      en: `${info.authUrl} does not answer on this host (${String(error)}):\n${log}`,
      vi: `${info.authUrl} không trả lời trên máy này (${String(error)}):\n${log}`,
    });
  });
}

async function launch(name: string, servers: ServerKind, progress: Progress): Promise<void> {
  const image = await builtImage();
  const machineImage = servers === "vm" ? await builtMachineImage() : undefined;
  if (!image || (servers === "vm" && machineImage === undefined)) {
    throw new LocalCloudError({
      en: "the trees of the local cloud are gone; run the command again",
      vi: "không còn cây tệp của đám mây trên máy; hãy chạy lại lệnh",
    });
  }
  const dir = runDir(name);
  await mkdir(runRoot(), { recursive: true, mode: 0o755 });
  await whileLocked(join(runRoot(), "addresses.lock"), progress, async () => {
    const address = await freeAddress();
    progress({
      en: `starting the cloud "${name}" on ${address}`,
      vi: `đang khởi động đám mây "${name}" tại ${address}`,
    });
    // Under a temporary name first: a run directory is complete or absent.
    const fresh = unfinishedDir(dir);
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o755 });
    await layOutRunDir(fresh);
    await writeCloudsYaml(fresh, address, randomBytes(18).toString("base64url"));
    await noteServerKind(fresh, servers);
    await noteUse(fresh, [dirname(image.nodeTree), ...(machineImage === undefined ? [] : [machineImage])]);
    await rename(fresh, dir);
    await startNode({
      runDir: dir,
      ...image,
      machineImage,
      mode: "overlay",
      unitFiles: ["services.yaml", "cloud.yaml"],
      address,
      dieWithUs: false,
    });
  });
}

/** Stops a cloud at once; nothing of it is left: no process, namespace, mount or file. Fine when there is none. */
export async function stopCloud(name: string, progress: Progress = () => undefined): Promise<void> {
  await killNode(runDir(name)); // first, so that a start in progress gives up and frees the lock
  await whileLocked(join(runRoot(), `${name}.lock`), progress, () => remove(runDir(name)));
}

async function remove(dir: string): Promise<void> {
  await killNode(dir);
  for (const path of [dir, unfinishedDir(dir)]) await rm(path, { recursive: true, force: true });
}

function unfinishedDir(dir: string): string {
  return join(dirname(dir), `.${basename(dir)}.new`);
}

/** Stops these clouds and removes these trees; what came meanwhile stays. */
export async function destroy({ clouds, trees }: Standing, progress: Progress = () => undefined): Promise<void> {
  for (const { name } of clouds) {
    progress({ en: `stopping the cloud "${name}"`, vi: `đang dừng đám mây "${name}"` });
    await stopCloud(name, progress);
  }
  for (const { path } of trees) {
    progress({ en: `removing ${path}`, vi: `đang xóa ${path}` });
    await rm(path, { recursive: true, force: true });
  }
  // Other clouds, or a build under way, keep them.
  for (const dir of [runRoot(), defaultCacheDir()]) await rmdir(dir).catch(() => undefined);
}
