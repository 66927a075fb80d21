import type { Finding } from "./fault.ts";
import * as say from "./messages/yaml.ts";

/** The bytes as UTF-8 text without byte order mark; or what is wrong with them, and where. */
export function decodeText(bytes: Uint8Array): string | { place: { line: number; column: number }; finding: Finding } {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { place: { line: 1, column: 1 }, finding: say.notUtf8("UTF-16") };
  }
  try {
    // TextDecoder drops the byte order mark that Windows editors write: it is harmless, and columns stay right.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder("utf-8").decode(bytes);
    const before = readable.slice(0, readable.indexOf("\ufffd")).split("\n");
    const place = { line: before.length, column: (before.at(-1) ?? "").length + 1 };
    return { place, finding: say.notUtf8() };
  }
}
