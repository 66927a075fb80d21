import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Colours a text for a terminal; plain where the output is no terminal or NO_COLOR is set. */
export function style(format: Format, text: string): string {
  return styleText(format, text, { validateStream: true, stream: process.stdout });
}
