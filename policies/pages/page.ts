import { stringify } from "yaml";
import { preview, withReferences, type Draft } from "../examples/drafts.ts";
import type { PolicyExamples } from "../examples/policy-examples.ts";
import { judge } from "../judge.ts";
import { pulumiName } from "../level.ts";
import type { Policy, PolicyContext } from "../policy.ts";
import requirements from "./requirements.json" with { type: "json" };

/** One policy for a reader, in Markdown: what it wants, why, on whose word, and by example. */
export function policyPage(policy: Policy, examples: PolicyExamples | undefined): string {
  return [
    `# ${policy.id}: ${policy.title.en}`,
    policy.why.en,
    facts(policy),
    `**To fix:** ${policy.fix.en}.`,
    ...(examples ? exampleParts(policy, examples) : []),
    "",
  ].join("\n\n");
}

function facts(policy: Policy): string {
  const level = policy.levelNote === undefined ? policy.level : `${policy.level} (${policy.levelNote.en})`;
  return [
    `- Level: ${level}`,
    `- Looks at: ${looksAt(policy)}`,
    `- Name in Pulumi: \`${pulumiName(policy)}\``,
    `- Serves: ${policy.serves.map(titled).join("; ")}`,
    `- Source: ${policy.source.join("; ")}`,
  ].join("\n");
}

/**
 * What the province's two plans ask for, by the ids that `serves` of the policies names: `R1-` is the plan of 2022 to
 * convert to IPv6 (a draft without number), `R2-` the plan to move to and use a cloud platform, 2022 to 2025. Each is
 * one demand in the order of the plan's text; the titles are short translations.
 */
export const REQUIREMENTS: Readonly<Record<string, string>> = requirements;

/** `R1-08 (IPv6 for every portal and web page)`; what has no title here stays as it is. */
function titled(entry: string): string {
  const title = REQUIREMENTS[entry];
  return title === undefined ? entry : `${entry} (${title})`;
}

function looksAt(policy: Policy): string {
  if (policy.kind === "stack") return "the whole stack";
  return `one resource at a time${policy.checkStack ? ", then at what it refers to" : ""}`;
}

function exampleParts(policy: Policy, { passes, fails, context, failsContext = context }: PolicyExamples): string[] {
  const findings = judge(preview(fails), failsContext ?? {}, { policies: [policy] }).findings;
  const said = [...new Set(findings.map(({ level, message }) => `    ${level}: ${message.en}`))];
  return [
    "## Fails",
    ...known(failsContext),
    yaml(fails),
    `says\n\n${said.join("\n")}`,
    "## Passes",
    ...(failsContext === context ? [] : known(context)),
    yaml(passes),
  ];
}

function known(context: PolicyContext | undefined): string[] {
  return context === undefined ? [] : [`With this config of the policy \`province\`:\n\n${block(context)}`];
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
