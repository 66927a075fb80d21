import { bitsOf, prefixOf, type Prefix } from "../prefixes/address.ts";
import { split, type Block } from "../prefixes/prefix.ts";

/** The prefix `bits` larger that holds this block, in both families. */
export function grownBlock(block: Block, bits: number): Block {
  const grow = (prefix: Prefix) => prefixOf(prefix, prefix.length - bits);
  return { ipv6: grow(block.ipv6), ipv4: grow(block.ipv4) };
}

/**
 * The blocks of a grown site, each of the old size: the old one first, then the new ones in address order. Zones and
 * subnets are counted through them in this order, so growing moves no address (AP-12).
 */
export function growthOf(first: Block, grown: Block): Block[] {
  const parts4 = split(grown.ipv4, first.ipv4.length);
  const blocks = split(grown.ipv6, first.ipv6.length).flatMap((ipv6, index) => {
    const ipv4 = parts4[index];
    return ipv4 && ipv6.value !== first.ipv6.value ? [{ ipv6, ipv4 }] : [];
  });
  return [first, ...blocks];
}

/** A block and those right behind it, `count` in all. */
export function blocksFrom(first: Block, count: number): Block[] {
  const shift = ({ family, value, length }: Prefix, index: number): Prefix => ({
    family,
    value: value + (BigInt(index) << BigInt(bitsOf(family) - length)),
    length,
  });
  return Array.from({ length: count }, (_, index) => ({
    ipv6: shift(first.ipv6, index),
    ipv4: shift(first.ipv4, index),
  }));
}
