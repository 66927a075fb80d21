import { commitOf, type Git, gitWords } from "../git.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { say } from "../terminal/language.ts";

/** Two versions to compare: commits, or the files as they lie in the work tree. */
export interface Range {
  base: { label: string; commit: string };
  /** Without a commit: the work tree. */
  head: { label: string; commit?: string };
}

/**
 * Reads `BASE..HEAD`, `BASE...HEAD` (from where the two parted, as a pull request is shown), `BASE..` and `BASE` (to
 * the work tree).
 * @throws UserError when this is no git checkout, or git knows no such revision.
 */
export function rangeOf(text: string, git: Git): Range {
  try {
    git(["rev-parse", "--is-inside-work-tree"]);
  } catch (error) {
    throw new UserError({
      en: `git knows no two versions to compare here: ${gitWords(error)}`,
      vi: `git không có hai phiên bản để so sánh ở đây: ${gitWords(error)}`,
    });
  }
  const [, from = "", dots = "..", to = ""] = /^(.*?)(?:(\.{2,3})(.*))?$/.exec(text) ?? [];
  const commit = (revision: string): string => {
    const found = commitOf(git, revision);
    if (found !== undefined) return found;
    throw new UserError({
      en: `git has no revision "${revision}". Give two as BASE..HEAD, or BASE.. for the work tree; in CI, fetch the whole history.`,
      vi: `git không có phiên bản "${revision}". Hãy ghi BASE..HEAD, hoặc BASE.. để so với thư mục làm việc; trong CI, hãy lấy toàn bộ lịch sử.`,
    });
  };
  if (from === "")
    throw new UserError({
      en: `"${text}" has no base. Give two revisions as BASE..HEAD.`,
      vi: `"${text}" thiếu phiên bản gốc. Hãy ghi hai phiên bản: BASE..HEAD.`,
    });
  const base = commit(from);
  const head = to === "" ? undefined : commit(to);
  const parted = dots === "..." ? mergeBase(git, base, head ?? commit("HEAD"), text) : base;
  return {
    base: { label: from, commit: parted },
    head:
      head === undefined
        ? { label: say({ en: "the work tree", vi: "thư mục làm việc" }) }
        : { label: to, commit: head },
  };
}

function mergeBase(git: Git, a: string, b: string, text: string): string {
  try {
    return git(["merge-base", a, b]).trim();
  } catch {
    throw new UserError({
      en: `The two sides of ${text} have no common history here; in CI, fetch the whole of it.`,
      vi: `Hai bên của ${text} không có lịch sử chung ở đây; trong CI, hãy lấy toàn bộ lịch sử.`,
    });
  }
}

/** Folders and files whose content decides what stacks/ turns into. */
const CODE = ["address-plan", "components", "infra", "model", "plan", "policies", "package-lock.json"];

/** True when the code that plans and judges differs between the two. */
export function codeDiffers(git: Git, { base, head }: Range): boolean {
  const commits = head.commit === undefined ? [base.commit] : [base.commit, head.commit];
  return git(["diff", "--name-only", ...commits, "--", ...CODE]).trim() !== "";
}
