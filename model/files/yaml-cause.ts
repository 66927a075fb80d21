import type { Finding } from "../messages/fault.ts";
import { lookAlike, lookAlikeAt, noSpaceAfterColon } from "../messages/look-alikes.ts";

/** What of a line is YAML: without remarks, and with blanks for what stands in quotes. */
function unquoted(line: string): string {
  return line
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, (quoted) => " ".repeat(quoted.length))
    .replace(/(^|\s)#.*$/, "$1");
}

/** A key and its value that nothing parts, so that YAML takes both for one text; no address such as `https://…`. */
const GLUED = /^(\s*(?:- +)?)([A-Za-z][A-Za-z0-9_-]*:)(?=[^\s:/])(\S+)/;

/**
 * Why a line that the parser refused is none, where people's usual slips explain it, and the column from 1: a sign that
 * only looks like one of YAML's, or no space behind a key's colon. To be asked of lines with a fault alone.
 */
export function causeOnLine(line: string): { column: number; finding: Finding } | undefined {
  const yaml = unquoted(line);
  const glued = GLUED.exec(yaml);
  if (glued) {
    const [, before = "", key = "", value = ""] = glued;
    return { column: before.length + key.length, finding: noSpaceAfterColon(`${key}${value}`) };
  }
  const sign = lookAlikeAt(yaml);
  return sign < 0 ? undefined : { column: sign + 1, finding: lookAlike(yaml) };
}
