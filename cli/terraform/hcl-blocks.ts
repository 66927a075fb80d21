/** A block of a Terraform configuration, such as `resource "openstack_networking_network_v2" "dmz" {`. */
export interface Block {
  /** `resource`, `module`, `provider` and whatever else stands there. */
  kind: string;
  labels: readonly string[];
  /** Of a `provider`: what tells it from others of the same name. */
  alias?: string;
  /** Of its first word, both from 1. */
  line: number;
  column: number;
}

const CODE =
  /(?<passed>[^\S\n]+|#.*|\/\/.*|\/\*[\s\S]*?(?:\*\/|$))|<<-?(?<heredoc>[\p{ID_Start}_][\p{ID_Continue}-]*)[^\S\n]*\n|(?<word>[\p{ID_Start}_][\p{ID_Continue}-]*)|(?<mark>[\s\S])/uy;
/** In quotes: what is only text, the beginning of an expression, or an end. */
const QUOTED = /(?<text>(?:[^"\\$%\n]|\\[^\n]?|\$\$\{|%%\{|[$%](?!\{))+)|[$%]\{|["\n]/uy;
/** A line of a heredoc, to its end or to an expression in it. */
const HEREDOC = /(?:[^$%\n]|\$\$\{|%%\{|[$%](?!\{))*(?:\n|[$%]\{|$)/uy;

/**
 * The outermost blocks of a text in HCL's native syntax (hcl, `hclsyntax/spec.md`), in its order. No more is read than
 * where each begins; what is no HCL is passed over.
 */
export function hclBlocks(text: string): Block[] {
  const scan = new Scan(text);
  while (!scan.done) scan.step();
  return scan.blocks;
}

class Scan {
  readonly blocks: Block[] = [];
  readonly #text: string;
  readonly #placeOf: ReturnType<typeof placesIn>;
  #at = 0;
  /** What is open: brackets, `${`, quotes, and a heredoc as `<` with its mark. */
  readonly #open: string[] = [];
  /** What a line outside of blocks, or right inside of one, has said so far, and where it began. */
  #said: string[] = [];
  #begun = 0;

  constructor(text: string) {
    this.#text = text;
    this.#placeOf = placesIn(text);
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  step(): void {
    const top = this.#open.at(-1) ?? "";
    if (top === '"') this.#quoted();
    else if (top.startsWith("<")) this.#heredoc(top.slice(1));
    else this.#code();
  }

  #take(pattern: RegExp): { token: string; groups: Record<string, string | undefined> } {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    const token = found?.[0] ?? this.#text.slice(this.#at);
    this.#at += token.length;
    return { token, groups: found?.groups ?? {} };
  }

  #quoted(): void {
    const { token, groups } = this.#take(QUOTED);
    if (groups["text"] !== undefined) {
      if (this.#open.length <= 2) this.#said.push(`${this.#said.pop() ?? ""}${token}`);
      return;
    }
    if (token.endsWith("{")) {
      this.#open.push(token);
      return;
    }
    this.#open.pop();
    // Quotes that nobody closed end with their line.
    if (token === "\n") this.#at--;
  }

  #heredoc(mark: string): void {
    const end = this.#text.indexOf("\n", this.#at);
    const line = this.#text.slice(this.#at, end < 0 ? undefined : end);
    if (this.#text[this.#at - 1] === "\n" && line.trim() === mark) {
      this.#at += line.length;
      this.#open.pop();
    } else if (this.#take(HEREDOC).token.endsWith("{")) this.#open.push("${");
  }

  #code(): void {
    const { token, groups } = this.#take(CODE);
    if (groups["passed"] !== undefined) return;
    if (groups["heredoc"] !== undefined) this.#open.push(`<${groups["heredoc"]}`);
    else if (token === "\n") this.#endLine();
    else if (token === '"') {
      this.#say("");
      this.#open.push(token);
    } else if (["{", "[", "("].includes(token)) {
      if (token === "{") this.#beginBlock();
      this.#endLine();
      this.#open.push(token);
    } else if (["}", "]", ")"].includes(token)) {
      this.#endLine();
      this.#open.pop();
    } else this.#say(token);
  }

  #say(word: string): void {
    if (this.#open.length > 1) return;
    if (this.#said.length === 0) this.#begun = this.#at - Math.max(word.length, 1);
    this.#said.push(word);
  }

  #beginBlock(): void {
    const [kind, ...labels] = this.#said;
    if (kind === undefined || this.#open.length > 0 || labels.includes("=")) return;
    this.blocks.push({ kind, labels, ...this.#placeOf(this.#begun) });
  }

  #endLine(): void {
    if (this.#open.length > 1) return;
    const [name, is, value] = this.#said;
    const block = this.blocks.at(-1);
    if (this.#open.length === 1 && block?.kind === "provider" && name === "alias" && is === "=" && value) {
      block.alias = value;
    }
    this.#said = [];
  }
}

/** Places of offsets that only grow; columns count characters. */
export function placesIn(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let start = 0;
  return (offset) => {
    for (let end = text.indexOf("\n", start); end >= 0 && end < offset; end = text.indexOf("\n", start)) {
      line++;
      start = end + 1;
    }
    return { line, column: Array.from(text.slice(start, offset)).length + 1 };
  };
}
