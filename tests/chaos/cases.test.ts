import { expect, test } from "vitest";
import { caseOf, caseText, kindOfStack } from "./cases.ts";

const CHANGES = 40;
const campaign = (seed: string, length: number) =>
  Array.from({ length }, (_, index) => caseOf(seed, index + 1, CHANGES));

test("a seed gives the same cases, each of which can be had alone", () => {
  expect(campaign("7", 100)).toEqual(campaign("7", 100));
  expect(caseOf("7", 63, CHANGES)).toEqual(campaign("7", 100)[62]);
  expect(campaign("8", 100)).not.toEqual(campaign("7", 100));
});

test("every kind of disturbance comes in every phase, and kills by every target of every kind of stack", () => {
  const seen = new Set(
    campaign("7", 400).flatMap(({ disturbing }) => [
      `${disturbing.kind} ${"phase" in disturbing ? disturbing.phase : ""}`,
      ...(disturbing.kind === "kill" ? disturbing.kills.map(({ target, of }) => `${target} ${of}`) : []),
    ]),
  );
  for (const kind of ["kill", "fault", "service", "disk"])
    for (const phase of ["create", "change", "destroy"]) expect(seen).toContain(`${kind} ${phase}`);
  for (const target of ["engine", "plugin", "program", "tree"])
    for (const of of ["platform", "project", "agency"]) expect(seen).toContain(`${target} ${of}`);
});

test("a chain of kills goes the way that its stacks go", () => {
  const order = ["platform", "project", "agency"];
  for (const { disturbing } of campaign("7", 200)) {
    if (disturbing.kind !== "kill") continue;
    const stacks = disturbing.kills.map(({ of }) => order.indexOf(of));
    const sorted = stacks.toSorted((a, b) => (disturbing.phase === "destroy" ? b - a : a - b));
    expect(stacks).toEqual(sorted);
  }
});

test("each change by hand comes once before any comes again, in an order of the seed", () => {
  const changes = (seed: string) =>
    campaign(seed, 187).flatMap(({ disturbing }) => (disturbing.kind === "hand" ? [disturbing.change] : []));
  expect(new Set(changes("7").slice(0, CHANGES)).size).toBe(CHANGES);
  expect(new Set(changes("7").slice(CHANGES, 2 * CHANGES)).size).toBe(CHANGES);
  expect(changes("7").slice(0, CHANGES)).not.toEqual(changes("8").slice(0, CHANGES));
});

test("stacks are told apart by their names, and cases in words", () => {
  expect(["platform", "project-15061", "15061"].map(kindOfStack)).toEqual(["platform", "project", "agency"]);
  const texts = campaign("7", 14).map((each) => caseText(each, () => "a port without groups"));
  expect(texts[0]).toMatch(/^create, killed: \w+ of \w+, /);
  expect(texts[1]).toBe("by hand: a port without groups");
});
