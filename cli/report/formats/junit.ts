import type { StackVerdict } from "../../../infra/check/stack-verdict.ts";
import type { Problem } from "../../../model/messages/problem.ts";
import { allPolicies } from "../../../policies/all.ts";
import type { Language } from "../../../policies/messages/text.ts";
import {
  type CheckReport,
  type PlacedFinding,
  type PlacedWaived,
  problemWords,
  unjudged,
  waiverWords,
} from "../check-report.ts";
import { placeWords } from "../place-words.ts";
import { escapeXml } from "../xml.ts";

/** One test case as XML, and what it counts as. */
interface TestCase {
  xml: string;
  outcome: "passed" | "failure" | "error" | "skipped";
}

/**
 * The report as JUnit XML: a suite for each stack, in it a case for each policy that found something, or one that
 * passes. Only mandatory findings fail a case; advice is its output; what is waived is a skipped case. Faults of stacks/ are errors, a case for each file.
 */
export function junit({ stacks, findings, waived, problems, language }: CheckReport): string {
  const ofStack = Map.groupBy(findings, ({ stack }) => stack);
  const waivedOf = Map.groupBy(waived, ({ stack }) => stack);
  const suites = [
    ...(problems.length > 0 ? [suite("stacks/", problemCases(problems))] : []),
    ...stacks.map((each) => {
      const { stack } = each;
      const cases = stackCases(each, ofStack.get(stack) ?? [], language);
      return suite(stack, [...cases, ...waivedCases(stack, waivedOf.get(stack) ?? [], language)]);
    }),
  ];
  const counts = attributes(totals(suites.flatMap(({ cases }) => cases)));
  const xml = suites.map((each) => each.xml).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="province check" ${counts}>\n${xml}</testsuites>\n`;
}

const suite = (name: string, cases: TestCase[]): { xml: string; cases: TestCase[] } => ({
  xml: `  <testsuite ${attributes({ name, ...totals(cases) })}>\n${cases.map(({ xml }) => xml).join("")}  </testsuite>\n`,
  cases,
});

const totals = (cases: readonly TestCase[]) => ({
  tests: cases.length,
  failures: cases.filter(({ outcome }) => outcome === "failure").length,
  errors: cases.filter(({ outcome }) => outcome === "error").length,
  skipped: cases.filter(({ outcome }) => outcome === "skipped").length,
});

/** What a case is called. Tools know it again by that, so it is English in every language. */
const titles = new Map(allPolicies.map(({ id, title }) => [id, `${id} ${title.en}`]));

function stackCases(verdict: StackVerdict, findings: readonly PlacedFinding[], language: Language): TestCase[] {
  const { stack } = verdict;
  const left = unjudged(verdict);
  if (findings.length === 0 && left?.nothing) {
    return [testCase(stack, "every policy", [skipped(left.words[language])], "skipped")];
  }
  if (findings.length === 0) return [testCase(stack, "every policy", [], "passed")];
  return [...Map.groupBy(findings, ({ policy }) => policy)].map(([policy, found]) => {
    const failing = found.filter(({ level }) => level === "mandatory");
    const advice = found.filter(({ level }) => level !== "mandatory");
    const body = [
      ...(failing.length > 0
        ? [element("failure", failing[0]?.message[language] ?? "", "mandatory", lines(failing, language))]
        : []),
      ...(advice.length > 0 ? [`      <system-out>${escaped(lines(advice, language))}</system-out>\n`] : []),
    ];
    const file = (failing[0] ?? found[0])?.place.file;
    return testCase(stack, titles.get(policy) ?? policy, body, failing.length > 0 ? "failure" : "passed", file);
  });
}

const waivedCases = (stack: string, waived: readonly PlacedWaived[], language: Language): TestCase[] =>
  [
    ...Map.groupBy(
      waived,
      (finding) => `${titles.get(finding.policy) ?? finding.policy} (waived ${waiverWords(finding).en})`,
    ),
  ].map(([name, found]) => testCase(stack, name, [skipped(lines(found, language))], "skipped"));

const skipped = (message: string): string => `      <skipped ${attributes({ message })}/>\n`;

const problemCases = (problems: readonly Problem[]): TestCase[] =>
  [...Map.groupBy(problems, ({ file }) => file)].map(([file, found]) => {
    const text = found.map((each) => `${placeWords(each)}: ${problemWords(each)}`).join("\n");
    return testCase("stacks", file, [element("error", found[0]?.message ?? "", "bad input", text)], "error", file);
  });

const lines = (findings: readonly PlacedFinding[], language: Language): string =>
  findings.map(({ place, message }) => `${placeWords(place)}: ${message[language]}`).join("\n");

function testCase(
  classname: string,
  name: string,
  body: readonly string[],
  outcome: TestCase["outcome"],
  file?: string,
): TestCase {
  const open = `    <testcase ${attributes({ classname, name, ...(file === undefined ? {} : { file }) })}`;
  return { xml: body.length === 0 ? `${open}/>\n` : `${open}>\n${body.join("")}    </testcase>\n`, outcome };
}

const element = (name: string, message: string, type: string, text: string): string =>
  `      <${name} ${attributes({ message, type })}>${escaped(text)}</${name}>\n`;

const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value)).replaceAll("\n", "&#10;")}"`)
    .join(" ");

/** Characters that XML 1.0 does not allow at all (section 2.2). */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escaped = (text: string): string => escapeXml(text.toWellFormed().replaceAll(FORBIDDEN, "\ufffd"));
