import { expect, test } from "vitest";
import { allPolicies } from "./all.ts";
import { isPageFresh, policyPage, REFRESH } from "./document.ts";

test("docs/policies.md is what the policies say of themselves", () => {
  expect(isPageFresh(), `docs/policies.md is stale; refresh it with: ${REFRESH}`).toBe(true);
});

test("the page has a row of its own for each policy", () => {
  const page = policyPage();
  for (const policy of allPolicies) expect(page.split(`\n| ${policy.id} | ${policy.title} |`)).toHaveLength(2);
});
