import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policyContextOf } from "../../infra/policy-context.ts";
import { LEDGER_FILE, openRepository, type Repository, RepositoryError } from "../../infra/repository/repository.ts";
import { stackInputs } from "../../infra/stack-inputs.ts";
import { hasStack, PROJECT, stackNamesOf } from "../../infra/stack-names.ts";
import { type Git, gitIn } from "../git.ts";
import { placeFinder } from "../report/place.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { type AddressDiff, diffAddresses, isEmptyAddressDiff } from "./address-diff.ts";
import { lendLibraries, withCheckout } from "./checkout.ts";
import { planHere, planSide, type Side, type SideStack } from "./planned-side.ts";
import { codeDiffers, type Range, rangeOf } from "./range.ts";
import { diffStack, isEmptyDiff, isRefusedStack, type StackDiff } from "./stack-diff.ts";
import { comparedContext, withStageStep } from "./stage-step.ts";

/** What a change does to the province; every reporter is a pure function of it. */
export interface ProvinceDiff {
  base: string;
  head: string;
  /** `same`; `ignored`: the code differs, and this version's planned both; `compared`: each planned with its own. */
  code: "same" | "ignored" | "compared";
  /** How many stacks there are, and how many had to be planned. */
  stacks: { all: number; planned: number };
  /** Stacks that differ: first those that must not land, then by name, the platform first. */
  changes: StackDiff[];
  addresses: AddressDiff;
}

export interface DiffOptions {
  /** Compare only these stacks; all when none is named. */
  stacks?: readonly string[];
  /** Plan the base with its own code. */
  code?: boolean;
  onProgress?: (done: number, total: number) => void;
}

/** Stacks that one process plans: enough to pay for its start, few enough to keep its answer small. */
const BATCH = 40;
/** Up to so many are planned in this process before two others have started. */
const FEW = 16;

/**
 * Compares two versions of stacks/: only stacks whose inputs differ are planned, with `options.code` all of them.
 * @throws UserError on an unknown revision, and on faults in stacks/ of one of the two.
 */
export async function provinceDiff(root: string, range: string, options: DiffOptions): Promise<ProvinceDiff> {
  const git = gitIn(root);
  const parsed = rangeOf(range, git);
  const differs = codeDiffers(git, parsed);
  const ownCode = differs && options.code === true;
  return withSides(root, git, parsed, ownCode, async (base, head) => {
    const [before, after] = [opened(base), opened(head)];
    const known = new Set([...stackNamesOf(after.repository), ...stackNamesOf(before.repository)]);
    const names = chosenOf([...known], options.stacks ?? []);
    const affected = names.filter((name) => ownCode || inputsOf(before, name) !== inputsOf(after, name));
    const changes: StackDiff[] = [];
    for (let start = 0; start < affected.length; start += BATCH) {
      changes.push(...(await diffBatch(affected.slice(start, start + BATCH), before, after)));
      options.onProgress?.(Math.min(start + BATCH, affected.length), affected.length);
    }
    return {
      base: parsed.base.label,
      head: parsed.head.label,
      code: differs ? (ownCode ? "compared" : "ignored") : "same",
      stacks: { all: names.length, planned: affected.length },
      changes: changes
        .filter((diff) => !isEmptyDiff(diff))
        .toSorted((a, b) => Number(isRefusedStack(b)) - Number(isRefusedStack(a))),
      addresses: diffAddresses(ledgerOf(before), ledgerOf(after)),
    };
  });
}

function chosenOf(known: readonly string[], wanted: readonly string[]): readonly string[] {
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UserError({
      en: `Neither version has a stack ${unknown.join(", ")}.`,
      vi: `Không phiên bản nào có stack ${unknown.join(", ")}.`,
    });
  return wanted.length === 0 ? known : wanted;
}

/** All that decides a stack's plan and verdict, as a text to compare; undefined where there is no such stack. */
const inputsOf = ({ repository }: OpenedSide, stack: string): string | undefined =>
  hasStack(repository, stack)
    ? JSON.stringify([policyContextOf(PROJECT, stack, repository), stackInputs(repository, stack)])
    : undefined;

/** Both versions as folders; the work tree is its own. */
const withSides = <T>(
  root: string,
  git: Git,
  { base, head }: Range,
  ownCode: boolean,
  use: (base: Side, head: Side) => Promise<T>,
): Promise<T> =>
  withCheckout(git, base.commit, ownCode ? "all" : "stacks", (before) => {
    if (ownCode) lendLibraries(repositoryOfCode(), before);
    const baseSide = { label: base.label, code: ownCode ? before : repositoryOfCode(), root: before };
    const headSide = (folder: string): Side => ({ label: head.label, code: repositoryOfCode(), root: folder });
    if (head.commit === undefined) return use(baseSide, headSide(root));
    return withCheckout(git, head.commit, "stacks", (after) => use(baseSide, headSide(after)));
  });

/** The folder of the code that runs now. */
const repositoryOfCode = (): string => join(import.meta.dirname, "../..");

interface OpenedSide extends Side {
  repository: Repository;
}

function opened(side: Side): OpenedSide {
  try {
    return { ...side, repository: openRepository(side.root) };
  } catch (error) {
    if (!(error instanceof RepositoryError)) throw error;
    const { en, vi } = error.text;
    const { label } = side;
    throw new UserError({ en: `stacks/ of ${label}:\n${en}`, vi: `stacks/ của ${label}:\n${vi}` }, undefined, {
      cause: error,
    });
  }
}

const ledgerOf = ({ root, repository: { plan } }: OpenedSide) => ({
  text: readFileSync(join(root, LEDGER_FILE), "utf8"),
  plan,
});

async function diffBatch(stacks: readonly string[], before: OpenedSide, after: OpenedSide): Promise<StackDiff[]> {
  const few = stacks.length <= FEW;
  const planned = async (side: OpenedSide): Promise<Map<string, SideStack>> => {
    const own = stacks.filter((stack) => hasStack(side.repository, stack));
    const here = few && side.code === repositoryOfCode();
    const plans = await (here ? planHere(side, own, side.repository) : planSide(side, own));
    return new Map(plans.map((plan) => [plan.name, plan]));
  };
  // This process plans one after the other, two processes both at once.
  const first = few ? await planned(before) : planned(before);
  const [old, current] = await Promise.all([first, planned(after)]);
  const find = placeFinder(after.repository);
  return stacks.map((stack) => {
    const name = (after.repository.tenants[stack] ?? before.repository.tenants[stack])?.name ?? "";
    const [older, newer] = [old.get(stack), current.get(stack)];
    const contextIn = ({ repository }: OpenedSide) => policyContextOf(PROJECT, stack, repository);
    if (newer === undefined) return diffStack(stack, name, older, newer, contextIn(before));
    const context = comparedContext(older && contextIn(before), contextIn(after));
    const diff = diffStack(stack, name, older, withStageStep(newer, context), context);
    const newFindings = diff.newFindings.map((finding) => {
      const place = find({ stack, parents: newer.parents ?? {} }, finding);
      return place === undefined ? finding : { ...finding, place };
    });
    return { ...diff, newFindings };
  });
}

/** What must keep a change from landing: new mandatory violations, losses, a ledger that was rewritten. */
export function isRefused({ changes, addresses }: ProvinceDiff): boolean {
  return addresses.rewritten.length > 0 || addresses.renumbered.length > 0 || changes.some(isRefusedStack);
}

/** True when the two versions make the same. */
export function isSame({ changes, addresses }: ProvinceDiff): boolean {
  return changes.length === 0 && isEmptyAddressDiff(addresses);
}
