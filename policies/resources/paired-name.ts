import type { UNKNOWN } from "../policy.ts";
import type { Family } from "./network-families.ts";

/**
 * What a resource of one family is called without its family: `portal` of `portal-ipv4`, `dns` of `v6-dns`, `api_lb` of
 * `api_v6_lb`, `www` of `www6`, `ntp` of `ntp (IPv6)`. Names that pair differ in nothing else. A lone digit counts where
 * the resource is of that family, so that `web-4` and `web-6` of one family stay two.
 *
 * @param family of the resource
 */
export function withoutFamily(name: string, family: Family): string {
  // Beside a mark stands no other digit, and no letter after it: `v62` and `ipv6x` are words of their own.
  const mark = new RegExp(
    `(?<=^|[^0-9])(?:[(\\[{]\\s*)?(?:(?:ip)?v|ip)?${family}(?:\\s*[)\\]}])?(?=$|[^a-z0-9])`,
    "gi",
  );
  const [first, ...others] = name.split(mark).map((part) => part.trim());
  const joined = others.reduce((before, after) => {
    // What stood on both sides of the mark stays once.
    const [head, tail] = [before.replace(SEPARATORS_AT_END, ""), after.replace(SEPARATORS_AT_START, "")];
    const separator = before.slice(head.length) || after.slice(0, after.length - tail.length) || " ";
    return head === "" || tail === "" ? `${head}${tail}` : `${head}${separator}${tail}`;
  }, first ?? "");
  return joined === "" ? name.trim() : joined;
}

/**
 * What is equal for names that pair, however they are written: `api_lb`, `API-LB` and `api lb` are one.
 *
 * @returns one key, or several while the family is not known: the resource may pair by any of them
 */
export function pairKeys(name: string, family?: Family | typeof UNKNOWN): string[] {
  const families: readonly Family[] = family === 4 || family === 6 ? [family] : [4, 6];
  return [...new Set(families.map((each) => keyOf(withoutFamily(name, each))))];
}

function keyOf(stem: string): string {
  return stem.toLowerCase().split(SEPARATORS).filter(Boolean).join("-");
}

const SEPARATORS = /[\s\-_.:/()[\]{}]+/;
const SEPARATORS_AT_START = new RegExp(`^${SEPARATORS.source}`);
const SEPARATORS_AT_END = new RegExp(`${SEPARATORS.source}$`);
