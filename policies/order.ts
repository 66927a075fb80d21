/** Orders texts by code unit, so that the order does not depend on the machine's locale; `toSorted()` alone does it too. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
