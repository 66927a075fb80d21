import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { urnIn } from "../../engine/checkpoint.ts";
import { replacingInputs } from "../../engine/losses/kinds.ts";
import { urnsOf } from "../../engine/losses/planned-inputs.ts";
import { previewStacks } from "../../infra/preview-stacks.ts";
import type { PlannedResource } from "../../infra/preview/planned-resource.ts";
import { openRepository } from "../../infra/repository/repository.ts";
import { PLATFORM_STACK, stackKind, stackNamesOf } from "../../infra/stack-names.ts";

/** What people's clouds hold of a resource, as far as a change of it takes the old one away. */
export interface MadeResource {
  urn: string;
  /** By input whose change replaces the resource: its value, or what it was made from. */
  replacing: Record<string, string>;
}

/** The resources of a release, by stack. */
export type MadeStacks = Record<string, MadeResource[]>;

/** A resource as the code of today plans it; `formerUrns` are those that its aliases name. */
export interface PlannedAgain extends MadeResource {
  formerUrns: string[];
}

/** Folders of the releases whose resources are recorded, such as `0.1.0`. */
export const RELEASES: readonly string[] = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted();

/** Stacks of a release that are recorded: the platform, two agencies with a file, a commune without one. */
const STACKS = ["platform", "svh", "vp", "90001"];

/** Longer values are told by their hash: user data is pages long. */
const LONGEST_VALUE = 160;

/** What one stack reads from another; which of them says it is no matter of the value. */
const OTHER_STACK = /organization\/provincial-cloud\/[\w-]+/g;
const ELSEWHERE = "another stack";

/**
 * Plans the stacks of a release's own `stacks/` with the code of today. What belongs to an agency's project stands in the
 * platform, where 0.1.0 had it: `province up` moves it out, each resource with its type, name and parent.
 */
export async function planRelease(release: string): Promise<Record<string, PlannedAgain[]>> {
  const repository = openRepository(join(import.meta.dirname, release));
  const projects = stackNamesOf(repository).filter((stack) => stackKind(stack).kind === "project");
  const plans = await previewStacks([...STACKS, ...projects], repository);
  const made = Object.fromEntries(plans.map(({ stack, resources }) => [stack, resources.map(madeOf)]));
  const moved = projects
    .flatMap((stack) => made[stack] ?? [])
    .map((each) => ({ ...each, urn: urnIn(PLATFORM_STACK, each.urn) }));
  return { ...made, [PLATFORM_STACK]: [...(made[PLATFORM_STACK] ?? []), ...moved] };
}

/** What a release made, as it was recorded then. */
export function recordedResources(release: string): MadeStacks {
  const text = readFileSync(join(import.meta.dirname, release, "resources.json"), "utf8");
  return JSON.parse(text.replaceAll(OTHER_STACK, ELSEWHERE)) as MadeStacks;
}

const madeOf = ({ urn, type, raw, propertyDependencies, aliases }: PlannedResource): PlannedAgain => ({
  urn,
  replacing: Object.fromEntries(
    (replacingInputs(type) ?? [])
      .filter((input) => raw[input] !== undefined)
      .map((input) => [input, shown(raw[input], propertyDependencies[input] ?? [])]),
  ),
  formerUrns: urnsOf({ urn, aliases }).slice(1),
});

function shown(value: unknown, madeFrom: readonly string[]): string {
  const sources = madeFrom
    .map((urn) => urn.slice(urn.lastIndexOf("::") + 2).replace(OTHER_STACK, ELSEWHERE))
    .toSorted();
  const text = JSON.stringify(value) + (sources.length === 0 ? "" : ` of ${sources.join(", ")}`);
  return text.length <= LONGEST_VALUE ? text : `sha256 ${createHash("sha256").update(text).digest("hex")}`;
}
