import { expect, test } from "vitest";
import { allPolicies } from "../all.ts";
import { POLICY_INDEX, policyPages, REFRESH, stalePages } from "./document.ts";

test("docs/policies.md and docs/policies/ are what the policies say of themselves", async () => {
  expect(await stalePages(), `refresh them with: ${REFRESH}`).toEqual([]);
});

test("each policy has a row of the index and a page with both examples and its own words", async () => {
  const pages = await policyPages();
  const index = pages.get(POLICY_INDEX)!;
  for (const policy of allPolicies) {
    expect(index.split("\n").filter((line) => line.startsWith(`| [${policy.id}](`))).toHaveLength(1);
    const page = [...pages].find(([file]) => file.endsWith(`/${policy.id}.md`))?.[1] ?? "";
    for (const part of [
      "\n## Fails\n",
      "\n## Passes\n",
      "\n    type: ",
      policy.why.en,
      `${policy.id} wants `,
      "\n## Tiếng Việt\n",
      policy.title.vi,
      policy.why.vi,
      policy.fix.vi,
      `${policy.id} yêu cầu `,
    ]) {
      expect(page).toContain(part);
    }
  }
});
