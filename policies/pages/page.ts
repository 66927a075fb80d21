import { stringify } from "yaml";
import { preview, withReferences, type Draft } from "../examples/drafts.ts";
import type { PolicyExamples } from "../examples/policy-examples.ts";
import { judge } from "../judge.ts";
import { pulumiName } from "../level.ts";
import type { Language, Text } from "../messages/text.ts";
import type { Level, Policy, PolicyContext } from "../policy.ts";
import requirements from "./requirements.json" with { type: "json" };

const LABELS = {
  en: {
    level: "Level",
    looksAt: "Looks at",
    pulumi: "Name in Pulumi",
    serves: "Serves",
    source: "Source",
    fix: "To fix",
    fails: "Fails",
    says: "says",
    passes: "Passes",
    config: "With this config of the policy `province`:",
  },
  vi: {
    level: "Mức",
    looksAt: "Xét",
    pulumi: "Tên trong Pulumi",
    serves: "Phục vụ",
    source: "Căn cứ",
    fix: "Cách sửa",
    fails: "Không đạt",
    says: "cho biết",
    passes: "Đạt",
    config: "Với cấu hình này của chính sách `province`:",
  },
} as const;

/** What `mandatory`, `advisory` and `remediate` are called. */
const LEVELS: Record<Level, Text> = {
  mandatory: { en: "mandatory", vi: "bắt buộc" },
  advisory: { en: "advisory", vi: "khuyến nghị" },
  remediate: { en: "remediate", vi: "tự sửa" },
};

/** One policy for a reader, in Markdown: what it wants, why, on whose word, and by example. */
export function policyPage(policy: Policy, examples: PolicyExamples | undefined, language: Language = "en"): string {
  return [
    `# ${policy.id}: ${policy.title[language]}`,
    policy.why[language],
    facts(policy, language),
    `**${LABELS[language].fix}:** ${policy.fix[language]}.`,
    ...(examples ? exampleParts(policy, examples, language) : []),
    "",
  ].join("\n\n");
}

/** The same in Vietnamese without the programs, which are the same: a section of the English page. */
export function vietnameseSection(policy: Policy, examples: PolicyExamples | undefined): string {
  return [
    "## Tiếng Việt",
    `**${policy.title.vi}.** ${policy.why.vi}`,
    `**${LABELS.vi.fix}:** ${policy.fix.vi}.`,
    ...(examples ? [`${LABELS.vi.fails}:\n\n${said(policy, examples, "vi")}`] : []),
    "",
  ].join("\n\n");
}

function facts(policy: Policy, language: Language): string {
  const labels = LABELS[language];
  const level = LEVELS[policy.level][language];
  return [
    `- ${labels.level}: ${policy.levelNote === undefined ? level : `${level} (${policy.levelNote[language]})`}`,
    `- ${labels.looksAt}: ${looksAt(policy)[language]}`,
    `- ${labels.pulumi}: \`${pulumiName(policy)}\``,
    `- ${labels.serves}: ${policy.serves.map((entry) => titled(entry, language)).join("; ")}`,
    `- ${labels.source}: ${policy.source.join("; ")}`,
  ].join("\n");
}

/**
 * What the province's two plans ask for, by the ids that `serves` of the policies names: `R1-` is the plan of 2022 to
 * convert to IPv6 (a draft without number), `R2-` the plan to move to and use a cloud platform, 2022 to 2025. Each is
 * one demand in the order of the plan's text, told in short.
 */
export const REQUIREMENTS: Readonly<Record<string, Text>> = requirements;

/** `R1-08 (IPv6 for every portal and web page)`; what has no title here stays as it is. */
function titled(entry: string, language: Language): string {
  const title = REQUIREMENTS[entry];
  return title === undefined ? entry : `${entry} (${title[language]})`;
}

function looksAt(policy: Policy): Text {
  if (policy.kind === "stack") return { en: "the whole stack", vi: "toàn bộ stack" };
  return policy.checkStack
    ? { en: "one resource at a time, then at what it refers to", vi: "từng tài nguyên, rồi những gì nó trỏ đến" }
    : { en: "one resource at a time", vi: "từng tài nguyên" };
}

function exampleParts(policy: Policy, examples: PolicyExamples, language: Language): string[] {
  const { passes, fails, context, failsContext = context } = examples;
  const labels = LABELS[language];
  return [
    `## ${labels.fails}`,
    ...known(failsContext, language),
    yaml(fails),
    `${labels.says}\n\n${said(policy, examples, language)}`,
    `## ${labels.passes}`,
    ...(failsContext === context ? [] : known(context, language)),
    yaml(passes),
  ];
}

/** What the policy says of the example that fails, each once. */
function said(policy: Policy, { fails, context, failsContext = context }: PolicyExamples, language: Language): string {
  const { findings } = judge(preview(fails), failsContext ?? {}, { policies: [policy] });
  const lines = findings.map(({ level, message }) => `    ${LEVELS[level][language]}: ${message[language]}`);
  return [...new Set(lines)].join("\n");
}

function known(context: PolicyContext | undefined, language: Language): string[] {
  return context === undefined ? [] : [`${LABELS[language].config}\n\n${block(context)}`];
}

/** The drafts as a Pulumi YAML program. */
function yaml(drafts: readonly Draft[]): string {
  const resources = drafts.map(({ name, type, inputs }) => {
    const properties = withReferences(inputs, (other) => `\${${other}.id}`);
    return [name, { type, ...(Object.keys(inputs).length > 0 ? { properties } : {}) }];
  });
  return block({ resources: Object.fromEntries(resources) });
}

function block(value: unknown): string {
  return `\`\`\`yaml\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}\`\`\``;
}
