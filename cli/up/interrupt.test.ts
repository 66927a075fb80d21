import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { interruptible } from "./interrupt.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Work that ends when it is told to, as the engine does; and what is said and ended meanwhile. */
function interrupted() {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const { promise, reject } = Promise.withResolvers<never>();
  let reason: unknown;
  const work = interruptible((signal) => {
    signal.addEventListener("abort", () => (reason = signal.reason));
    return promise;
  });
  work.catch(() => undefined);
  return { said, exit, work, end: () => reject(reason) };
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("the first %s lets the work end", async (name) => {
  const { said, exit, work, end } = interrupted();
  process.emit(name, name);
  expect(said).toHaveBeenCalledWith(expect.stringContaining("finishes what it has begun"));
  expect(exit).not.toHaveBeenCalled();
  end();
  await expect(work).rejects.toMatchObject({ message: expect.stringContaining("goes on from here"), code: 130 });
});

test.each(["SIGINT", "SIGTERM"] as const)("a second Ctrl-C after %s ends the process", async (name) => {
  const { exit, work, end } = interrupted();
  process.emit(name, name);
  vi.setSystemTime(Date.now() + 1_000);
  process.emit("SIGINT", "SIGINT");
  expect(exit).toHaveBeenCalledWith(130);
  end();
  await expect(work).rejects.toThrow("Interrupted");
});

test("one Ctrl-C that comes twice is one, and SIGTERM to a whole group is one, however often it is passed on", async () => {
  const { said, exit, work, end } = interrupted();
  for (const name of ["SIGINT", "SIGINT"] as const) process.emit(name, name);
  vi.setSystemTime(Date.now() + 1_000);
  for (const name of ["SIGTERM", "SIGTERM", "SIGHUP"] as const) process.emit(name, name);
  expect(said).toHaveBeenCalledOnce();
  expect(exit).not.toHaveBeenCalled();
  end();
  await expect(work).rejects.toThrow("Interrupted");
});

test("after the work, whether done or failed, the signals are what they were", async () => {
  const before = process.listenerCount("SIGINT");
  expect(await interruptible(() => Promise.resolve(process.listenerCount("SIGINT")))).toBe(before + 1);
  await expect(interruptible(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(process.listenerCount("SIGINT")).toBe(before);
});
