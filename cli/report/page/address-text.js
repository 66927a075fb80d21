// Runs in the browser: which prefix holds what was typed into the search box. Its types stand in address-text.d.ts.

/** A prefix, or a single address as the longest one, in any spelling of RFC 4291; undefined when the text is none. */
export function parsePrefix(text) {
  const [address = "", length, more] = text.trim().split("/");
  const parsed = parseIpv4(address) ?? parseIpv6(address);
  if (parsed === undefined || more !== undefined) return undefined;
  if (length === undefined) return parsed;
  if (!/^\d{1,3}$/.test(length) || Number(length) > parsed.length) return undefined;
  return { ...parsed, length: Number(length) };
}

/** Whether one prefix holds the other. */
export function holds(outer, inner) {
  if (outer.family !== inner.family || outer.length > inner.length) return false;
  const shift = BigInt((outer.family === 6 ? 128 : 32) - outer.length);
  return outer.value >> shift === inner.value >> shift;
}

function parseIpv4(text) {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split(".").map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return { family: 4, value: bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n), length: 32 };
}

function parseIpv6(text) {
  const [head, tail, more] = text.split("::").map((part) => (part === "" ? [] : part.split(":")));
  if (!text.includes(":") || head === undefined || more !== undefined) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = tail === undefined ? head : [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { family: 6, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n), length: 128 };
}
