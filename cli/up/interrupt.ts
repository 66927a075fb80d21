import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { say } from "../terminal/language.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** One Ctrl-C may come twice, from the terminal and from the npm that started this; a person needs longer for two. */
const ONE_PRESS_MS = 500;

/**
 * Runs work of the engine. Meanwhile the first Ctrl-C (or SIGTERM, or the end of the terminal) aborts the signal, so that
 * the engine finishes what it has begun and writes its state; a second Ctrl-C ends this process and the engine at once.
 * Before and after, Ctrl-C ends it at once: what is built, started or proven then can be ended at any moment.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let first = 0;
  const interrupt = (name: NodeJS.Signals): void => {
    if (name === "SIGHUP") outliveTerminal();
    if (controller.signal.aborted) {
      // SIGTERM to the whole group comes to this process once more from the one that it runs under.
      if (name === "SIGINT" && Date.now() - first >= ONE_PRESS_MS) process.exit(exitCode.interrupted);
      return;
    }
    first = Date.now();
    console.error(
      say({
        en:
          "\nStopping: the engine finishes what it has begun, and is ended where nothing answers it for 4 s; the next run looks " +
          "for what that left. Press Ctrl-C again to end at once.",
        vi:
          "\nĐang dừng: bộ máy làm nốt việc đã bắt đầu, và bị kết thúc nếu 4 giây không có gì trả lời; lần chạy sau sẽ tìm những gì còn " +
          "lại. Nhấn Ctrl-C lần nữa để kết thúc ngay.",
      }),
    );
    controller.abort(
      new UserError(
        { en: "Interrupted. The same command goes on from here.", vi: "Đã ngắt. Chạy lại lệnh này để làm tiếp." },
        exitCode.interrupted,
      ),
    );
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

/** What is said to a terminal that is gone is lost, and no reason to end before the state is written. */
function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error").on("error", () => {});
}
