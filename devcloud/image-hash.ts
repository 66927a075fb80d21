import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { SUITE } from "./mirror.ts";
import { SOURCE_DIR } from "./paths.ts";

/** What the frozen trees are made from. What a cloud gets at its start (node/, guest/, internet/) is not part of it. */
const INPUTS = ["packages", "image"];

/** To be raised when node-image.ts or debian-tree.ts make another tree from the same inputs. */
const MAKING = 1;

/** Name of the built trees: the same inputs, the same name. */
export function imageHash(): string {
  const hash = createHash("sha256").update(`${SUITE} ${process.arch} ${MAKING}\n`);
  for (const input of INPUTS) {
    for (const path of filesOf(join(SOURCE_DIR, input)).toSorted()) {
      hash.update(path.slice(SOURCE_DIR.length)).update("\0").update(readFileSync(path));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function filesOf(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
