import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runRoot } from "../paths.ts";
import { IMAGE_NAME } from "./image-hash.ts";

const UNUSED_FOR_MS = 24 * 3600 * 1000;

/** Notes in a run directory which images its cloud stands on, and in each image that it was used now. */
export async function noteUse(runDir: string, images: readonly string[]): Promise<void> {
  await writeFile(join(runDir, "image"), images.join("\n"));
  for (const dir of images) await utimes(dir, new Date(), new Date());
}

/** Removes images of older inputs that no cloud stands on and that nobody has used for a day; each has 1 or 2 GB. */
export async function pruneImages(cacheDir: string, current: readonly string[]): Promise<void> {
  const names = await readdir(runRoot()).catch(() => []);
  const texts = await Promise.all(
    names.map((name) => readFile(join(runRoot(), name, "image"), "utf8").catch(() => "")),
  );
  const inUse = texts.flatMap((text) => text.split("\n"));
  for (const name of await readdir(cacheDir)) {
    const dir = join(cacheDir, name);
    if (!IMAGE_NAME.test(name) || current.includes(name) || inUse.includes(dir)) continue;
    const { mtimeMs } = await stat(dir);
    if (Date.now() - mtimeMs > UNUSED_FOR_MS) await rm(dir, { recursive: true, force: true });
  }
}
