import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { TextError, textOf } from "../../model/text.ts";
import type { Vantage } from "./vantage.ts";

/** A script of guest/ could not be run where it was sent; the text says where and what the other side said. */
export class VantageError extends TextError {}

/** Why nothing can be run at a place that has no vantage point. */
export const NO_WAY = { en: "there is no way to run a command there", vi: "không có cách chạy lệnh ở đó" };

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
    const { en, vi } = textOf(error);
    throw new VantageError({ en: `cannot run python3: ${en}`, vi: `không chạy được python3: ${vi}` }, { cause: error });
  }
  if (result.code !== 0) {
    const [code, said] = [result.code, lastLine(result.stderr)];
    throw new VantageError({
      en: `python3 ended with code ${code}: ${said}`,
      vi: `python3 kết thúc với mã ${code}: ${said}`,
    });
  }
  try {
    return JSON.parse(result.stdout);
  } catch (error) {
    const said = lastLine(result.stdout);
    throw new VantageError(
      {
        en: `${script} printed no JSON: ${said || "nothing"}`,
        vi: `${script} không in ra JSON: ${said || "không in gì"}`,
      },
      { cause: error },
    );
  }
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
