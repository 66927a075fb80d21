import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judgePreview } from "../../infra/preview/judged-stack.ts";
import { previewStack } from "../../infra/preview/preview-stack.ts";
import { foreignProgram } from "./resources.ts";

// The same list is expected of `pulumi preview --policy-pack policies` on this program (tests/cloud).
const expected: unknown = JSON.parse(readFileSync(new URL("expected.json", import.meta.url), "utf8"));

test("a program that uses none of our components is judged by the same policies", async () => {
  const program = async () => {
    foreignProgram();
    return {};
  };
  const plan = await previewStack({ project: "foreign-program", stack: "dev", program });
  const { findings } = judgePreview(plan, {});
  expect(findings.map(({ policy, level, resource }) => ({ policy, level, name: resource.split("::").at(-1) }))).toEqual(
    expected,
  );
});
