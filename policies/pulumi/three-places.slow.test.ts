import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allPolicies } from "../all.ts";
import { preview } from "../examples/drafts.ts";
import { allExamples } from "../examples/examples-of.ts";
import { judge } from "../judge.ts";
import { pulumiName } from "../level.ts";
import { compare } from "../order.ts";
import type { Finding, JudgedResource } from "../policy.ts";
import { readResources } from "../readers/read-resources.ts";
import { startPack, type PackVerdict, type RunningPack } from "../testing/analyzer.ts";
import { applied } from "../testing/draft-views.ts";
import { previewJson, stateJson } from "../testing/pulumi-json.ts";

// The same stack, judged offline, by the pack as Pulumi's engine runs it, and from a file that Pulumi wrote of it.
let pack: RunningPack;
beforeAll(async () => {
  pack = await startPack();
}, 60_000);
afterAll(() => pack.stop());

const all = await allExamples(allPolicies);
const names = new Map(allPolicies.map((policy) => [policy.id, pulumiName(policy)]));
const sorted = (rows: string[][]) => rows.toSorted((a, b) => compare(a.join(), b.join()));
const isRepair = ({ level }: Finding) => level === "remediate";
const ofJudge = (findings: readonly Finding[]) =>
  sorted(
    findings
      .filter((each) => !isRepair(each))
      .map((each) => [names.get(each.policy)!, each.level, each.resource, each.message.en]),
  );
const repairsOfJudge = (findings: readonly Finding[]) =>
  sorted(
    [...new Set(findings.filter(isRepair).map((each) => `${names.get(each.policy)} ${each.resource}`))].map((each) => [
      each,
    ]),
  );
const ofPack = ({ violations }: PackVerdict) =>
  sorted(violations.map((each) => [each.policy, each.level, each.urn, each.message]));
const repairsOfPack = ({ remediations }: PackVerdict) =>
  sorted(remediations.map(({ policy, urn }) => [`${policy} ${urn}`]));

describe.each([
  ["a first preview", preview, previewJson],
  ["a state", applied, stateJson],
] as const)("%s", (_, view, json) => {
  test.each(
    all.flatMap(({ policy, examples: { passes, fails, context = {}, failsContext = context } }) => [
      [`${policy.id} passes`, view(passes), context] as const,
      [`${policy.id} fails`, view(fails), failsContext] as const,
    ]),
  )(
    "%s",
    async (_name, resources: JudgedResource[], context) => {
      const { findings } = judge(resources, context);
      const answer = await pack.ask(resources, { config: { province: { ...context } } });
      expect(ofPack(answer)).toEqual(ofJudge(findings));
      expect(repairsOfPack(answer)).toEqual(repairsOfJudge(findings));
      const read = readResources(json(resources), "pulumi.json");
      expect(judge(read.resources, context).findings).toEqual(findings);
    },
    60_000,
  );
});
