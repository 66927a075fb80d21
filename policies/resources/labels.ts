import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { recordOf, tagOf, textOf, type Known } from "./inputs.ts";

/**
 * What a resource says of itself under a key: the tag `key:value`, else the entry of its metadata (Cinder has no
 * tags). `UNKNOWN` when one that is not known yet may be it.
 */
export function labelOf(resource: JudgedResource, key: string): Known<string> {
  const tag = tagOf(resource, key);
  if (typeof tag === "string") return tag;
  const metadata = resource.inputs["metadata"];
  const entry = metadata === UNKNOWN ? UNKNOWN : textOf(recordOf(metadata)?.[key]);
  return typeof entry === "string" ? entry : tag === UNKNOWN ? UNKNOWN : entry;
}
