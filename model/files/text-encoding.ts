import type { Finding } from "../messages/fault.ts";
import * as say from "../messages/yaml.ts";

/**
 * What a file holds that another program wrote and somebody hands over: UTF-8, or the UTF-16 that PowerShell 5 and Excel
 * write; without its byte order mark.
 */
export function handedText(bytes: Uint8Array): string {
  // JSON and CSV begin with an ASCII character, which is how UTF-16 without the mark is known.
  const [first, second] = bytes;
  const little = (first === 0xff && second === 0xfe) || (second === 0 && first !== 0);
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  return new TextDecoder(little ? "utf-16le" : big ? "utf-16be" : "utf-8").decode(bytes);
}

/** The bytes as UTF-8 text without byte order mark; or what is wrong with them, and where. */
export function decodeText(bytes: Uint8Array): string | { place: { line: number; column: number }; finding: Finding } {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { place: { line: 1, column: 1 }, finding: say.notUtf8("UTF-16") };
  }
  if (first === 0x50 && second === 0x4b && bytes[2] === 0x03) {
    return { place: { line: 1, column: 1 }, finding: say.workbook() };
  }
  let text: string;
  try {
    // TextDecoder drops the byte order mark that Windows editors write: it is harmless, and columns stay right.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder("utf-8").decode(bytes);
    return { place: placeOf(readable, readable.indexOf("\ufffd")), finding: say.notUtf8() };
  }
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
const INVISIBLE = /[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u;

/** Characters that no YAML stream may hold (YAML 1.2.2, section 5.1) and that no person typed. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u0084\u0086-\u009f]/u;

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
