import { partName } from "../../components/names.ts";

/** How an agency's parts are named: what its component gives, for whoever looks for them. */
export { partName, partOf } from "../../components/names.ts";

/** Key of the n-th network of a zone: the first bears the zone's own name, so that a second one renames nothing. */
export function networkKey(zone: string, index: number): string {
  return index === 0 ? zone : partName(zone, index + 1);
}
