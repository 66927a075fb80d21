import { existsSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Git, gitWords } from "../git.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { temporaryPath } from "../terminal/temporary-path.ts";

/**
 * Writes what a commit holds (`stacks/` alone, or all of it) into a new temporary folder, gives it to `use`, and takes
 * it away again. The checkout's own files, index and worktrees are not touched.
 * @throws UserError when the commit has no stacks/.
 */
export async function withCheckout<T>(
  git: Git,
  commit: string,
  what: "stacks" | "all",
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder();
  const remove = temporaryPath(folder);
  try {
    const env = { GIT_INDEX_FILE: join(folder, ".index") };
    try {
      git(["rev-parse", "--verify", "--quiet", `${commit}:./stacks`]);
    } catch {
      throw new UserError({
        en: `${commit.slice(0, 12)} has no stacks/ to compare with.`,
        vi: `${commit.slice(0, 12)} không có stacks/ để so sánh.`,
      });
    }
    try {
      if (what === "stacks") git(["read-tree", "--prefix=stacks/", `${commit}:./stacks`], env);
      else git(["read-tree", `${commit}:./`], env);
      git(["--work-tree", folder, "checkout-index", "--all", `--prefix=${folder}/`], env);
    } catch (error) {
      throw new UserError(
        {
          en: `${commit.slice(0, 12)} can't be written to ${folder}: ${gitWords(error)}`,
          vi: `không ghi được ${commit.slice(0, 12)} vào ${folder}: ${gitWords(error)}`,
        },
        exitCode.failed,
      );
    }
    return await use(folder);
  } finally {
    remove();
  }
}

function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "province-diff-"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      {
        en: `There is no room for a temporary checkout (TMPDIR names another place): ${why}`,
        vi: `Không có chỗ cho bản lấy ra tạm thời (TMPDIR đặt chỗ khác): ${why}`,
      },
      exitCode.failed,
    );
  }
}

/** Lends another version of the code the libraries of this one. */
export function lendLibraries(root: string, folder: string): void {
  const there = join(folder, "node_modules");
  if (!existsSync(there)) symlinkSync(join(root, "node_modules"), there);
}
