import { cp, readdir, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { inBoth, type Progress } from "../../model/text.ts";
import { dyingWithUs, run } from "../command.ts";
import { UnsupportedError } from "../errors.ts";
import { SOURCE_DIR } from "../paths.ts";
import { makeDebianTree, type TreeKind } from "./debian-tree.ts";
import { builtDir, buildImage } from "./image-build.ts";
import { machineImageName } from "./image-hash.ts";
import { debianMirror } from "./mirror.ts";
import { makeGuestImage } from "./node-image.ts";
import { sideBySide } from "./side-by-side.ts";

/** Room on the disk of a virtual machine for its system; a flavor's disk is as large as it says. */
const DISK_MIB = 1536;

/** What a server of minutes does without: cloud-init makes the host keys, and nothing is updated or trimmed. */
const IDLE_UNITS = [
  "sshd-keygen.service",
  "apt-daily.timer",
  "apt-daily-upgrade.timer",
  "dpkg-db-backup.timer",
  "e2scrub_all.timer",
  "e2scrub_reap.service",
  "fstrim.timer",
  "ldconfig.service",
  "systemd-binfmt.service",
  "systemd-journal-catalog-update.service",
];

/** Folder of the disk, the kernel and the hypervisor's tree; undefined when they are still to be built. */
export function builtMachineImage(): Promise<string | undefined> {
  return builtDir(machineImageName());
}

/**
 * Builds what servers as virtual machines need beside the node: one and a half to three minutes and 0.6 GB, once. Does
 * nothing when it stands.
 * @throws LocalCloudError with the reason; UnsupportedError when this machine can't.
 */
export async function buildMachineImage({ progress }: { progress: Progress }): Promise<void> {
  if (process.arch !== "x64") {
    throw new UnsupportedError({
      en: `servers as virtual machines are made for x86-64 only (this is ${process.arch}); start the cloud without --servers vm`,
      vi: `máy chủ là máy ảo chỉ có cho x86-64 (máy này là ${process.arch}); hãy khởi động đám mây không kèm --servers vm`,
    });
  }
  const build = { name: machineImageName(), lock: "build-vm.lock", unfinished: "unfinished-vm" };
  await buildImage(build, progress, async (workDir) => {
    await makeTrees(workDir, progress);
    await configure(join(workDir, "vm"));
    progress({ en: "making the disk of virtual machines", vi: "đang tạo ổ đĩa của máy ảo" });
    await makeDisk(workDir);
  });
}

async function makeTrees(workDir: string, progress: Progress): Promise<void> {
  const mirror = await debianMirror();
  const tree = (kind: TreeKind) => (signal: AbortSignal) =>
    makeDebianTree(kind, {
      workDir,
      mirror,
      signal,
      progress: (message) => progress(inBoth((language) => `${kind}: ${message[language]}`)),
    });
  await sideBySide([tree("vm"), tree("hypervisor")]);
}

/** Turns a tree of packages into the system of a server: no identity of its own, the network before cloud-init. */
async function configure(tree: string): Promise<void> {
  await makeGuestImage(tree, "vm");
  // Both kinds of servers ask the same metadata, and know themselves by the same names.
  for (const part of ["cloud", "hosts"]) {
    await cp(join(SOURCE_DIR, "guest/root/etc", part), join(tree, "etc", part), { recursive: true });
  }
  await cp(join(SOURCE_DIR, "vm/root"), tree, { recursive: true });
  // The servers that networks tell, not the stub of systemd-resolved.
  await symlink("/run/systemd/resolve/resolv.conf", join(tree, "etc/resolv.conf"));
  const units = ["systemd-networkd", "systemd-networkd-wait-online", "systemd-resolved", "guest-ready"];
  await run(["chroot", tree, "systemctl", "enable", "--quiet", ...units.map((unit) => `${unit}.service`)]);
  await run(["chroot", tree, "systemctl", "mask", "--quiet", ...IDLE_UNITS]);
  // With no more than the disk's own modules: an emulated processor unpacks all of them for a minute.
  await run(["chroot", tree, "update-initramfs", "-u"]);
}

/** disk.raw, vmlinuz and initrd.img out of the system's tree, which is not needed afterwards. */
async function makeDisk(workDir: string): Promise<void> {
  const boot = join(workDir, "vm/boot");
  for (const name of ["vmlinuz", "initrd.img"]) {
    const file = (await readdir(boot))
      .filter((each) => each.startsWith(`${name}-`))
      .toSorted()
      .at(-1);
    if (file !== undefined) await rename(join(boot, file), join(workDir, name));
  }
  // mke2fs of the tree just made: the host need not have one. Its mounts are in a namespace that ends with it.
  const script = `set -e
    mount --bind "$1" "$1/hypervisor/mnt"
    exec chroot "$1/hypervisor" mke2fs -q -t ext4 -L root -m 0 -E root_owner=0:0 -d /mnt/vm /mnt/disk.raw ${DISK_MIB}M`;
  await run(dyingWithUs(["sh", "-c", script, "make-disk", workDir]));
  await rm(join(workDir, "vm"), { recursive: true });
}
