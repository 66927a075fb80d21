export interface AddressText {
  family: 4 | 6;
  value: bigint;
  /** Bits of the prefix; all of them for a single address. */
  length: number;
}

export function parsePrefix(text: string): AddressText | undefined;
export function holds(outer: AddressText, inner: AddressText): boolean;
