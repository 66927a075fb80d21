import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Image } from "./build.ts";
import { RUN_ROOT } from "./paths.ts";

const UNUSED_FOR_MS = 24 * 3600 * 1000;

/** Notes in a run directory which image its cloud stands on, and in the image that it was used now. */
export async function noteUse(runDir: string, image: Image): Promise<void> {
  const dir = dirname(image.nodeTree);
  await writeFile(join(runDir, "image"), dir);
  await utimes(dir, new Date(), new Date());
}

/** Removes images of older inputs that no cloud stands on and that nobody has used for a day; each has 2 GB. */
export async function pruneImages(cacheDir: string, current: string): Promise<void> {
  const names = await readdir(RUN_ROOT).catch(() => []);
  const inUse = await Promise.all(names.map((name) => readFile(join(RUN_ROOT, name, "image"), "utf8").catch(() => "")));
  for (const name of await readdir(cacheDir)) {
    const dir = join(cacheDir, name);
    if (!/^[0-9a-f]{16}$/.test(name) || dir === current || inUse.includes(dir)) continue;
    const { mtimeMs } = await stat(dir);
    if (Date.now() - mtimeMs > UNUSED_FOR_MS) await rm(dir, { recursive: true, force: true });
  }
}
