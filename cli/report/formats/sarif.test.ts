import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test, vi } from "vitest";
import { allPolicies } from "../../../policies/all.ts";
import { faultReport } from "../check-report.ts";
import { NASTY, sampleFaults, sampleReport } from "../testing/sample-report.ts";
import { INPUT_RULE, sarif } from "./sarif.ts";

interface Log {
  runs: {
    tool: { driver: { rules: { id: string; name: string; helpUri?: string; help: { text: string } }[] } };
    invocations: { executionSuccessful: boolean }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: { physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> } }[];
      partialFingerprints: Record<string, string>;
      suppressions?: { kind: string; status: string; justification: string }[];
    }[];
  }[];
}

const schemaText = readFileSync(new URL("../testing/sarif-2.1.0-rtm.5.schema.json", import.meta.url), "utf8");
// Ajv knows no draft 4; of what differs in it, the schema uses only `id`. One pattern is none in Unicode mode.
const { $schema: draft, id: _, ...schema } = JSON.parse(schemaText) as Record<string, unknown>;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

function run(text: string): Log["runs"][number] {
  const log = JSON.parse(text) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  const [first] = log.runs;
  if (first === undefined) throw new Error("no run");
  return first;
}

test("the schema is the one that ajv can judge by, and it refuses what is no SARIF", () => {
  expect(draft).toBe("http://json-schema.org/draft-04/schema#");
  expect(schemaText).not.toContain("exclusiveMinimum");
  expect(validate({ version: "2.1.0", runs: [{ tool: { driver: {} }, results: [{}] }] })).toBe(false);
  expect(validate({ version: "2.1.0", runs: [{ tool: { driver: { name: "x" } }, surprise: 1 }] })).toBe(false);
});

test("each finding is a valid result at its key's line, the worst first, with its rule", () => {
  const { results: all, tool, invocations } = run(sarif(sampleReport));
  const results = all.filter(({ suppressions }) => suppressions === undefined);
  expect(results).toHaveLength(7);
  expect(results.map(({ level }) => level)).toEqual(["error", "error", "error", "error", "error", "note", "warning"]);
  const [first] = results;
  expect(first?.message.text).toBe(`${NASTY} 1`);
  expect(first?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: "stacks/agencies/stttt.yaml", uriBaseId: "SRCROOT" },
    region: { startLine: 3, startColumn: 3 },
  });
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(new Set(results.map((each) => JSON.stringify(each.partialFingerprints))).size).toBe(7);
  expect(invocations[0]?.executionSuccessful).toBe(true);
});

test("what is waived is a suppressed result that says by whom, why and how long", () => {
  const { results } = run(sarif(sampleReport));
  expect(results.filter(({ suppressions }) => suppressions !== undefined)).toMatchObject([
    {
      ruleId: "NET-06",
      suppressions: [
        {
          kind: "external",
          status: "accepted",
          justification: "until 2027-06-30, approved by Sở TT&TT (12/QĐ): the vendor delivers in May & June",
        },
      ],
    },
  ]);
});

test("every policy is a rule that says how to fix it", () => {
  const { rules } = run(sarif(faultReport([], "en"))).tool.driver;
  expect(rules.map(({ id }) => id)).toEqual([...allPolicies.map(({ id }) => id), INPUT_RULE]);
  for (const policy of allPolicies) {
    expect(rules.find(({ id }) => id === policy.id)?.help.text).toContain(policy.fix.en);
  }
});

test("every policy's rule has a name of its own and leads to its page, or to its source", () => {
  const rulesNow = () => run(sarif(faultReport([], "en"))).tool.driver.rules.filter(({ id }) => id !== INPUT_RULE);
  vi.stubEnv("GITHUB_REPOSITORY", undefined);
  vi.stubEnv("CI_PROJECT_URL", undefined);
  expect(new Set(rulesNow().map(({ name }) => name)).size).toBe(allPolicies.length);
  for (const { helpUri } of rulesNow()) expect(helpUri).toMatch(/^https:\/\/(www\.rfc-editor|docs\.openstack)\.org\//);
  vi.stubEnv("CI_PROJECT_URL", "https://gitlab.example/province/cloud");
  for (const { id, helpUri } of rulesNow()) {
    expect(helpUri).toBe(`https://gitlab.example/province/cloud/-/blob/HEAD/docs/policies/${id}.md`);
  }
  vi.unstubAllEnvs();
});

test("faults of stacks/ are results too, and say that nothing was judged", () => {
  const { results, invocations } = run(sarif(sampleFaults));
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual(
    Array.from({ length: 3 }, () => [INPUT_RULE, "error"]),
  );
  expect(results[0]?.message.text).toBe("unknown key `replica`. Did you mean `replicas`?");
  expect(results[0]?.locations[0]?.physicalLocation.region).toEqual({ startLine: 9, startColumn: 3 });
  expect(invocations[0]?.executionSuccessful).toBe(false);
});

test("the language changes what people read, and nothing that tools compare", () => {
  const english = run(sarif(sampleReport));
  const vietnamese = run(sarif({ ...sampleReport, language: "vi" }));
  expect(vietnamese.results[0]?.message.text).toBe(`Sai ${NASTY} 1`);
  expect(vietnamese.results.map(({ partialFingerprints }) => partialFingerprints)).toEqual(
    english.results.map(({ partialFingerprints }) => partialFingerprints),
  );
  expect(vietnamese.tool.driver.rules.map(({ id }) => id)).toEqual(english.tool.driver.rules.map(({ id }) => id));
  expect(vietnamese.tool.driver.rules.at(-1)?.help.text).toContain("không stack nào được lập kế hoạch");
});
