import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Repository } from "../../infra/repository/repository.ts";
import type { Finding } from "../../policies/policy.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

/** A resource as `plan --json` tells it. */
export interface SideResource {
  urn: string;
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** A stack as `plan --json` tells it. */
export interface SideStack {
  name: string;
  resources: SideResource[];
  findings: Finding[];
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
    return judged.map((each) => ({ name: each.stack, resources: resourcesJson(each), findings: each.findings }));
  } catch (error) {
    throw cannotPlan(label, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Plans and judges stacks of one side in a process of its own, as `province plan --json` does: another version's code
 * can't be loaded beside this one's.
 * @throws UserError when that version's stacks/ or code does not work.
 */
export async function planSide({ label, code, root }: Side, stacks: readonly string[]): Promise<SideStack[]> {
  if (stacks.length === 0) return [];
  const { status, out, err } = await run([join(code, "cli/province.js"), "plan", "--json", ...stacks], root);
  if (status !== exitCode.fine && status !== exitCode.failed) throw cannotPlan(label, err, status ?? exitCode.failed);
  try {
    return (JSON.parse(out) as { stacks: SideStack[] }).stacks;
  } catch {
    throw cannotPlan(label, err);
  }
}

const cannotPlan = (label: string, why: string, code: number = exitCode.failed): UserError =>
  new UserError(`${label} can't be planned:\n${why.trim()}`, code);

const run = (args: readonly string[], root: string): Promise<{ status: number | null; out: string; err: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, PROVINCE_ROOT: root, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
    });
  });
