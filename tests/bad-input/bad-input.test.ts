import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseLedger } from "../../address-plan/ledger/ledger-file.ts";
import { readStacks } from "../../model/load.ts";
import { problemsOf } from "../../model/messages/fault.ts";
import type { Problem } from "../../model/messages/problem.ts";
import { POLICY_IDS } from "../../policies/ids.ts";
import { REPOSITORY, sourcesWith, stacksText } from "../sources-with.ts";
import { agencyMutations } from "./agency-mutations.ts";
import { ledgerMutations } from "./ledger-mutations.ts";
import type { Mutation } from "./mutation.ts";
import { provinceMutations } from "./province-mutations.ts";
import { registerMutations } from "./register-mutations.ts";

/** Every problem says where and what, in words for people; one of them says what the mutation broke. */
function expectHelpful(problems: readonly Problem[], { file, blamed = file, says }: Mutation): void {
  const own = problems.filter((problem) => problem.file === blamed);
  expect(own, `a problem of ${blamed} among ${JSON.stringify(problems)}`).not.toEqual([]);
  for (const { line, column, message } of problems) {
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(message).not.toMatch(/\bat .*\.ts:|Error:|undefined|\[object/);
  }
  expect(own.map(({ key, message, hint }) => `${key}: ${message} ${hint ?? ""}`).join("\n")).toMatch(says);
}

const LEDGER = readFileSync(join(REPOSITORY, "stacks/address-ledger.jsonl"), "utf8");

describe("what is wrong is found where it stands", () => {
  test.each([...agencyMutations, ...provinceMutations, ...registerMutations])("$title", (mutation) => {
    const { file, edit } = mutation;
    expectHelpful(
      readStacks(sourcesWith({ [file]: edit(stacksText(file)) }), { policies: POLICY_IDS }).problems,
      mutation,
    );
  });

  test.each(ledgerMutations)("$title", (mutation) => {
    const text = mutation.edit(LEDGER);
    const { ledger, problems } = parseLedger(text.toString(), mutation.file);
    expect(text).not.toBe(LEDGER);
    expect(ledger).toBeUndefined();
    expectHelpful(problemsOf(problems, "en"), mutation);
  });
});
