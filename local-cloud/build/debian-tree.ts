import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { Progress } from "../../model/text.ts";
import { capture, dyingWithUs } from "../command.ts";
import { LocalCloudError } from "../errors.ts";
import { SOURCE_DIR } from "../paths.ts";
import { SUITE } from "./mirror.ts";

/** The package lists of packages/. */
export type TreeKind = "node" | "guest" | "vm" | "hypervisor";

interface Installation {
  /** Gets the tree, by its kind, and build.log. */
  workDir: string;
  mirror: string;
  /** Ends the installation at once. */
  signal: AbortSignal;
  progress: Progress;
}

/**
 * Installs the packages of packages/<kind>.txt into a new root file system with mmdebstrap.
 * @throws LocalCloudError with the log's end.
 */
export async function makeDebianTree(kind: TreeKind, installation: Installation): Promise<void> {
  const { workDir, mirror, signal, progress } = installation;
  const packages = await readPackageList(kind);
  const { both, node } = await readOptions();
  const options = ["--mode=root", "--format=directory", "--verbose", ...both, ...(kind === "node" ? node : [])];
  const place = [SUITE, join(workDir, kind), `deb ${mirror} ${SUITE} main`];
  const argv = ["mmdebstrap", ...options, `--include=${packages.join(",")}`, ...place];
  const report = installationProgress(progress);
  const logged: string[] = [];
  const result = await capture(dyingWithUs(argv), {
    signal,
    onLine: (line) => {
      logged.push(line);
      report(line);
    },
  });
  await appendFile(join(workDir, "build.log"), `${logged.join("\n")}\n`);
  signal.throwIfAborted();
  if (result.code !== 0) {
    const reasons = logged.filter((line) => /^E(rr)?:/.test(line)).slice(0, 5);
    const told = (reasons.length > 0 ? reasons : logged.slice(-10)).join("\n");
    throw new LocalCloudError({
      en: `installing the ${kind}'s packages from ${mirror} failed:\n${told}`,
      vi: `cài các gói của ${kind} từ ${mirror} thất bại:\n${told}`,
    });
  }
}

async function readPackageList(kind: string): Promise<string[]> {
  const text = await readFile(join(SOURCE_DIR, "packages", `${kind}.txt`), "utf8");
  return text.replaceAll(/#.*/g, "").split(/\s+/).filter(Boolean);
}

async function readOptions(): Promise<{ both: string[]; node: string[] }> {
  const text = await readFile(join(SOURCE_DIR, "packages", "options.yaml"), "utf8");
  return parse(text) as { both: string[]; node: string[] };
}

/** Turns apt's and dpkg's lines into "unpacked 120 of 635", at most one line in two seconds. */
function installationProgress(progress: Progress): (line: string) => void {
  let total = 0;
  let last = 0;
  const steps = [
    { mark: "Get:", word: { en: "downloaded", vi: "đã tải" }, count: 0 },
    { mark: "Unpacking ", word: { en: "unpacked", vi: "đã giải nén" }, count: 0 },
    { mark: "Setting up ", word: { en: "set up", vi: "đã cài đặt" }, count: 0 },
  ];
  return (line) => {
    const announced = /(\d+) newly installed/.exec(line)?.[1];
    if (announced) total = Math.max(total, Number(announced));
    const step = steps.find(({ mark }) => line.startsWith(mark));
    if (!step) return;
    step.count += 1;
    if (Date.now() - last < 2000) return;
    last = Date.now();
    const { word, count } = step;
    progress({
      en: `${word.en} ${count}${total >= count ? ` of ${total}` : ""} packages`,
      vi: `${word.vi} ${count}${total >= count ? `/${total}` : ""} gói`,
    });
  };
}
