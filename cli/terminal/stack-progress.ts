import { say } from "./language.ts";
/** Nothing is said of what takes less than this, in milliseconds. */
const QUIET = 1000;
/** On a terminal a line is drawn anew; elsewhere, as in the log of a CI job, lines add up. */
const every = { terminal: 100, log: 5000 };

type ErrorStream = Pick<NodeJS.WriteStream, "isTTY" | "write">;

/**
 * How far a check of many stacks is, on standard error: reports and pipes have standard output. Returns what to call
 * after each stack.
 */
export function stackProgress(
  stream: ErrorStream = process.stderr,
  now: () => number = () => performance.now(),
): (done: number, total: number, kept: number) => void {
  const pause = stream.isTTY ? every.terminal : every.log;
  let next = now() + QUIET;
  let drawn = false;
  return (done, total, kept) => {
    const over = done === total;
    if (stream.isTTY && over && drawn) stream.write("\r\u001b[2K");
    if (over || now() < next) return;
    next = now() + pause;
    drawn = true;
    const line = say({
      en: `planned and judged ${done} of ${total} stacks${kept > 0 ? ` (${kept} unchanged)` : ""}`,
      vi: `đã lập kế hoạch và đánh giá ${done} trên ${total} stack${kept > 0 ? ` (${kept} không đổi)` : ""}`,
    });
    stream.write(stream.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
  };
}
