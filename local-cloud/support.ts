import { existsSync, readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { findOnPath } from "../engine/host/tool.ts";
import { run } from "./command.ts";
import { UnsupportedError } from "./errors.ts";
import type { Progress } from "./types.ts";

const TOOLS = ["unshare", "nsenter", "setpriv", "mount", "pivot_root"];
const SYSTEM_DIRS = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

export type CloudSupport = { ok: true; reason: undefined } | { ok: false; reason: string };

/** Says whether this machine can carry a local cloud, and if not, why and what to do. Starts nothing. */
export function cloudSupport(): CloudSupport {
  const reason = obstacle();
  return reason === undefined ? { ok: true, reason } : { ok: false, reason };
}

function obstacle(): string | undefined {
  if (process.platform !== "linux") {
    return `the local cloud needs Linux (this is ${process.platform}); use a Linux machine, or set OS_CLOUD to a cloud you have`;
  }
  if (process.getuid?.() !== 0) {
    return "the local cloud needs root for its namespaces; run as root (sudo), or set OS_CLOUD to a cloud you have";
  }
  const missing = TOOLS.filter((tool) => !onPath(tool));
  if (missing.length > 0) return `missing programs: ${missing.join(", ")}; install util-linux`;
  for (const kind of ["net", "pid", "mnt", "uts", "ipc"]) {
    if (!existsSync(`/proc/self/ns/${kind}`)) return `this kernel has no ${kind} namespaces`;
  }
  if (!/\boverlay\b/.test(readFileSync("/proc/filesystems", "utf8")) && !onPath("modprobe")) {
    return "this kernel has no overlay file system; load the module overlay";
  }
  if (!capable())
    return "root may not make namespaces and mounts here (a container?); give it CAP_SYS_ADMIN and CAP_NET_ADMIN";
  if (!onPath("mmdebstrap") && !onPath("apt-get")) {
    return "mmdebstrap is missing and there is no apt-get to install it; use Debian or Ubuntu, or install mmdebstrap";
  }
  return undefined;
}

/** Installs mmdebstrap with apt-get when it is missing. @throws LocalCloudError with apt-get's own words. */
export async function ensureBuildTools(progress: Progress): Promise<void> {
  const { ok, reason } = cloudSupport();
  if (!ok) throw new UnsupportedError(reason);
  if (onPath("mmdebstrap")) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const packages = ["mmdebstrap", "debian-archive-keyring"];
  const install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", ...packages];
  progress("installing mmdebstrap with apt-get");
  await run(install, { env }).catch(async () => {
    progress("refreshing apt-get's lists");
    await run(["apt-get", "update", "-qq"], { env });
    await run(install, { env });
  });
}

function onPath(program: string): boolean {
  return findOnPath(program, [process.env["PATH"], ...SYSTEM_DIRS].join(delimiter)) !== undefined;
}

/** CAP_NET_ADMIN (12) and CAP_SYS_ADMIN (21) are in effect. */
function capable(): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  const wanted = (1n << 12n) | (1n << 21n);
  return (BigInt(`0x${effective}`) & wanted) === wanted;
}
