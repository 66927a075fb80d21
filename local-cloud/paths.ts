import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../engine/host/cache-folder.ts";
import { LocalCloudError } from "./errors.ts";

/** The folder of this code, which holds the packages' lists, the images' files and the node's scripts. */
export const SOURCE_DIR = fileURLToPath(new URL(".", import.meta.url));

/** Holds one directory per cloud while it exists. A reboot empties it, as it ends the clouds. */
export function runRoot(): string {
  return process.env["PROVINCE_RUN_DIR"] ?? "/run/provincial-cloud";
}

/** Directory of the built trees: outside the repository, so that clones share it. */
export function defaultCacheDir(): string {
  return join(cacheFolder(), "devcloud");
}

/** The run directory of a cloud. @throws LocalCloudError for a name that is no plain word. */
export function runDir(name: string): string {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) {
    throw new LocalCloudError({
      en: `cloud name "${name}": use lower-case letters, digits and hyphens, a letter first, at most 31`,
      vi: `tên đám mây "${name}": chỉ dùng chữ thường, chữ số và dấu gạch nối, bắt đầu bằng chữ cái, không quá 31 ký tự`,
    });
  }
  return join(runRoot(), name);
}

/** Name of the local cloud whose own clouds.yaml a path is; undefined for any other file. */
export function cloudOfCloudsYaml(path: string): string | undefined {
  const dir = dirname(path);
  return basename(path) === "clouds.yaml" && dirname(dir) === runRoot() ? basename(dir) : undefined;
}
