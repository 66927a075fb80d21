/**
 * RFC 3531 section 3.1, "leftmost" assignment: number n goes to the slot whose bits are those of n reversed,
 * so that each new block lands as far as possible from its neighbours and can grow in place (AP-08).
 */

/** `value`'s lowest `bits` bits in reverse order: `reverseBits(1, 6)` is 32. */
export function reverseBits(value: number, bits: number): number {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit++) reversed = (reversed << 1) | ((value >> bit) & 1);
  return reversed;
}

/** All slots of a pool of 2^bits slots in the order in which they are handed out: 0, 32, 16, 48, 8, ... for 6 bits. */
export function leftmostOrder(bits: number): number[] {
  if (!Number.isInteger(bits) || bits < 0 || bits > 16) throw new Error(`a pool has 0..16 bits of slots, not ${bits}`);
  return Array.from({ length: 2 ** bits }, (_, index) => reverseBits(index, bits));
}
