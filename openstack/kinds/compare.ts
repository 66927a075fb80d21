import { isScalar } from "../words.ts";

/** Stands for a value that is not known; it equals everything. */
export const UNKNOWN_VALUE: unique symbol = Symbol("unknown");

/** Ways in which an API stores something else than what it was asked for, and means the same. */
export type Comparison =
  | "text"
  | "caseless"
  | "zero-is-none"
  | "protocol"
  | "address"
  | "prefix"
  | "remote"
  | "set"
  | "prefixes"
  | "addresses"
  | "ranges"
  | "fixed-ips"
  | "address-pairs"
  | "entries";

/** Whether what was asked for and what an API stores are the same. */
export function isSame(as: Comparison, asked: unknown, stored: unknown): boolean {
  if (asked === UNKNOWN_VALUE) return true;
  switch (as) {
    case "text":
      return textOf(asked) === textOf(stored);
    case "caseless":
      return textOf(asked).toLowerCase() === textOf(stored).toLowerCase();
    // A number that is not sent where it is 0.
    case "zero-is-none":
      return (textOf(asked) || "0") === (textOf(stored) || "0");
    case "protocol":
      return protocolName(asked) === protocolName(stored);
    case "address":
    case "prefix":
      return canonical(asked) === canonical(stored);
    // Everyone, whether or not Neutron was told so by a prefix.
    case "remote":
      return withoutEveryone(asked) === withoutEveryone(stored);
    case "set":
      return sameSet(asked, stored, textOf);
    case "prefixes":
      return sameSet(asked, stored, canonical);
    // In order of preference.
    case "addresses":
      return listOf(asked).map(canonical).join() === listOf(stored).map(canonical).join();
    case "ranges":
      return sameSet(asked, stored, (range) => `${canonical(at(range, "start"))}-${canonical(at(range, "end"))}`);
    // An address that was not asked for is given: its subnet alone tells nothing here.
    case "fixed-ips":
      return listOf(asked).every((ip) => {
        const address = at(ip, "ipAddress");
        return (
          !isScalar(address) || listOf(stored).some((each) => canonical(at(each, "ip_address")) === canonical(address))
        );
      });
    case "address-pairs":
      return sameSet(asked, stored, (pair) => canonical(at(pair, "ipAddress") ?? at(pair, "ip_address")));
    case "entries":
      return Object.entries((asked ?? {}) as Record<string, unknown>).every(([key, value]) =>
        isSame("text", value, at(stored, key)),
      );
  }
}

/** The values at a path; a list on the way stands for each of its elements, and one at its end for itself. */
export function valuesAt(value: unknown, path: string): unknown[] {
  // Attributes of extensions have dots in no release, but colons; a whole name goes first.
  if (path === "") return [value];
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  if (typeof value !== "object" || value === null) return [];
  if (Object.hasOwn(value, path)) return [at(value, path)];
  const [first = "", ...rest] = path.split(".");
  return rest.length === 0 ? [] : valuesAt(at(value, first), rest.join("."));
}

/** An IP address or prefix in its shortest form, in lower case; any other text as it is. */
export function canonical(value: unknown): string {
  const [address = "", ...length] = textOf(value).toLowerCase().split("/");
  // URLs write IPv6 addresses as RFC 5952 does.
  const shortest =
    address.includes(":") && URL.canParse(`http://[${address}]`)
      ? new URL(`http://[${address}]`).hostname.slice(1, -1)
      : address;
  return [shortest, ...length].join("/");
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** What is absent, null and empty is one. */
function textOf(value: unknown): string {
  return isScalar(value) ? String(value) : "";
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function withoutEveryone(value: unknown): string {
  const prefix = canonical(value);
  return prefix === "0.0.0.0/0" || prefix === "::/0" ? "" : prefix;
}

/** Names and numbers that Neutron takes for the same protocol (IANA protocol numbers; `icmpv6` is its older name). */
const PROTOCOLS: Readonly<Record<string, string>> = {
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "ipv6-icmp",
  icmpv6: "ipv6-icmp",
  any: "",
  "0": "",
};

/** One name for a protocol; empty for all of them. */
export function protocolName(value: unknown): string {
  const text = textOf(value).toLowerCase();
  return PROTOCOLS[text] ?? text;
}

/** Whether two lists have the same elements; an element that is not known equals any one. */
function sameSet(asked: unknown, stored: unknown, word: (element: unknown) => string): boolean {
  const [wanted, found] = [listOf(asked), listOf(stored)];
  const known = wanted.filter((each) => each !== UNKNOWN_VALUE).map(word);
  const there = new Set(found.map(word));
  return wanted.length === found.length && known.every((each) => there.has(each));
}
