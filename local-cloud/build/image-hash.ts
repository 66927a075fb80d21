import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { SOURCE_DIR } from "../paths.ts";
import { SUITE } from "./mirror.ts";

/** What the frozen trees are made from. What a cloud gets at its start (node/, guest/, internet/) is not part of it. */
const INPUTS = ["packages/guest.txt", "packages/node.txt", "packages/options.yaml", "image"];

/** What virtual machines' disks and what runs them are made from. */
const MACHINE_INPUTS = [
  "packages/hypervisor.txt",
  "packages/vm.txt",
  "packages/options.yaml",
  "vm/root",
  "guest/root/etc",
];

/** To be raised when node-image.ts, machine-image.ts or debian-tree.ts make another tree from the same inputs. */
const MAKING = 1;

/** Name of the built trees: the same inputs, the same name. */
export function imageHash(): string {
  return hashOf(INPUTS);
}

/** Name of what virtual machines need: the same inputs, the same name. */
export function machineImageName(): string {
  return `vm-${hashOf(MACHINE_INPUTS)}`;
}

/** The images that today's inputs make. */
export function currentImages(): string[] {
  return [imageHash(), machineImageName()];
}

/** Names of both kinds, also of former inputs. */
export const IMAGE_NAME = /^(?:vm-)?[0-9a-f]{16}$/;

function hashOf(inputs: readonly string[]): string {
  const hash = createHash("sha256").update(`${SUITE} ${process.arch} ${MAKING}\n`);
  for (const input of inputs) {
    for (const path of filesOf(join(SOURCE_DIR, input)).toSorted()) {
      hash.update(path.slice(SOURCE_DIR.length)).update("\0").update(readFileSync(path));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
