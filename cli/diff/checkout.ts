import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../exit-codes.ts";
import type { Git } from "./git.ts";

/**
 * Writes what a commit holds (`stacks/` alone, or all of it) into a new temporary folder, gives it to `use`, and takes
 * it away again. The checkout's own files, index and worktrees are not touched.
 * @throws UserError when the commit has no stacks/.
 */
export const withCheckout = async <T>(
  git: Git,
  commit: string,
  what: "stacks" | "all",
  use: (folder: string) => Promise<T>,
): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), "province-diff-"));
  try {
    const env = { GIT_INDEX_FILE: join(folder, ".index") };
    try {
      git(["rev-parse", "--verify", "--quiet", `${commit}:./stacks`]);
    } catch {
      throw new UserError(`${commit.slice(0, 12)} has no stacks/ to compare with.`);
    }
    if (what === "stacks") git(["read-tree", "--prefix=stacks/", `${commit}:./stacks`], env);
    else git(["read-tree", `${commit}:./`], env);
    git(["--work-tree", folder, "checkout-index", "--all", `--prefix=${folder}/`], env);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Lends another version of the code the libraries of this one. */
export const lendLibraries = (root: string, folder: string): void => {
  const there = join(folder, "node_modules");
  if (!existsSync(there)) symlinkSync(join(root, "node_modules"), there);
};
