import * as z from "zod";
import { PLATFORM_STACK } from "../../infra/stack-names.ts";
import type { RunPulumi } from "../../verify/deployed/stack-outputs.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

const stackList = z.array(z.object({ name: z.string(), resourceCount: z.number().nullish() }));

/**
 * Names of the stacks that hold something, by Pulumi's own list: a stack that was taken away stays in it, empty.
 * @throws UserError with Pulumi's own words when it cannot read its state.
 */
export async function standingStacks(run: RunPulumi): Promise<string[]> {
  const { code, stderr, stdout } = await run(["stack", "ls", "--json"]);
  if (code !== 0) throw new UserError(`pulumi stack ls: ${stderr.trim()}`, exitCode.failed);
  return stackList
    .parse(JSON.parse(stdout))
    .flatMap(({ name, resourceCount }) => (resourceCount === 0 ? [] : [name.split("/").at(-1) ?? name]));
}

/**
 * Stops where an agency still stands that is no longer enrolled: the platform would take its project, its deployer and its
 * router away from under it, and nobody could take the rest away afterwards.
 */
export function refuseAbandoned(standing: readonly string[], enrolled: readonly string[]): void {
  const abandoned = standing.filter((stack) => stack !== PLATFORM_STACK && !enrolled.includes(stack));
  if (abandoned.length === 0) return;
  throw new UserError(
    [
      `Nothing was built: ${abandoned.join(", ")} still stands in the cloud and is no longer enrolled.`,
      `The platform would take its project away from under it. Take it away first: npx province destroy ${abandoned.join(" ")}`,
      "Or enroll it again: put back its file in stacks/agencies, or its code in `enrolled` of stacks/province.yaml.",
    ].join("\n"),
    exitCode.failed,
  );
}

/**
 * The agencies to take away: those named, or all that stand, enrolled or not.
 * @throws UserError on a name that does not stand.
 */
export function standingAgencies(named: readonly string[], standing: readonly string[]): string[] {
  const agencies = standing.filter((stack) => stack !== PLATFORM_STACK);
  const absent = named.filter((name) => !agencies.includes(name));
  if (absent.length > 0) {
    const there = agencies.length === 0 ? "No agency stands." : `Those that stand: ${agencies.join(", ")}.`;
    throw new UserError(`Nothing to take away of ${absent.join(", ")}. ${there}`);
  }
  return named.length > 0 ? [...named] : agencies;
}
