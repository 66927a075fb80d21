import type { Document, Node } from "yaml";
import type { Fault, Finding, KeyPath } from "../messages/fault.ts";
import * as say from "../messages/yaml.ts";
import { decodeText } from "./text-encoding.ts";
import { causeOnLine } from "./yaml-cause.ts";
import { readFast, type PlacedValue } from "./yaml-fast.ts";
import { yamlLibrary } from "./yaml-library.ts";
import { openedBefore } from "./yaml-unclosed.ts";

/** A file as it was read from disk; nobody changes it, so that what it says is worked out once. */
export interface SourceFile {
  /** Path relative to the repository, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A YAML file as plain data, with the place of every key and value. */
export interface YamlFile {
  path: string;
  /** Undefined when nothing could be read. */
  data: unknown;
  faults: Fault[];
  /** From here on the text could not be read for sure; Infinity when all was read. */
  brokenFrom: number;
  /** The finding as a fault at that key (`key`) or its value; at the nearest parent when the path is not there. */
  fault(path: KeyPath, part: "key" | "value", finding: Finding): Fault;
  has(path: KeyPath): boolean;
  /** Line of a key; 0 when the file has none. */
  lineOf(path: KeyPath): number;
}

interface Place {
  line: number;
  column: number;
}

/** Where the value of a path stands, and its key. */
interface Places {
  value: Place;
  key?: Place;
}

/** Deeper than any file of ours; keeps a hostile file from exhausting the stack. */
const MAX_DEPTH = 32;
const MAX_BYTES = 1_000_000;

/** A file whose places are what `placesOf` finds. */
function fileWith(path: string, data: unknown, placesOf: (path: KeyPath) => Places | undefined): YamlFile {
  return {
    path,
    data,
    faults: [],
    brokenFrom: Infinity,
    has: (key) => placesOf(key) !== undefined,
    lineOf: (key) => placesOf(key)?.key?.line ?? 0,
    fault(key, part, finding) {
      for (let length = key.length; length >= 0; length--) {
        const found = placesOf(key.slice(0, length));
        if (!found) continue;
        // A value that is not there is missed where its parent stands; a block below its key is called by the key.
        const onKey = part === "key" || length < key.length || (found.key && found.value.line > found.key.line);
        const place = onKey ? (found.key ?? found.value) : found.value;
        return { file: path, ...place, path: key, ...finding };
      }
      return { file: path, line: 1, column: 1, path: key, ...finding };
    },
  };
}

/** What was read without the library; lines are counted when somebody asks for a place. */
function fastFile(path: string, text: string, root: PlacedValue): YamlFile {
  let starts: number[] | undefined;
  const placeOf = (offset: number): Place => {
    starts ??= [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    let line = starts.length;
    for (let low = 1; low < line;) {
      const middle = Math.ceil((low + line) / 2);
      if ((starts[middle - 1] ?? 0) <= offset) low = middle;
      else line = middle - 1;
    }
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
  return fileWith(path, root.data, (key) => {
    let node: PlacedValue | undefined = root;
    for (const step of key) node = node?.inside?.get(step);
    if (node === undefined) return undefined;
    return { value: placeOf(node.at), ...(node.keyAt === undefined ? {} : { key: placeOf(node.keyAt) }) };
  });
}

/**
 * Reads a YAML 1.2 file; never throws: whatever is wrong becomes a fault with its place. `fast`: not by the library
 * where `readFast` will do.
 */
export function readYaml(source: SourceFile, { fast = true } = {}): YamlFile {
  const places = new Map<string, Places>();
  const file = fileWith(source.path, undefined, (path) => places.get(JSON.stringify(path)));
  const at = (place: Place, finding: Finding): void => {
    file.faults.push({ file: source.path, ...place, path: [], ...finding });
  };
  const broken = (place: Place, finding: Finding): YamlFile => {
    at(place, finding);
    file.brokenFrom = Math.min(file.brokenFrom, place.line);
    return file;
  };
  const start = { line: 1, column: 1 };

  if (source.bytes.length > MAX_BYTES) return broken(start, say.tooBig(source.bytes.length, MAX_BYTES));
  const text = decodeText(source.bytes);
  if (typeof text !== "string") return broken(text.place, text.finding);

  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    const before = text.slice(0, deep).split("\n");
    return broken({ line: before.length, column: (before.at(-1) ?? "").length + 1 }, say.tooDeep(MAX_DEPTH));
  }
  const conflict = /^(<<<<<<<|=======|>>>>>>>)( .*)?\r?$/m.exec(text);
  if (conflict) {
    return broken({ line: text.slice(0, conflict.index).split("\n").length, column: 1 }, say.mergeConflict());
  }
  const root = fast ? readFast(text) : undefined;
  if (root) return fastFile(source.path, text, root);

  const { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } = yamlLibrary();
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const parse = (content: string): Document =>
    parseDocument(content, { lineCounter: lines, prettyErrors: false, version: "1.2", logLevel: "error" });
  const tabbed = new Set<number>();
  let document: Document;
  try {
    document = parse(text);
    if (document.errors.some(({ code }) => code === "TAB_AS_INDENT")) {
      // Each tab is reported once; with a space in its place, the rest of the file can be read and checked too.
      for (const { line, column } of indentingTabs(text)) {
        at({ line, column }, say.syntax("TAB_AS_INDENT", "", ""));
        tabbed.add(line);
      }
      lines.lineStarts = [];
      document = parse(text.replaceAll(/^[ \t]+/gm, (indent) => indent.replaceAll("\t", " ")));
    }
  } catch {
    return broken(start, say.tooDeep(MAX_DEPTH)); // the parser's own stack ran out
  }
  const written = text.split(/\r?\n/);
  /** People's usual slips on a line of which the parser complains, or on the one before, where it began. */
  const causeAt = (line: number): { place: Place; finding: Finding } | undefined => {
    for (const number of [line, line - 1]) {
      const cause = causeOnLine(written[number - 1] ?? "");
      if (cause) return { place: { line: number, column: cause.column }, finding: cause.finding };
    }
    return undefined;
  };
  const seen = new Set<number>();
  for (const error of document.errors) {
    const opened = /closing|end with a/.test(error.message) ? openedBefore(document, error.pos[0]) : undefined;
    const offset = opened ?? error.pos[0];
    // One fault of the text often makes the parser complain twice.
    if (seen.has(offset)) continue;
    seen.add(offset);
    const parsed = placeOf(offset);
    const cause = error.code === "DUPLICATE_KEY" ? undefined : causeAt(parsed.line);
    const place = cause?.place ?? parsed;
    const seenText = text.slice(offset).split("\n")[0] ?? "";
    const finding =
      cause?.finding ??
      (opened === undefined ? say.syntax(error.code, error.message, seenText) : say.notClosed(seenText));
    if (error.code === "DUPLICATE_KEY") at(place, finding);
    else if (tabbed.has(place.line) || tabbed.has(place.line + 1))
      file.brokenFrom = Math.min(file.brokenFrom, place.line);
    else broken(place, finding);
  }
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== "1.2") {
    return broken(start, say.wrongVersion());
  }

  const note = (path: KeyPath, node: Node | null, key?: Node): void => {
    const offset = node?.range?.[0] ?? key?.range?.[1] ?? 0;
    const own = key?.range ? { key: placeOf(key.range[0]) } : {};
    places.set(JSON.stringify(path), { ...own, value: placeOf(offset) });
  };
  const plainOf = (node: Node | null, path: KeyPath, key?: Node): unknown => {
    note(path, node, key);
    if (node === null) return null;
    const here = (): Place => placeOf(node.range?.[0] ?? 0);
    if (path.length > MAX_DEPTH) {
      broken(here(), say.tooDeep(MAX_DEPTH));
      return undefined;
    }
    if (isAlias(node)) {
      // Written out once more, a value is easier to review; and no file can grow without bounds in memory.
      at(here(), say.aliasRefused(node.source));
      return undefined;
    }
    if (node.tag) {
      at(here(), say.tagRefused(node.tag));
      return undefined;
    }
    if (isScalar(node)) return scalarOf(node.value, node.source);
    if (isSeq(node)) return node.items.map((item, index) => plainOf(item as Node | null, [...path, index]));
    if (!isMap(node)) return undefined;
    // Without a prototype, a key named `__proto__` is a key like any other.
    const map: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) {
        at(placeOf((pair.key as Node | null)?.range?.[0] ?? node.range?.[0] ?? 0), say.keyNotText());
        continue;
      }
      const name = pair.key.source ?? String(pair.key.value);
      // Of a key written twice the first counts; the parser reported the second.
      if (name in map) continue;
      map[name] = plainOf(pair.value as Node | null, [...path, name], pair.key);
    }
    return map;
  };
  file.data = plainOf(document.contents, []);
  if (document.contents === null && file.faults.length === 0) at(start, say.emptyFile());
  else if (!isMap(document.contents) && file.faults.length === 0) {
    const cause = written.map((_, index) => causeAt(index + 1)).find((found) => found !== undefined);
    at(cause?.place ?? start, cause?.finding ?? say.notAMap());
  }
  return file;
}

/**
 * Where far more brackets or dashes are open than any file of ours has; the parser needs quadratic time for those, and
 * its stack runs out. A rough count, that does not know quotes: hence the wide limit.
 */
function tooDeepAt(text: string): number | undefined {
  let open = 0;
  for (const { 0: mark, index } of text.matchAll(/[[\]{}]|^ *(?:[-?] ){33}/gm)) {
    if (mark === "[" || mark === "{") open++;
    else if (mark === "]" || mark === "}") open = Math.max(0, open - 1);
    else return index;
    if (open > 8 * MAX_DEPTH) return index;
  }
  return undefined;
}

function indentingTabs(text: string): Place[] {
  return text.split("\n").flatMap((content, index) => {
    const column = (/^[ \t]*/.exec(content)?.[0] ?? "").indexOf("\t");
    return column < 0 || content.trim() === "" ? [] : [{ line: index + 1, column: column + 1 }];
  });
}

/** A number that is not written the usual way (`08123`, `0x10`, `1e3`) stays text, so that a code keeps its zeros. */
function scalarOf(value: unknown, source: string | undefined): unknown {
  if ((typeof value === "number" || typeof value === "bigint") && source !== undefined && String(value) !== source) {
    return source;
  }
  return value;
}
