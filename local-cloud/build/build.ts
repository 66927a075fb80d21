import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "../../model/text.ts";
import { makeDebianTree } from "./debian-tree.ts";
import { builtDir, buildImage } from "./image-build.ts";
import { imageHash } from "./image-hash.ts";
import { debianMirror } from "./mirror.ts";
import { makeGuestImage, makeNodeImage } from "./node-image.ts";
import { sideBySide } from "./side-by-side.ts";

/** The frozen trees that clouds start from. */
export interface Image {
  nodeTree: string;
  guestTree: string;
}

/** The built trees, or undefined when they are still to be built. */
export async function builtImage(): Promise<Image | undefined> {
  const dir = await builtDir(imageHash());
  return dir === undefined ? undefined : { nodeTree: join(dir, "node"), guestTree: join(dir, "guest") };
}

/**
 * Builds the trees that clouds start from: about five minutes and 2 GB, once. Does nothing when they stand.
 * @throws LocalCloudError with the reason; UnsupportedError when this machine can't.
 */
export async function buildCloud({ progress }: { progress: Progress }): Promise<void> {
  const build = { name: imageHash(), lock: "build.lock", unfinished: "unfinished" };
  await buildImage(build, progress, async (workDir) => {
    await buildTrees(workDir, progress);
    progress({ en: "the local cloud's trees are built", vi: "đã dựng xong cây tệp của đám mây trên máy" });
  });
}

async function buildTrees(workDir: string, progress: Progress): Promise<void> {
  const mirror = await debianMirror();
  progress({
    en: `installing Debian and OpenStack from ${mirror}`,
    vi: `đang cài Debian và OpenStack từ ${mirror}`,
  });
  const ofNode: Progress = ({ en, vi }) => progress({ en: `node: ${en}`, vi: `nút: ${vi}` });
  const ofServer: Progress = ({ en, vi }) => progress({ en: `server: ${en}`, vi: `máy chủ: ${vi}` });
  await sideBySide([
    async (signal) => {
      await makeDebianTree("node", { workDir, mirror, signal, progress: ofNode });
      await makeNodeImage(join(workDir, "node"), workDir, ofNode);
    },
    async (signal) => {
      await makeDebianTree("guest", { workDir, mirror, signal, progress: ofServer });
      await makeGuestImage(join(workDir, "guest"));
    },
  ]);
  await writeFile(join(workDir, "built.json"), JSON.stringify({ mirror, at: new Date().toISOString() }));
}
