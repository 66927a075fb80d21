import { PLATFORM_STACK } from "../../infra/stack-names.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

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
