import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { makeDebianTree } from "./debian-tree.ts";
import { currentImages, imageHash } from "./image-hash.ts";
import { withLock } from "./lock.ts";
import { debianMirror } from "./mirror.ts";
import { makeGuestImage, makeNodeImage } from "./node-image.ts";
import { defaultCacheDir } from "./paths.ts";
import { pruneImages } from "./prune.ts";
import { sideBySide } from "./side-by-side.ts";
import { ensureBuildTools } from "./support.ts";
import type { Progress } from "./types.ts";

/** The frozen trees that clouds start from. */
export interface Image {
  nodeTree: string;
  guestTree: string;
}

/** The built trees, or undefined when they are still to be built. */
export async function builtImage(cacheDir = defaultCacheDir()): Promise<Image | undefined> {
  const dir = join(cacheDir, imageHash());
  const built = await access(dir).then(
    () => true,
    () => false,
  );
  return built ? { nodeTree: join(dir, "node"), guestTree: join(dir, "guest") } : undefined;
}

/**
 * Builds the trees that clouds start from: about five minutes and 2 GB, once. Does nothing when they stand.
 * A killed build leaves a directory that the next one removes; the trees get their name when they are complete.
 * @throws DevcloudError with the reason; UnsupportedError when this machine can't.
 */
export async function buildCloud(opts: { progress: Progress; cacheDir?: string }): Promise<void> {
  const { progress, cacheDir = defaultCacheDir() } = opts;
  if (await builtImage(cacheDir)) return;
  await withLock(join(cacheDir, "build.lock"), progress, async () => {
    if (await builtImage(cacheDir)) return; // built by whom we waited for
    await ensureBuildTools(progress);
    const target = join(cacheDir, imageHash());
    const workDir = join(cacheDir, "unfinished");
    await rm(workDir, { recursive: true, force: true });
    await mkdir(workDir, { recursive: true, mode: 0o755 });
    await buildTrees(workDir, progress);
    await rename(workDir, target);
    await pruneImages(cacheDir, currentImages());
    progress("the local cloud's trees are built");
  });
}

async function buildTrees(workDir: string, progress: Progress): Promise<void> {
  const mirror = await debianMirror();
  progress(`installing Debian and OpenStack from ${mirror}`);
  const logFile = join(workDir, "build.log");
  const tree = (kind: "node" | "guest", signal: AbortSignal, report: Progress) =>
    makeDebianTree({ kind, target: join(workDir, kind), mirror, logFile, signal }, report);
  const ofNode: Progress = (message) => progress(`node: ${message}`);
  const ofServer: Progress = (message) => progress(`server: ${message}`);
  await sideBySide([
    async (signal) => {
      await tree("node", signal, ofNode);
      await makeNodeImage(join(workDir, "node"), workDir, ofNode);
    },
    async (signal) => {
      await tree("guest", signal, ofServer);
      await makeGuestImage(join(workDir, "guest"));
    },
  ]);
  await writeFile(join(workDir, "built.json"), JSON.stringify({ mirror, at: new Date().toISOString() }));
}
