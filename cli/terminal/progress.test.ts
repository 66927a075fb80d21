import { afterEach, expect, test, vi } from "vitest";
import { type Part, runParts } from "./progress.ts";

const printed: string[] = [];
const print = (text: unknown): boolean => printed.push(String(text)) > 0;
vi.spyOn(process.stdout, "write").mockImplementation(print);
vi.spyOn(process.stderr, "write").mockImplementation(print);
vi.spyOn(console, "log").mockImplementation(print);
vi.spyOn(console, "error").mockImplementation(print);
afterEach(() => printed.splice(0));

const failing = (title: string, error: Error): Part => ({ title, run: () => Promise.reject(error) });
const fine = (title: string): Part<string> => ({ title, run: () => Promise.resolve(title) });
const output = (): string => printed.join("");

test("a part that fails is marked by its title; its words are left to the caller, who gets the error itself", async () => {
  const error = new Error("no quota");
  await expect(runParts([failing("up: stttt", error), fine("proof")], {})).rejects.toBe(error);
  expect(output()).toMatch(/up: stttt/);
  expect(output()).not.toMatch(/no quota|proof/);
});

test("of parts side by side all end, and each failure is told", async () => {
  const [one, two] = [new Error("no quota"), new Error("no image")];
  const timings = {};
  const parts = [failing("a", one), failing("b", two), fine("c"), failing("d", one)];
  const thrown: unknown = await runParts(parts, timings, { concurrent: true }).catch((error: unknown) => error);
  expect((thrown as AggregateError).errors).toEqual([one, two]);
  expect(Object.keys(timings)).toEqual(["c"]);
  expect(output()).not.toMatch(/no quota|no image/);
});

test("where the first failure counts, it is told while others still run", async () => {
  const error = new Error("no cloud");
  const endless: Part = { title: "engine", run: () => new Promise(() => {}) };
  const run = runParts([endless, failing("cloud", error)], {}, { concurrent: true, untilFirst: true });
  await expect(run).rejects.toBe(error);
});

test("what the parts return comes in their order", async () => {
  expect(await runParts([fine("a"), fine("b")], {}, { concurrent: true })).toEqual(["a", "b"]);
});
