import { afterEach, expect, test, vi } from "vitest";
import { interruptible } from "./interrupt.ts";

afterEach(() => void vi.restoreAllMocks());

/** Work that ends when it is told to, as the engine does. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

test.each(["SIGINT", "SIGTERM"] as const)(
  "the first %s lets the work end, the second one ends the process",
  async (name) => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
    const work = interruptible(untilAborted);
    process.emit(name);
    expect(said).toHaveBeenCalledWith(expect.stringContaining("finishes what it has begun"));
    expect(exit).not.toHaveBeenCalled();
    process.emit(name);
    expect(exit).toHaveBeenCalledWith(130);
    await expect(work).rejects.toMatchObject({ message: expect.stringContaining("goes on from here"), code: 130 });
  },
);

test("after the work, whether done or failed, the signals are what they were", async () => {
  const before = process.listenerCount("SIGINT");
  expect(await interruptible(() => Promise.resolve(process.listenerCount("SIGINT")))).toBe(before + 1);
  await expect(interruptible(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(process.listenerCount("SIGINT")).toBe(before);
});
