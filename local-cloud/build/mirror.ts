import { capture } from "../command.ts";
import { LocalCloudError } from "../errors.ts";

/** Release of Debian whose OpenStack is 2025.1. */
export const SUITE = "trixie";

/**
 * The Debian mirror to install from: DEVCLOUD_DEBIAN_MIRROR, else the one of the host's own apt configuration.
 * @throws LocalCloudError when the host's apt knows no Debian mirror (on Ubuntu, say).
 */
export async function debianMirror(): Promise<string> {
  const chosen = process.env["DEVCLOUD_DEBIAN_MIRROR"];
  if (chosen) return chosen;
  const { stdout } = await capture(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]);
  const mirror = stdout.split("\n").find((uri) => /^https?:.*\/debian\/?$/.test(uri.trim()));
  if (!mirror) {
    throw new LocalCloudError({
      en: "apt names no Debian mirror; set DEVCLOUD_DEBIAN_MIRROR, to the address of one, with its path (.../debian)",
      vi: "apt không có kho Debian nào; hãy đặt DEVCLOUD_DEBIAN_MIRROR là địa chỉ một kho, kèm đường dẫn (.../debian)",
    });
  }
  return mirror.trim();
}
