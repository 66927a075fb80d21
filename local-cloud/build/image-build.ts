import { access, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "../../model/text.ts";
import { whileLocked } from "../lock.ts";
import { defaultCacheDir } from "../paths.ts";
import { ensureBuildTools } from "../support.ts";
import { currentImages } from "./image-hash.ts";
import { pruneImages } from "./prune.ts";

/** One of the images that clouds start from. */
export interface ImageBuild {
  /** Of its directory, from what it is made from (image-hash.ts). */
  name: string;
  /** Names that a build of this kind has while it is under way, below the cache directory. */
  lock: string;
  unfinished: string;
}

/** Directory of a built image; undefined when it is still to be built. */
export async function builtDir(name: string): Promise<string | undefined> {
  const dir = join(defaultCacheDir(), name);
  return access(dir).then(
    () => dir,
    () => undefined,
  );
}

/**
 * Builds an image by `make`, which fills the directory that it gets. Does nothing when the image stands, and waits for
 * another run that builds it. A killed build leaves a directory that the next one removes: an image gets its name when
 * it is complete.
 */
export async function buildImage(
  { name, lock, unfinished }: ImageBuild,
  progress: Progress,
  make: (workDir: string) => Promise<void>,
): Promise<void> {
  const cacheDir = defaultCacheDir();
  if (await builtDir(name)) return;
  await whileLocked(join(cacheDir, lock), progress, async () => {
    if (await builtDir(name)) return; // built by whom we waited for
    await ensureBuildTools(progress);
    const workDir = join(cacheDir, unfinished);
    await rm(workDir, { recursive: true, force: true });
    await mkdir(workDir, { recursive: true, mode: 0o755 });
    await make(workDir);
    await rename(workDir, join(cacheDir, name));
    await pruneImages(cacheDir, currentImages());
  });
}
