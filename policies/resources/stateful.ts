import type { JudgedResource } from "../policy.ts";
import { labelOf } from "./labels.ts";
import * as type from "./types.ts";

const STATEFUL: readonly string[] = [
  type.VOLUME,
  type.SHARE,
  type.DATABASE_INSTANCE,
  type.OBJECT_CONTAINER,
  // Everything in a project goes with it.
  type.PROJECT,
];

/** True for what cannot be made again once it is gone; a volume that says `stateful: "false"` may be lost. */
export function isStateful(resource: JudgedResource): boolean {
  return STATEFUL.includes(resource.type) && labelOf(resource, "stateful") !== "false";
}
