/** Lines that only say something to people; `#cloud-config` and `#!` say it to the machine, and say no more. */
const COMMENT_LINE = /^[ \t]*(?:#|;|\/\/[ \t]|--[ \t]|<!--|rem[ \t]).*$/gim;
const COMMENT_AFTER = /[ \t]#[ \t][^"'\n]*$/gm;

/** A text without its comments: what is left stands where it stood, and lines that go on (`\` at the end) are one. */
export function codeOnly(text: string): string {
  return text
    .replaceAll(/\\\r?\n/g, blank)
    .replaceAll(COMMENT_LINE, blank)
    .replaceAll(COMMENT_AFTER, blank);
}

/** As many blanks, so that offsets stay. */
export function blank(text: string): string {
  return " ".repeat(text.length);
}
