import { inBoth } from "../../model/text.ts";
import { EngineError } from "../errors.ts";
import { tail, type ToolResult } from "../host/tool.ts";
import { SUMMING_UP } from "./transient.ts";

/**
 * What the engine complains about, each fault once and in its own words. The same fault comes as a line of a provider's
 * log and as the failure of a step; for every resource that it meets; and, when a program threw it, as Node prints an
 * object.
 */
export class Complaints {
  /** By the words of the fault: whom it met, "" for nobody in particular. */
  readonly #met = new Map<string, Set<string>>();

  /** @param of - name of the resource */
  add(text: string, of?: string): void {
    const { call, words } = withoutWrapping(text);
    const met = this.#met.get(words) ?? new Set();
    this.#met.set(words, met.add(call ?? of ?? ""));
  }

  clear(): void {
    this.#met.clear();
  }

  /** A line for each fault, "web-1, web-2: no quota"; what the engine adds about the whole is left out. */
  lines(): string[] {
    return [...this.#met].flatMap(([words, met]) => {
      const names = [...met].filter((name) => name !== "").join(", ");
      if (names === "") return SUMMING_UP.test(words) ? [] : words;
      return `${names}: ${words}`;
    });
  }
}

/** An exception of a program as Node prints it: `<ref *1> [Error: words] { promise: … }`, or with its stack. */
const THROWN = /^(?:<ref \*\d+> )?\[(?:\w*Error: )?([\s\S]*?)\s*\](?: \{\n[\s\S]*\})?$/;

function withoutWrapping(text: string): { call?: string; words: string } {
  const thrown = text.replace(/^Running program '.*' failed with an unhandled exception:\s*/, "");
  const said = thrown === text ? text : withoutStack(thrown.replace(THROWN, "$1"));
  const [, call, answer = said] =
    /^invocation of \S+[:/](\w+) returned an error: (?:invoking \S+: )?([\s\S]*)$/.exec(said) ?? [];
  const words = answer
    .replace(/^sdk-v2\/\S+: sdk\.helper_schema: ([\s\S]*?)(?:: provider=\S+)?$/, "$1")
    .replace(/^(?:(?:creat|updat|delet)ing urn:\S+: )?1 error occurred:\s+\* /, "")
    .trim();
  return { ...(call === undefined ? {} : { call }), words };
}

function withoutStack(thrown: string): string {
  return thrown
    .replace(/^\w*Error: /, "")
    .replace(/(?:\n\s+at .*)+(?: \{\n[\s\S]*\})?$/, "")
    .trim();
}

/**
 * The error of an update that failed: what the engine complained about; else why it ended, and the last of what it said
 * that is no event. Events of a run with `--json` are never shown as they came: among them are the providers' debug logs.
 *
 * @param what `up` or `destroy`
 * @param errors the engine's complaints, one text each
 */
export function updateFailure(
  what: string,
  stack: string,
  { code, stderr, stdout }: ToolResult,
  errors: readonly string[],
): EngineError {
  const title = { en: `pulumi ${what} of ${stack} failed`, vi: `pulumi ${what} của ${stack} thất bại` };
  if (errors.length > 0) return new EngineError(inBoth((language) => `${title[language]}:\n${errors.join("\n")}`));
  const said = tail(stderr.trim() || withoutEvents(stdout));
  // Pulumi's own codes are 1 and 255.
  const killed = code > 128 && code < 160;
  const end = killed
    ? { en: `the engine was ended by signal ${code - 128}`, vi: `Pulumi bị tín hiệu ${code - 128} kết thúc` }
    : { en: `the engine ended with code ${code}`, vi: `Pulumi kết thúc với mã ${code}` };
  return new EngineError(
    inBoth((language) => [`${title[language]}: ${end[language]}.`, said].filter(Boolean).join("\n")),
    killed ? GOES_ON : undefined,
  );
}

const GOES_ON = {
  en: "The same command goes on from here: it looks first at what was left half-done.",
  vi: "Chạy lại lệnh này để tiếp tục: trước hết lệnh xem những gì còn dang dở.",
};

function withoutEvents(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.startsWith("{"))
    .join("\n")
    .trim();
}
