import { existsSync, readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { findOnPath } from "../engine/host/tool.ts";
import type { Progress, Text } from "../model/text.ts";
import { run } from "./command.ts";
import { UnsupportedError } from "./errors.ts";

const TOOLS = ["unshare", "nsenter", "setpriv", "mount", "pivot_root"];
const SYSTEM_DIRS = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

export type CloudSupport = { ok: true; reason: undefined } | { ok: false; reason: Text };

/** Says whether this machine can carry a local cloud, and if not, why and what to do. Starts nothing. */
export function cloudSupport(): CloudSupport {
  const reason = obstacle();
  return reason === undefined ? { ok: true, reason } : { ok: false, reason };
}

function obstacle(): Text | undefined {
  if (process.platform !== "linux") {
    const here = process.platform;
    return {
      en: `the local cloud needs Linux (this is ${here}); use a Linux machine, or set OS_CLOUD to a cloud you have`,
      vi: `đám mây trên máy cần Linux (máy này là ${here}); hãy dùng máy Linux, hoặc đặt OS_CLOUD là đám mây đã có`,
    };
  }
  if (process.getuid?.() !== 0) {
    return {
      en: "the local cloud needs root for its namespaces; run as root (sudo), or set OS_CLOUD to a cloud you have",
      vi: "đám mây trên máy cần quyền root để tạo không gian tên; hãy chạy bằng root (sudo), hoặc đặt OS_CLOUD là đám mây đã có",
    };
  }
  const missing = TOOLS.filter((tool) => !onPath(tool));
  if (missing.length > 0) {
    const names = missing.join(", ");
    return {
      en: `missing programs: ${names}; install util-linux`,
      vi: `thiếu chương trình: ${names}; hãy cài util-linux`,
    };
  }
  for (const kind of ["net", "pid", "mnt", "uts", "ipc"]) {
    if (existsSync(`/proc/self/ns/${kind}`)) continue;
    return { en: `this kernel has no ${kind} namespaces`, vi: `nhân Linux này không có không gian tên ${kind}` };
  }
  if (!/\boverlay\b/.test(readFileSync("/proc/filesystems", "utf8")) && !onPath("modprobe")) {
    return {
      en: "this kernel has no overlay file system; load the module overlay",
      vi: "nhân Linux này không có hệ thống tệp overlay; hãy nạp mô-đun overlay",
    };
  }
  if (!capable()) {
    return {
      en: "root may not make namespaces and mounts here (a container?); give it CAP_SYS_ADMIN and CAP_NET_ADMIN",
      vi: "root ở đây không được tạo không gian tên và điểm gắn (đang ở trong container?); hãy cấp CAP_SYS_ADMIN và CAP_NET_ADMIN",
    };
  }
  if (!onPath("mmdebstrap") && !onPath("apt-get")) {
    return {
      en: "mmdebstrap is missing and there is no apt-get to install it; use Debian or Ubuntu, or install mmdebstrap",
      vi: "thiếu mmdebstrap và không có apt-get để cài; hãy dùng Debian hoặc Ubuntu, hoặc cài mmdebstrap",
    };
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
  progress({ en: "installing mmdebstrap with apt-get", vi: "đang cài mmdebstrap bằng apt-get" });
  await run(install, { env }).catch(async () => {
    progress({ en: "refreshing apt-get's lists", vi: "đang làm mới danh sách gói của apt-get" });
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
