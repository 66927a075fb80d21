import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";

/** A path as tools that read reports take it: relative to the checkout around the working directory, with `/`. */
export function checkoutPath(file: string): string {
  const here = process.cwd();
  const above = here.split(sep).map((_, depth, all) => all.slice(0, depth + 1).join(sep) || sep);
  const root = above.findLast((folder) => existsSync(join(folder, ".git"))) ?? here;
  const path = resolve(file);
  return relative(realpathSync(root), join(realpathSync(dirname(path)), basename(path))).replaceAll(sep, "/");
}
