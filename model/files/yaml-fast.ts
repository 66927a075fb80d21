/** One value of a file with its place; those below it by key or index. */
export interface PlacedValue {
  data: unknown;
  /** Offset of the value, and of its key where it has one. */
  at: number;
  keyAt?: number;
  inside?: Map<string | number, PlacedValue>;
}

/** Thrown where the text says something that only the library reads, or that is wrong. */
const OTHERWISE = new Error("not plain");
function leave(): never {
  throw OTHERWISE;
}

/** Deeper than any file of ours, and shallower than where a file is refused. */
const MAX_DEPTH = 16;

/** What no plain file has: tabs, other line ends, byte order marks inside, and marks of documents and directives. */
const UNUSUAL = /[\t\r\ufeff]|^(?:---|\.\.\.|%)/m;

/**
 * Reads YAML as people write it in stacks/: block maps and lists, flow collections, quoted text without escapes, plain
 * values on one line. Undefined for everything else, also for what is wrong: only the library tells that well. A twin
 * of the library for the sake of time alone: without it each command that reads stacks/ takes 100 to 150 ms of
 * processor time more. A test holds what is read here to be what the library reads.
 */
export function readFast(text: string): PlacedValue | undefined {
  if (UNUSUAL.test(text)) return undefined;
  try {
    return new Reader(text).document();
  } catch (error) {
    if (error === OTHERWISE) return undefined;
    throw error;
  }
}

