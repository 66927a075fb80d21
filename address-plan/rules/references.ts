import { bitsOf, prefixOf, type Prefix } from "../prefixes/address.ts";
import { parseAddress, parsePrefix } from "../prefixes/prefix.ts";

/** An address or a prefix that something outside the ledger names: a file of stacks/, a record, a route, a rule. */
export interface AddressReference {
  prefix: Prefix;
  /** As it is written there. */
  text: string;
  /** Where, for messages: file and line, or file, resource and input. */
  place: string;
}

/** What a text names, with the place of its first character. */
export type FoundAddress = Pick<AddressReference, "prefix" | "text"> & { index: number };

// The names of reverse zones come first: their labels would pass for IPv4 addresses.
const CANDIDATES = new RegExp(
  [
    String.raw`(?<six>(?<![\w.-])(?:[0-9a-f]\.){1,32})ip6\.arpa(?![\w-])`,
    String.raw`(?<four>(?<![\w./-])(?:\d{1,3}(?:[/-]\d{1,2})?\.)(?:\d{1,3}\.){0,3})in-addr\.arpa(?![\w-])`,
    String.raw`(?<!\w)(?:[0-9a-f]{1,4}:|::)[0-9a-f:]*(?:\/\d{1,3})?(?!\w|\.\d)`,
    String.raw`(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w]|\.\d)`,
  ].join("|"),
  "gi",
);

/**
 * All addresses, prefixes and names of reverse zones in a text, in any spelling, wherever they stand in it. What only
 * looks like one (a MAC address, a time) is passed over; of an interface's `address/length` the address counts.
 */
export function addressesIn(text: string): FoundAddress[] {
  return [...text.matchAll(CANDIDATES)].flatMap((match) => {
    const { six, four } = match.groups ?? {};
    // A key of YAML ends in a colon that is not the address's.
    const candidate = match[0].replace(/(?<!:):$/, "");
    const prefix =
      six !== undefined ? prefixOfNibbles(six) : four !== undefined ? prefixOfOctets(four) : readEither(candidate);
    return prefix ? [{ prefix, text: candidate, index: match.index }] : [];
  });
}

function readEither(text: string): Prefix | undefined {
  const [address = "", length] = text.split("/");
  try {
    const read = parseAddress(address);
    const bits = bitsOf(read.family);
    if (length === undefined) return prefixOf(read, bits);
    if (Number(length) > bits) return undefined;
    const prefix = prefixOf(read, Number(length));
    return prefix.value === read.value ? prefix : prefixOf(read, bits);
  } catch {
    return undefined;
  }
}

/** The prefix of an ip6.arpa name: its digits from the last to the first (RFC 3596 section 2.5). */
function prefixOfNibbles(labels: string): Prefix | undefined {
  const digits = labels.split(".").toReversed().join("");
  const groups = digits.padEnd(32, "0").match(/.{4}/g) ?? [];
  return readEither(`${groups.join(":")}/${digits.length * 4}`);
}

/** The prefix of an in-addr.arpa name (RFC 1035 section 3.5), also of a classless one such as `192/27` (RFC 2317). */
function prefixOfOctets(labels: string): Prefix | undefined {
  const octets = labels.split(".").filter((label) => label !== "");
  const [, last = "", length] = /^(\d+)[/-](\d+)$/.exec(octets[0] ?? "") ?? [];
  const whole = length === undefined ? octets : [last, ...octets.slice(1)];
  const padded = [...Array.from({ length: 4 - whole.length }, () => "0"), ...whole].toReversed();
  try {
    return parsePrefix(`${padded.join(".")}/${length ?? whole.length * 8}`);
  } catch {
    return undefined;
  }
}
