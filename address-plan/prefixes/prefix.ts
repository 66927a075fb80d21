import { Address4, Address6 } from "ip-address";
import { TextError } from "../../model/text.ts";
import {
  bitsOf,
  contains,
  formatAddress,
  prefixOf,
  readAddress,
  sizeOf,
  type Address,
  type Family,
  type Prefix,
} from "./address.ts";

/** A block of addresses: an IPv6 prefix and its IPv4 twin (AP-17). */
export interface Block {
  readonly ipv6: Prefix;
  readonly ipv4: Prefix;
}

/** A block's prefix in one family. */
export function prefixIn(block: Block, family: Family): Prefix {
  return family === 6 ? block.ipv6 : block.ipv4;
}

/**
 * The address that `text` names.
 * @throws Error that quotes the text when it is no plain IPv4 or IPv6 address; zone ids (`%eth0`) are refused.
 */
export function parseAddress(text: string): Address {
  if (text.includes("/"))
    throw new TextError({
      en: `"${text}" is a prefix; an address has no "/length"`,
      vi: `"${text}" là tiền tố; địa chỉ không có "/độ dài"`,
    });
  if (text.includes("%"))
    throw new TextError({
      en: `"${text}" has a zone id; the plan holds global addresses only`,
      vi: `"${text}" có zone id; quy hoạch chỉ gồm địa chỉ toàn cầu`,
    });
  const plain = readAddress(text);
  if (plain) return plain;
  try {
    return text.includes(":")
      ? { family: 6, value: new Address6(text).bigInt() }
      : { family: 4, value: new Address4(text).bigInt() };
  } catch (error) {
    // The library's reason is English.
    throw new TextError(
      { en: `"${text}" is not an IP address: ${reasonOf(error)}`, vi: `"${text}" không phải địa chỉ IP` },
      { cause: error },
    );
  }
}

/**
 * The prefix that `text` names, such as `3fff:38:40::/48`. Upper case and long forms are read; see `isCanonical`.
 * @throws Error that quotes the text and says what is wrong: no length, length out of range, host bits set.
 */
export function parsePrefix(text: string): Prefix {
  const [addressText = "", lengthText, ...rest] = text.split("/");
  if (lengthText === undefined)
    throw new TextError({
      en: `"${text}" has no prefix length, such as "${text}/48"`,
      vi: `"${text}" thiếu độ dài tiền tố, ví dụ "${text}/48"`,
    });
  const { family, value } = parseAddress(addressText);
  const bits = bitsOf(family);
  const length = /^\d{1,3}$/.test(lengthText) ? Number(lengthText) : Number.NaN;
  if (rest.length > 0 || Number.isNaN(length) || length > bits) {
    throw new TextError({
      en: `"${text}" has a bad prefix length; IPv${family} takes /0 to /${bits}`,
      vi: `"${text}" có độ dài tiền tố sai; IPv${family} nhận từ /0 đến /${bits}`,
    });
  }
  const prefix = prefixOf({ family, value }, length);
  if (prefix.value !== value) {
    throw new TextError({
      en: `"${text}" has bits set after /${length}; the prefix is ${formatPrefix(prefix)}`,
      vi: `"${text}" có bit sau /${length}; tiền tố là ${formatPrefix(prefix)}`,
    });
  }
  return prefix;
}

/** Canonical text with the length, such as `3fff:38:40::/48` (AP-23). */
export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix)}/${prefix.length}`;
}

/** Canonical text of both families' addresses, or prefixes. */
export function formatBoth({ ipv6, ipv4 }: Readonly<Record<keyof Block, Address | Prefix>>): {
  ipv6: string;
  ipv4: string;
} {
  return { ipv6: formatEither(ipv6), ipv4: formatEither(ipv4) };
}

function formatEither(value: Address | Prefix): string {
  return "length" in value ? formatPrefix(value) : formatAddress(value);
}

/** For JSON.stringify: writes addresses and prefixes as their canonical text. */
export function addressReplacer(_key: string, value: unknown): unknown {
  const isAddress = typeof value === "object" && value !== null && "value" in value && typeof value.value === "bigint";
  return isAddress ? formatEither(value as Address | Prefix) : value;
}

/** True when the text is a prefix or an address written the one canonical way (AP-23). */
export function isCanonical(text: string): boolean {
  try {
    return (text.includes("/") ? formatPrefix(parsePrefix(text)) : formatAddress(parseAddress(text))) === text;
  } catch {
    return false;
  }
}

/**
 * The index-th prefix of the given length inside `parent`, counted from zero.
 * @throws Error with both values when the parent holds no such child.
 */
export function childOf(parent: Prefix, length: number, index: number): Prefix {
  const bits = bitsOf(parent.family);
  if (!Number.isInteger(length) || length < parent.length || length > bits) {
    throw new Error(`${formatPrefix(parent)} holds no /${length}: the length must lie in ${parent.length}..${bits}`);
  }
  const count = 1n << BigInt(length - parent.length);
  if (!Number.isInteger(index) || index < 0 || BigInt(index) >= count) {
    throw new Error(`${formatPrefix(parent)} has /${length} blocks 0..${count - 1n}; ${index} is none of them`);
  }
  return { family: parent.family, value: parent.value + (BigInt(index) << BigInt(bits - length)), length };
}

/** All children of the given length, in address order; meant for a handful (at most 65,536). */
export function split(parent: Prefix, length: number): Prefix[] {
  if (length - parent.length > 16) {
    throw new Error(
      `${formatPrefix(parent)} splits into 2^${length - parent.length} /${length} blocks: too many to list`,
    );
  }
  return Array.from({ length: 2 ** Math.max(0, length - parent.length) }, (_, index) => childOf(parent, length, index));
}

/** Which child of `parent` (of the child's own length) this is; the inverse of `childOf`. */
export function indexIn(parent: Prefix, child: Prefix): number {
  if (!contains(parent, child)) throw new Error(`${formatPrefix(child)} does not lie in ${formatPrefix(parent)}`);
  return Number((child.value - parent.value) >> BigInt(bitsOf(child.family) - child.length));
}

/**
 * The address at an offset from the first address of the prefix.
 * @throws Error when the offset lies outside.
 */
export function addressAt(prefix: Prefix, offset: bigint): Address {
  if (offset < 0n || offset >= sizeOf(prefix)) {
    throw new Error(`${formatPrefix(prefix)} has ${sizeOf(prefix)} addresses; offset ${offset} lies outside`);
  }
  return { family: prefix.family, value: prefix.value + offset };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
}
