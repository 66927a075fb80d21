import type { Finding } from "../messages/fault.ts";
import * as say from "../messages/yaml.ts";

/** What is wrong with a text, and where. */
export interface UnreadableText {
  place: { line: number; column: number };
  finding: Finding;
}

/** As which Unicode encoding a file says that it is to be read (Unicode 16, section 23.8); UTF-8 without a mark. */
export function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** Whatever the bytes are, as text with our line ends; characters that can't be read are `\ufffd`. */
export function readableText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes).replaceAll("\r\n", "\n");
}

/** The bytes as text without byte order mark, by that mark or as UTF-8; or what is wrong with them. */
export function decodeBytes(bytes: Uint8Array): string | UnreadableText {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03) {
    return { place: { line: 1, column: 1 }, finding: say.workbook() };
  }
  const encoding = encodingOf(bytes);
  try {
    // TextDecoder drops the byte order mark that Windows writes: it is harmless, and columns stay right.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder(encoding).decode(bytes);
    const name = encoding === "utf-8" ? undefined : "UTF-16";
    return { place: placeOf(readable, readable.indexOf("\ufffd")), finding: say.notUtf8(name) };
  }
}

/** The same for a text of ours: without characters that nobody typed or nobody sees. */
export function decodeText(bytes: Uint8Array): string | UnreadableText {
  const text = decodeBytes(bytes);
  if (typeof text !== "string") return text;
  const control = UNPRINTABLE.exec(text);
  if (control) return { place: placeOf(text, control.index), finding: say.controlCharacter(control[0].codePointAt(0)) };
  const invisible = INVISIBLE.exec(text);
  if (invisible) {
    return { place: placeOf(text, invisible.index), finding: say.invisibleCharacter(invisible[0].codePointAt(0)) };
  }
  const lone = /\r(?!\n)/.exec(text);
  if (lone) return { place: placeOf(text, lone.index), finding: say.oldMacLineEnds() };
  return text;
}

/**
 * Characters that nobody sees and that change what a reader believes to read: of no width, or of another direction of
 * writing (Unicode TR 36, section 2.1), and the space that does not break, which no parser takes for one.
 */
export const INVISIBLE = /[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u;

/** Characters that no YAML stream may hold (YAML 1.2.2, section 5.1) and that no person typed. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
export const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u0084\u0086-\u009f]/u;

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
