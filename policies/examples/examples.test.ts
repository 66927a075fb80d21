import { describe, expect, test } from "vitest";
import { allPolicies } from "../all.ts";
import { judge } from "../judge.ts";
import { applied, blind } from "../testing/draft-views.ts";
import { preview } from "./drafts.ts";
import { allExamples } from "./examples-of.ts";

const all = await allExamples(allPolicies);

describe.each(all.map(({ policy, examples }) => [policy.id, { policy, examples }] as const))(
  "%s",
  (id, { policy, examples: { passes, fails, context = {}, failsContext = context } }) => {
    const found = (resources: Parameters<typeof judge>[0], policies = [policy] as readonly (typeof policy)[]) =>
      judge(resources, failsContext, { policies }).findings;

    test.each([
      ["in a first preview", preview],
      ["once it is there", applied],
      ["when nothing says what belongs to what", blind],
    ])("finds nothing in the example that passes %s", (_, view) => {
      expect(judge(view(passes), context, { policies: [policy] }).findings).toEqual([]);
    });

    test.each([
      ["in a first preview", preview],
      ["once it is there", applied],
    ])("finds the fault of the example that fails %s", (_, view) => {
      const resources = view(fails);
      const urns = resources.map(({ urn }) => urn);
      const findings = found(resources);
      expect(findings.length).toBeGreaterThan(0);
      for (const finding of findings) {
        expect(finding.policy).toBe(id);
        expect(urns).toContain(finding.resource);
      }
    });

    test("the example breaks nothing else that fails a check", () => {
      const others = found(preview(fails), allPolicies).filter(
        (finding) => finding.level === "mandatory" && finding.policy !== id,
      );
      expect(others).toEqual([]);
    });
  },
);
