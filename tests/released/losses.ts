import type { MadeResource, MadeStacks, PlannedAgain } from "./made-resources.ts";

/**
 * What an upgrade would take away from a cloud that a release made: resources that nothing goes on for, and resources
 * that would be replaced. One line each, empty when the upgrade only adds and changes in place. Pure.
 */
export function lossesOf(made: MadeStacks, planned: Readonly<Record<string, readonly PlannedAgain[]>>): string[] {
  return Object.entries(made).flatMap(([stack, resources]) => {
    const now = new Map(
      (planned[stack] ?? []).flatMap((each) => [each.urn, ...each.formerUrns].map((urn) => [urn, each])),
    );
    return resources.flatMap((resource) => lossOf(resource, now.get(resource.urn)));
  });
}

function lossOf({ urn, replacing }: MadeResource, now: MadeResource | undefined): string[] {
  if (now === undefined) return [`${urn} is gone: give what takes its place an alias, or it is deleted`];
  const inputs = [...new Set([...Object.keys(replacing), ...Object.keys(now.replacing)])].toSorted();
  return inputs
    .filter((input) => replacing[input] !== now.replacing[input])
    .map(
      (input) =>
        `${urn} is replaced: ${input} was ${replacing[input] ?? "not set"} and is ${now.replacing[input] ?? "not set"}`,
    );
}
