import { existsSync } from "node:fs";
import type { Problem } from "../../../model/messages/problem.ts";
import { allPolicies } from "../../../policies/all.ts";
import { pulumiName } from "../../../policies/level.ts";
import type { Language } from "../../../policies/messages/text.ts";
import type { Level, Policy } from "../../../policies/policy.ts";
import { version } from "../../version.ts";
import {
  type CheckReport,
  findingFingerprint,
  type PlacedFinding,
  type PlacedWaived,
  problemFingerprint,
  problemWords,
  resourceName,
  unjudged,
  waiverWords,
} from "../check-report.ts";
import type { Place } from "../place.ts";

/** Where the schema of the format is published; tools tell the version by it. */
const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
/** Rule of all faults of stacks/, which no policy finds. */
export const INPUT_RULE = "INPUT";

const LEVELS: Record<Level, "error" | "warning" | "note"> = {
  mandatory: "error",
  advisory: "warning",
  remediate: "note",
};

/**
 * The report in its language as SARIF 2.1.0 (OASIS), one run: a rule for every policy with its help, a result for every finding at the
 * place of its key, what is waived as suppressed results, faults of stacks/ as results of the rule `INPUT`. Stable byte
 * for byte.
 */
export function sarif({ stacks, findings, waived, problems, language }: CheckReport): string {
  const left = stacks.flatMap((each) => {
    const { nothing, words } = unjudged(each) ?? {};
    return words === undefined ? [] : [{ level: nothing ? "warning" : "note", message: { text: words[language] } }];
  });
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "province",
            semanticVersion: version(),
            rules: [...allPolicies.map((policy) => ruleOf(policy, language)), inputRule[language]],
          },
        },
        columnKind: "unicodeCodePoints",
        originalUriBaseIds: { SRCROOT: { description: { text: "Folder of the checkout." } } },
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            ...(left.length > 0 ? { toolExecutionNotifications: left } : {}),
          },
        ],
        results: [
          ...problems.map(problemResult),
          ...findings.map((finding) => findingResult(finding, language)),
          ...waived.map((finding) => waivedResult(finding, language)),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const ruleOf = (policy: Policy, language: Language) => ({
  id: policy.id,
  name: pascalCase(policy.slug),
  shortDescription: { text: policy.title[language] },
  fullDescription: { text: policy.why[language] },
  helpUri: helpUri(policy),
  help: { text: helpText(policy, language), markdown: helpMarkdown(policy, language) },
  defaultConfiguration: { level: LEVELS[policy.level] },
  properties: { tags: [areaOf(policy.id), ...policy.serves], pulumiName: pulumiName(policy) },
});

/**
 * Where a tool leads who asks for more: the policy's page in the repository that a CI runs for, where that holds the
 * pages; else the first RFC that it comes from, or what OpenStack says of its services.
 */
function helpUri({ id, source }: Policy): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, CI_PROJECT_URL: project } = process.env;
  const repository = project ? `${project}/-` : server && name ? `${server}/${name}` : undefined;
  const page = `docs/policies/${id}.md`;
  if (repository !== undefined && existsSync(page)) return `${repository}/blob/HEAD/${page}`;
  const rfc = /RFC (\d+)/.exec(source.join(" "))?.[1];
  return rfc === undefined ? "https://docs.openstack.org/" : `https://www.rfc-editor.org/rfc/rfc${rfc}`;
}

const ruleOfInput = (title: string, help: string) => ({
  id: INPUT_RULE,
  name: "ValidInput",
  shortDescription: { text: title },
  help: { text: help },
  defaultConfiguration: { level: "error" },
  properties: { tags: [INPUT_RULE] },
});

const inputRule = {
  en: ruleOfInput(
    "Everything in stacks/ is read and fits its schema",
    "What is wrong in stacks/ keeps every stack from being planned. `npx province explain <key>` says what a key takes.",
  ),
  vi: ruleOfInput(
    "Mọi tệp trong stacks/ đọc được và đúng lược đồ",
    "Lỗi trong stacks/ khiến không stack nào được lập kế hoạch. `npx province explain <khóa>` cho biết một khóa nhận giá trị gì.",
  ),
};

const pascalCase = (slug: string): string =>
  slug
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** `NET` of `NET-01`. */
const areaOf = (id: string): string => id.split("-")[0] ?? id;

const LABELS = {
  en: { fix: "To fix", source: "Source", serves: "Serves" },
  vi: { fix: "Cách sửa", source: "Căn cứ", serves: "Phục vụ" },
} as const;

function helpText({ title, why, fix, source }: Policy, language: Language): string {
  const labels = LABELS[language];
  const [about, reason, mend] = [title, why, fix].map((text) => text[language]);
  return `${about}. ${reason}\n${labels.fix}: ${mend}\n${labels.source}: ${source.join("; ")}`;
}

function helpMarkdown({ title, why, fix, source, serves }: Policy, language: Language): string {
  const labels = LABELS[language];
  const [about, reason, mend] = [title, why, fix].map((text) => text[language]);
  return [
    `**${about}.** ${reason}`,
    `**${labels.fix}:** ${mend}`,
    `**${labels.source}:** ${source.join("; ")}`,
    ...(serves.length > 0 ? [`**${labels.serves}:** ${serves.join("; ")}`] : []),
  ].join("\n\n");
}

const ruleIndex = new Map([...allPolicies.map(({ id }) => id), INPUT_RULE].map((id, index) => [id, index]));

/**
 * A relative path as a URI reference (SARIF 2.1.0, section 3.4.4): a `:` in its first segment would make a scheme of it
 * (RFC 3986, section 4.2), and `#` and `?` would end it.
 */
const relativeUri = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

const resultOf = (rule: string, level: string, text: string, place: Place, fingerprint: string) => ({
  ruleId: rule,
  ...(ruleIndex.has(rule) ? { ruleIndex: ruleIndex.get(rule) } : {}),
  level,
  message: { text },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: relativeUri(place.file), uriBaseId: "SRCROOT" },
        region: { startLine: place.line, ...(place.column === undefined ? {} : { startColumn: place.column }) },
      },
    },
  ],
  partialFingerprints: { "province/v1": fingerprint },
});

function findingResult(finding: PlacedFinding, language: Language) {
  const { policy, level, message, place, resource, stack } = finding;
  const result = resultOf(policy, LEVELS[level], message[language], place, findingFingerprint(finding));
  const logicalLocations = [{ name: resourceName(resource), fullyQualifiedName: resource, kind: "resource" }];
  return {
    ...result,
    locations: result.locations.map((location) => ({ ...location, logicalLocations })),
    properties: { stack },
  };
}

/** A tool that knows suppressions counts it as accepted, and shows why. */
const waivedResult = (finding: PlacedWaived, language: Language) => ({
  ...findingResult(finding, language),
  suppressions: [{ kind: "external", status: "accepted", justification: waiverWords(finding)[language] }],
});

const problemResult = (problem: Problem) =>
  resultOf(INPUT_RULE, "error", problemWords(problem), problem, problemFingerprint(problem));
