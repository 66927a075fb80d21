import { EngineError } from "../errors.ts";
import { tail, type ToolResult } from "../host/tool.ts";

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
  const title = `pulumi ${what} of ${stack} failed`;
  if (errors.length > 0) return new EngineError(`${title}:\n${errors.join("\n")}`);
  const said = tail(stderr.trim() || withoutEvents(stdout));
  // Pulumi's own codes are 1 and 255.
  const killed = code > 128 && code < 160;
  const end = killed ? `the engine was ended by signal ${code - 128}` : `the engine ended with code ${code}`;
  const advice = killed ? "The same command goes on from here: it looks first at what was left half-done." : "";
  return new EngineError([`${title}: ${end}.`, said].filter(Boolean).join("\n"), advice);
}

function withoutEvents(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.startsWith("{"))
    .join("\n")
    .trim();
}
