import { expect, test } from "vitest";
import { LossError } from "../../engine/losses/refuse-losses.ts";
import type { Text } from "../../model/text.ts";
import type { Part } from "../terminal/progress.ts";
import { askBefore } from "./ask-before.ts";

const loss = {
  urn: "u",
  kind: { en: "server", vi: "máy chủ" },
  name: "web-1",
  how: "replaced",
  why: { en: "its userData changes", vi: "userData của nó thay đổi" },
} as const;

/** Stacks, of which some need a yes; what ran, and what was asked. */
function run(names: readonly string[], losing: readonly string[], answer: boolean | undefined) {
  const agreed = new Set<string>();
  const ran: string[] = [];
  const asked: string[] = [];
  const parts = names.map((name) => ({
    title: name,
    run: () => {
      ran.push(name);
      if (losing.includes(name) && !agreed.has(name)) throw new LossError(name, [loss]);
      return Promise.resolve(name);
    },
  }));
  const settle = (some: readonly Part<string>[]) =>
    Promise.allSettled(some.map(async (part) => part.run(() => undefined)));
  const ask = (question: Text) => {
    asked.push(question.en);
    return Promise.resolve(answer === true);
  };
  return askBefore(parts, agreed, settle, answer === undefined ? undefined : ask).then((settled) => ({
    ran,
    asked,
    ended: settled.map((each) => (each.status === "fulfilled" ? each.value : (each.reason as Error).message)),
  }));
}

test("what needs no yes runs, and nobody is asked", async () => {
  expect(await run(["a", "b"], [], true)).toEqual({ ran: ["a", "b"], asked: [], ended: ["a", "b"] });
});

test("what needs one is asked about once, with its reasons, and then runs again alone", async () => {
  const { ran, asked, ended } = await run(["a", "b", "c"], ["a", "c"], true);
  expect(ran).toEqual(["a", "b", "c", "a", "c"]);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/a:\n  server web-1 would be replaced: its userData changes\nc:\n/);
  expect(ended).toEqual(["a", "b", "c"]);
});

test("after a no, and where nobody can answer, it stays undone", async () => {
  for (const answer of [false, undefined]) {
    const { ran, ended } = await run(["a", "b"], ["a"], answer);
    expect(ran).toEqual(["a", "b"]);
    expect(ended).toEqual([expect.stringContaining("Nothing of it was done. To agree: --yes"), "b"]);
  }
});
