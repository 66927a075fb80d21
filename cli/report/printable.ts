/** Characters that end a line, steer a terminal, or change what a reader believes to read (Unicode TR 36, section 2.1). */
const STEERING = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": String.raw`\n`, "\r": String.raw`\r`, "\t": String.raw`\t` };

/**
 * A name or message of somebody else's on one line of a terminal: what would steer the terminal, or begin a line that a
 * CI takes for a command, is shown as it would be written in code.
 */
export function printable(text: string): string {
  return text.replaceAll(
    STEERING,
    (character) => SHORT[character] ?? String.raw`\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
