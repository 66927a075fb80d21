import { expect, test } from "vitest";
import { OpenCreations } from "./open-creations.ts";

const step = (kind: "begun" | "done" | "failed", urn: string, op = "create") => ({
  kind,
  op,
  urn,
  type: "t",
  name: urn,
});
const error = (urn: string, text: string) => ({ kind: "message", severity: "error", text, urn }) as const;

test("a creation without an answer is in doubt, one that was done or refused is not", () => {
  const creations = new OpenCreations();
  for (const urn of ["done", "refused", "cut", "unheard"]) creations.take(step("begun", urn));
  creations.take(step("done", "done"));
  creations.take(error("refused", "Expected [201], but got 403 instead: {}"));
  creations.take(step("failed", "refused"));
  creations.take(error("cut", "Post: EOF"));
  creations.take(step("failed", "cut"));
  creations.take(step("begun", "old", "delete"));
  expect([...creations.inDoubt]).toEqual(["cut", "unheard"]);
  expect(creations.answered).toBe(false);
  expect(creations.steps).toBe(1);
  creations.goOn();
  expect(creations.inDoubt.size).toBe(0);
});

test("a service that answered works no more on it; a gateway that gave up says nothing about the service", () => {
  const creations = new OpenCreations();
  creations.take(step("begun", "a"));
  creations.take(error("a", "got 500 instead"));
  expect([creations.inDoubt.size, creations.answered]).toEqual([1, true]);
  creations.take(error("a", "got 504 instead"));
  expect(creations.answered).toBe(false);
});
