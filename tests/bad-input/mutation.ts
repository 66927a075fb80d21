/** One way to get a file wrong: `edit` breaks exactly one thing of the text that stands in stacks/. */
export interface Mutation {
  title: string;
  /** File that is changed, and that must be blamed unless `blamed` names another. */
  file: string;
  edit: (text: string) => string | Uint8Array;
  blamed?: string;
  /** Words that the message or the hint must have. */
  says: RegExp;
}

/** Replaces the first occurrence; a mutation that finds nothing to change would prove nothing. */
export function swap(from: string | RegExp, to: string) {
  return (text: string): string => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`nothing to change: ${String(from)}`);
    return changed;
  };
}

/** Adds lines at the end. */
export function add(lines: string) {
  return (text: string): string => `${text}${lines}\n`;
}

export function bytes(...parts: (string | number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)),
  );
}
