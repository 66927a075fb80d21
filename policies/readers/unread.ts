import type { JudgedResource } from "../policy.ts";
import * as types from "../resources/types.ts";

const READ: ReadonlySet<unknown> = new Set(Object.values(types));

/** What of a stack the policies look at. */
export interface Reach {
  /** How many of its own resources some policy looks at. */
  judged: number;
  /** Kinds that no policy looks at, each with how many there are: of OpenStack, or any where nothing is judged. */
  unread: Record<string, number>;
}

/** What of a stack's resources the policies look at; what the program only reads is made and judged elsewhere. */
export function reachOf(resources: readonly JudgedResource[]): Reach {
  const made = resources.filter(({ external, type }) => !external && !type.startsWith("pulumi:"));
  const left = made.filter(({ type }) => !READ.has(type));
  const judged = made.length - left.length;
  const told = judged === 0 ? left : left.filter(({ type }) => type.startsWith("openstack:"));
  const kinds = Map.groupBy(told, ({ type }) => type.replace(/^terraform:/, ""));
  const counts = [...kinds].map(([kind, found]): [string, number] => [kind, found.length]);
  return { judged, unread: Object.fromEntries(counts.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}
