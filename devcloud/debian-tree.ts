import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";

import { capture, dyingWithUs } from "./command.ts";
import { DevcloudError } from "./errors.ts";
import { SUITE } from "./mirror.ts";
import { SOURCE_DIR } from "./paths.ts";
import type { Progress } from "./types.ts";

/** A root file system to make with mmdebstrap. */
export interface DebianTree {
  /** Name of the package list in packages/ and of the tree. */
  kind: "node" | "guest";
  target: string;
  mirror: string;
  logFile: string;
  /** Ends the installation at once. */
  signal: AbortSignal;
}

const LEAN = [
  "--mode=root",
  "--variant=minbase",
  "--verbose",
  "--format=directory",
  '--aptopt=Acquire::Languages "none"',
  '--aptopt=APT::Install-Recommends "false"',
  "--dpkgopt=path-exclude=/usr/share/man/*",
  "--dpkgopt=path-exclude=/usr/share/doc/*",
  "--dpkgopt=path-exclude=/usr/share/locale/*",
  "--dpkgopt=force-unsafe-io",
];

/**
 * The node's Python modules are not compiled at installation: that takes half of its time, and the services'
 * first start compiles the part that they use. A server starts from its tree every time, so the guest's are.
 */
const COMPILE_ON_FIRST_USE = [
  // Tests and the catalogue of Amazon's services are a sixth of the files (the compiler would miss them).
  "--dpkgopt=path-exclude=/usr/lib/python3/dist-packages/*/tests/*",
  "--dpkgopt=path-exclude=/usr/lib/python3/dist-packages/botocore/data/*",
  '--essential-hook=chroot "$1" dpkg-divert --local --rename --add /usr/bin/py3compile',
  '--essential-hook=ln -s /bin/true "$1/usr/bin/py3compile"',
];

/** Installs the packages of packages/<kind>.txt into a new root file system. @throws DevcloudError with the log's end. */
export async function makeDebianTree(tree: DebianTree, progress: Progress): Promise<void> {
  const packages = await readPackageList(tree.kind);
  const argv = [
    "mmdebstrap",
    ...LEAN,
    ...(tree.kind === "node" ? COMPILE_ON_FIRST_USE : []),
    `--include=${packages.join(",")}`,
    SUITE,
    tree.target,
    `deb ${tree.mirror} ${SUITE} main`,
  ];
  const report = installationProgress(progress);
  const logged: string[] = [];
  const result = await capture(dyingWithUs(argv), {
    signal: tree.signal,
    onLine: (line) => {
      logged.push(line);
      report(line);
    },
  });
  await appendFile(tree.logFile, `${logged.join("\n")}\n`);
  tree.signal.throwIfAborted();
  if (result.code !== 0) {
    const reasons = logged.filter((line) => /^E(rr)?:/.test(line)).slice(0, 5);
    const told = (reasons.length > 0 ? reasons : logged.slice(-10)).join("\n");
    throw new DevcloudError(`installing the ${tree.kind}'s packages from ${tree.mirror} failed:\n${told}`);
  }
}

async function readPackageList(kind: string): Promise<string[]> {
  const text = await readFile(join(SOURCE_DIR, "packages", `${kind}.txt`), "utf8");
  return text.replaceAll(/#.*/g, "").split(/\s+/).filter(Boolean);
}

/** Turns apt's and dpkg's lines into "unpacked 120 of 635", at most one line in two seconds. */
function installationProgress(progress: Progress): (line: string) => void {
  let total = 0;
  let last = 0;
  const steps = [
    { mark: "Get:", word: "downloaded", count: 0 },
    { mark: "Unpacking ", word: "unpacked", count: 0 },
    { mark: "Setting up ", word: "set up", count: 0 },
  ];
  return (line) => {
    const announced = /(\d+) newly installed/.exec(line)?.[1];
    if (announced) total = Math.max(total, Number(announced));
    const step = steps.find(({ mark }) => line.startsWith(mark));
    if (!step) return;
    step.count += 1;
    if (Date.now() - last < 2000) return;
    last = Date.now();
    progress(`${step.word} ${step.count}${total >= step.count ? ` of ${total}` : ""} packages`);
  };
}
