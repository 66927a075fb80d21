import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Vantage } from "./vantage.ts";

/** A script of guest/ could not be run where it was sent; the message says where and what the other side said. */
export class VantageError extends Error {}

/**
 * Sends a script of guest/ on stdin to a vantage point and returns the JSON that it prints. Python is in every guest
 * that cloud-init runs in, and one process does all the work of a source: starting many would cost more than the probes.
 * @throws VantageError when the command cannot run, fails, or prints something else.
 */
export async function runPython(
  vantage: Vantage,
  script: "probe.py" | "facts.py" | "metadata.py",
  job: unknown,
): Promise<unknown> {
  const source = readFileSync(fileURLToPath(new URL(`../guests/scripts/${script}`, import.meta.url)), "utf8");
  // JSON's string escapes are Python's too, so the job travels as one string literal.
  const call = `main(json.loads(${JSON.stringify(JSON.stringify(job))}))\n`;
  let result;
  try {
    result = await vantage.run(["python3", "-I", "-S", "-"], source + call);
  } catch (error) {
    throw new VantageError(`cannot run python3: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (result.code !== 0) throw new VantageError(`python3 ended with code ${result.code}: ${lastLine(result.stderr)}`);
  try {
    return JSON.parse(result.stdout);
  } catch (error) {
    throw new VantageError(`${script} printed no JSON: ${lastLine(result.stdout) || "nothing"}`, { cause: error });
  }
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
