import type { Place } from "./place.ts";

/** `stacks/agencies/stttt.yaml:12:3`. */
export function placeWords({ file, line, column }: Place): string {
  return [file, line, ...(column === undefined ? [] : [column])].join(":");
}
