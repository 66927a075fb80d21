import { join } from "node:path";
import { runTool } from "../../engine/host/tool.ts";
import type { Repository } from "../../infra/repository/repository.ts";
import { findingOfJson } from "../../policies/messages/finding-json.ts";
import type { Finding, JudgedResource } from "../../policies/policy.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { wordsOf } from "../terminal/language.ts";

/** A resource as `plan --json` tells it; where it hangs in the tree makes no difference. */
export type SideResource = Omit<JudgedResource, "parent">;

/** A stack as `plan --json` tells it. */
export interface SideStack {
  name: string;
  resources: SideResource[];
  findings: Finding[];
  /** Where each resource hangs, by its URN. */
  parents?: Record<string, string>;
}

/** The same in the document; versions before this one had no Vietnamese. */
interface SaidStack extends Omit<SideStack, "findings"> {
  findings: Parameters<typeof findingOfJson>[0][];
}

/** One of the two versions: whose code plans which stacks/. */
export interface Side {
  label: string;
  /** Folder of the code. */
  code: string;
  /** Folder that holds stacks/. */
  root: string;
}

/**
 * Plans and judges stacks of one side with the code that runs now; what comes back is what `plan --json` says.
 * @throws UserError when a program refuses what that version's stacks/ say.
 */
export async function planHere(
  { label }: Side,
  stacks: readonly string[],
  repository: Repository,
): Promise<SideStack[]> {
  if (stacks.length === 0) return [];
  const { judgeStacks } = await import("../../infra/preview-stacks.ts");
  const { resourcesJson } = await import("../../infra/preview/resources-json.ts");
  try {
    const judged = await judgeStacks(stacks, repository);
    return judged.map((each) => ({
      name: each.stack,
      resources: resourcesJson(each),
      findings: each.findings,
      parents: parentsOf(each.resources),
    }));
  } catch (error) {
    throw cannotPlan(label, wordsOf(error));
  }
}

/**
 * Plans and judges stacks of one side in a process of its own, as `province plan --json` does: another version's code
 * can't be loaded beside this one's.
 * @throws UserError when that version's stacks/ or code does not work.
 */
export async function planSide({ label, code, root }: Side, stacks: readonly string[]): Promise<SideStack[]> {
  if (stacks.length === 0) return [];
  const args = [join(code, "cli/province.js"), "plan", "--json", ...stacks];
  const env = { ...process.env, PROVINCE_ROOT: root, NO_COLOR: "1" };
  const ended = await runTool(process.execPath, args, { env });
  if (ended.code !== exitCode.fine && ended.code !== exitCode.failed) throw cannotPlan(label, ended.stderr, ended.code);
  try {
    const { stacks: said } = JSON.parse(ended.stdout) as { stacks: SaidStack[] };
    return said.map((stack) => ({
      ...stack,
      findings: stack.findings.map(findingOfJson),
      parents: parentsOf(stack.resources),
    }));
  } catch {
    throw cannotPlan(label, ended.stderr);
  }
}

const parentsOf = (resources: readonly { urn: string; parent?: unknown }[]): Record<string, string> =>
  Object.fromEntries(
    resources.flatMap(({ urn, parent }): [string, string][] => (typeof parent === "string" ? [[urn, parent]] : [])),
  );

const cannotPlan = (label: string, why: string, code: number = exitCode.failed): UserError =>
  new UserError(
    { en: `${label} can't be planned:\n${why.trim()}`, vi: `không lập được kế hoạch cho ${label}:\n${why.trim()}` },
    code,
  );