const BLANK = / *(?:#[^\n]*)?(?:\n|$)/y;
const SPACES = / */y;
const ITEM = /- +(?=[^ #\n])/y;
const KEY = /(?:([A-Za-z0-9_][A-Za-z0-9_.-]{0,200})|"([^"\\\n]{0,200})"):(?=[ \n]|$)/y;
const QUOTED = /"([^"\\\n]*)"|'([^'\n]*)'(?!')/y;
// A value that starts and goes on like plain text; what ends it depends on where it stands.
const BLOCK_TEXT = /(?:[^\s,[\]{}#&*!|>'"%@`?:-]|[?:-](?=[^\s]))(?:[^\s:#]|:(?=[^\s])|(?<! )#| +(?=[^\s#]))*/y;
const FLOW_TEXT =
  /(?:[^\s,[\]{}#&*!|>'"%@`?:-]|-(?=[^\s,[\]{}]))(?:[^\s:#,[\]{}]|:(?=[^\s,[\]{}])|(?<! )#| +(?=[^\s#,[\]{}:]))*/y;
const FOLDED = />-\n( +)([^ \n][^\n]*)(?=\n|$)/y;

class Reader {
  readonly #text: string;
  #at = 0;
  /** Column of the content of the current line. */
  #column = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): PlacedValue {
    this.#nextLine();
    if (this.#column !== 0 || this.#at >= this.#text.length) leave();
    const node = this.#map(0, 0);
    if (this.#at < this.#text.length) leave();
    return node;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  /** Moves from a line's start to the next content, and notes its column. */
  #nextLine(): void {
    while (this.#at < this.#text.length && this.#take(BLANK)) {
      // Blank lines and remarks say nothing.
    }
    const start = this.#at;
    this.#take(SPACES);
    this.#column = this.#at >= this.#text.length ? -1 : this.#at - start;
  }

  /** After a value, up to the next line's content. */
  #endLine(): void {
    // A remark needs a space before it.
    if (this.#text[this.#at] === "#" || !this.#take(BLANK)) leave();
    this.#nextLine();
  }

  #map(column: number, depth: number): PlacedValue {
    if (depth > MAX_DEPTH) leave();
    // Without a prototype, a key named `__proto__` is a key like any other.
    const data = Object.create(null) as Record<string, unknown>;
    const inside = new Map<string, PlacedValue>();
    const at = this.#at;
    while (this.#column === column) {
      const keyAt = this.#at;
      const key = this.#take(KEY);
      const name = key?.[1] ?? key?.[2];
      if (name === undefined || inside.has(name)) return leave();
      const node = { ...this.#valueOfKey(column, depth), keyAt };
      inside.set(name, node);
      data[name] = node.data;
    }
    if (this.#column > column) leave();
    return { data, at, inside };
  }

  #valueOfKey(column: number, depth: number): PlacedValue {
    if (this.#take(BLANK)) {
      this.#nextLine();
      const isList = this.#text.startsWith("- ", this.#at);
      if (isList && this.#column >= column) return this.#list(this.#column, depth + 1);
      if (this.#column <= column) leave();
      const isFlow = this.#text[this.#at] === "[" || this.#text[this.#at] === "{";
      return isFlow ? this.#inline(column, depth) : this.#map(this.#column, depth + 1);
    }
    if (!this.#take(SPACES)) leave();
    return this.#inline(column, depth);
  }

  #list(column: number, depth: number): PlacedValue {
    if (depth > MAX_DEPTH) leave();
    const data: unknown[] = [];
    const inside = new Map<number, PlacedValue>();
    const at = this.#at;
    while (this.#column === column && this.#text.startsWith("- ", this.#at)) {
      const start = this.#at;
      if (!this.#take(ITEM) || this.#text.startsWith("- ", this.#at)) leave();
      const own = column + this.#at - start;
      KEY.lastIndex = this.#at;
      let node: PlacedValue;
      if (KEY.test(this.#text)) {
        this.#column = own;
        node = this.#map(own, depth + 1);
      } else node = this.#inline(column, depth);
      inside.set(data.length, node);
      data.push(node.data);
    }
    if (this.#column > column) leave();
    return { data, at, inside };
  }

  /** A value that starts on the line of its key or dash, in a block at `column`. */
  #inline(column: number, depth: number): PlacedValue {
    const at = this.#at;
    const mark = this.#text[at];
    if (mark === "[" || mark === "{") {
      const node = this.#flow(column, depth + 1);
      this.#endLine();
      return node;
    }
    if (mark === ">") return this.#folded(column);
    const data = mark === '"' || mark === "'" ? this.#quoted() : plainValue(this.#take(BLOCK_TEXT)?.[0] ?? leave());
    this.#endLine();
    // Text may go on in the next line.
    if (this.#column > column) leave();
    return { data, at };
  }

  /** `>-` above a single line. */
  #folded(column: number): PlacedValue {
    const at = this.#at;
    const [, indent = "", data = ""] = this.#take(FOLDED) ?? leave();
    if (indent.length <= column || data.endsWith(" ")) leave();
    this.#at += 1;
    const next = this.#at;
    this.#nextLine();
    // A remark that stands as deep as the text is text.
    if (this.#column > column || / *#/.test(this.#text.slice(next, this.#at))) leave();
    return { data, at };
  }

  #quoted(): string {
    const found = this.#take(QUOTED) ?? leave();
    return found[1] ?? found[2] ?? "";
  }

  /** White space and remarks inside of brackets; lines must stand deeper than the block around them. */
  #gap(column: number): void {
    for (;;) {
      this.#take(SPACES);
      if (this.#text[this.#at] === "#" && this.#text[this.#at - 1] !== " ") leave();
      if (this.#text[this.#at] !== "\n" && this.#text[this.#at] !== "#") return;
      if (!this.#take(BLANK)) leave();
      this.#nextLine();
      if (this.#column <= column) leave();
    }
  }

  #flow(column: number, depth: number): PlacedValue {
    if (depth > MAX_DEPTH) leave();
    const at = this.#at;
    const mark = this.#text[at];
    if (mark === '"' || mark === "'") return { data: this.#quoted(), at };
    if (mark !== "[" && mark !== "{") return { data: plainValue(this.#take(FLOW_TEXT)?.[0] ?? leave()), at };
    const close = mark === "[" ? "]" : "}";
    const list: unknown[] = [];
    const map = Object.create(null) as Record<string, unknown>;
    const inside = new Map<string | number, PlacedValue>();
    this.#at += 1;
    this.#gap(column);
    for (let more = this.#text[this.#at] !== close; more;) {
      const keyAt = this.#at;
      const key = this.#take(KEY);
      // A pair inside of a list is a map of its own.
      if ((key === null) !== (mark === "[")) leave();
      if (key) this.#gap(column);
      const node = this.#flow(column, depth + 1);
      this.#gap(column);
      if (key) {
        const name = key[1] ?? key[2] ?? "";
        if (inside.has(name)) leave();
        inside.set(name, { ...node, keyAt });
        map[name] = node.data;
      } else {
        inside.set(list.length, node);
        list.push(node.data);
      }
      more = this.#text[this.#at] === ",";
      if (!more) continue;
      this.#at += 1;
      this.#gap(column);
    }
    if (this.#text[this.#at] !== close) leave();
    this.#at += 1;
    return { data: mark === "[" ? list : map, at, inside };
  }
}

const WORDS = new Map<string, unknown>(
  [
    [["null", "Null", "NULL", "~"], null] as const,
    [["true", "True", "TRUE"], true] as const,
    [["false", "False", "FALSE"], false] as const,
  ].flatMap(([words, value]) => words.map((word): [string, unknown] => [word, value])),
);

/** YAML's core schema; a number that is not written the usual way stays text. */
function plainValue(text: string): unknown {
  if (WORDS.has(text)) return WORDS.get(text);
  if (!/^[-+.0-9]/.test(text)) return text;
  // Numbers with exponents are for the library.
  if (/^[-+.0-9]+[eE]/.test(text)) return leave();
  return /^-?\d+(?:\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}
