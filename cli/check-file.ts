import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { z } from "zod";
import { countsOf } from "../infra/check/stack-verdict.ts";
import { problemText } from "../infra/repository/problem-text.ts";
import { readDocument } from "../model/files/document.ts";
import { readableText } from "../model/files/text-encoding.ts";
import { problemsOf } from "../model/messages/fault.ts";
import { languageOf, textOf } from "../model/text.ts";
import { allPolicies } from "../policies/all.ts";
import { policyContext } from "../policies/context.ts";
import { judge } from "../policies/judge.ts";
import type { Language } from "../policies/messages/text.ts";
import type { Finding, Policy } from "../policies/policy.ts";
import { isPackConfig, packConfig, packConfigSchema, type PackConfig } from "../policies/pulumi/pack-config.ts";
import { maskSecrets, readResources, UnreadableFile, type ReadResources } from "../policies/readers/read-resources.ts";
import { reachOf } from "../policies/readers/unread.ts";
import { checkReport, type CheckReport } from "./report/check-report.ts";
import { checkoutPath } from "./report/checkout-path.ts";
import { exitCode, UserError } from "./terminal/exit-codes.ts";
import { terraformPlaces } from "./terraform/places.ts";

export interface FileOptions {
  /** What is known of the stack, a YAML or JSON file. */
  config?: string;
  /** Folder of the Terraform configuration that the file is of: where its findings get their places from. */
  source?: string;
  /** Ids of the only policies to judge by, and of those to leave out. */
  policies?: readonly string[];
  skip?: readonly string[];
  /** What the report is told in; the language of this process by default. */
  lang?: Language;
}

/**
 * Judges what Pulumi or Terraform wrote of a stack that need not be ours: a state, a preview or a plan.
 *
 * @throws UserError when a file is not there or not what it must be
 */
export async function checkFile(file: string, options: FileOptions = {}): Promise<CheckReport> {
  const { context, levels } = options.config === undefined ? NOTHING_KNOWN : readConfig(options.config);
  const chosen = chosenPolicies(options);
  const read = readStack(file);
  const { resources, secrets, steps } = read;
  const find = options.source === undefined ? undefined : terraformPlaces(options.source, file, read);
  const today = new Date().toISOString().slice(0, 10);
  const { findings, waived } = judge(
    resources,
    { date: today, ...context },
    { ...(chosen && { policies: chosen }), ...(steps && { steps }), levels },
  );
  const masked = <T extends Finding>(finding: T): T => ({
    ...finding,
    message: { en: maskSecrets(finding.message.en, secrets), vi: maskSecrets(finding.message.vi, secrets) },
  });
  const made = resources.filter(({ external }) => !external);
  const verdict = {
    stack: file,
    resources: made.filter(({ type }) => type.startsWith("openstack:")).length,
    counts: countsOf(made),
    reach: reachOf(resources),
    findings: findings.map(masked),
    waived: waived.map(masked),
    parents: {},
    source: { file: checkoutPath(file), line: 1 },
  };
  return checkReport([verdict], {}, options.lang ?? languageOf(), find);
}

const NOTHING_KNOWN: PackConfig = { context: {}, levels: new Map() };

function readText(file: string): string {
  try {
    return readableText(readFileSync(file));
  } catch (error) {
    throw new UserError(
      { en: `${file} can't be read: ${textOf(error).en}`, vi: `không đọc được ${file}: ${textOf(error).vi}` },
      exitCode.badInput,
    );
  }
}

/** What Pulumi or Terraform wrote of a stack. @throws UserError when the file is not there, or holds something else */
export function readStack(file: string): ReadResources {
  try {
    return readResources(readText(file), file);
  } catch (error) {
    throw error instanceof UnreadableFile ? new UserError(error.text, exitCode.badInput) : error;
  }
}

/**
 * What a user wrote of the stack: what is known of it, or a whole config of the pack, levels among it. `UserError` with
 * the place of each key that does not fit, and what would.
 */
export function readConfig(file: string): PackConfig {
  const text = readText(file);
  let data: unknown;
  try {
    data = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw misfit(file, text, policyContext) ?? error;
  }
  const whole = typeof data === "object" && data !== null && isPackConfig({ ...data }, allPolicies);
  const schema = whole ? packConfigSchema(allPolicies) : policyContext;
  const parsed = schema.safeParse(data ?? {});
  // The schema would pass over it without a word.
  const lost = JSON.stringify(data ?? null).includes('"__proto__":');
  if (!parsed.success || lost) {
    // Tabs are blanks in JSON, and not what is wrong here.
    const blank = text.replaceAll(/^\t+/gm, (tabs) => " ".repeat(tabs.length));
    throw misfit(file, blank, schema) ?? parsed.error;
  }
  return packConfig(allPolicies, whole ? parsed.data : { province: parsed.data });
}

/** The faults of a config in the words in which those of stacks/ are told; none where the text has none. */
function misfit(file: string, text: string, schema: z.ZodType): UserError | undefined {
  const { faults } = readDocument({ path: file, bytes: Buffer.from(text) }, schema);
  if (faults.length === 0) return undefined;
  const lines = (language: Language) => problemsOf(faults, language).map(problemText).join("\n");
  return new UserError({
    en: `${file} does not fit:\n${lines("en")}`,
    vi: `${file} không đúng dạng:\n${lines("vi")}`,
  });
}

function chosenPolicies({ policies, skip }: FileOptions): readonly Policy[] | undefined {
  if (policies === undefined && skip === undefined) return undefined;
  const unknown = [...(policies ?? []), ...(skip ?? [])].filter((id) => !allPolicies.some((each) => each.id === id));
  if (unknown.length > 0) {
    throw new UserError({
      en: `There is no policy ${unknown.join(", ")} (province policy list).`,
      vi: `Không có chính sách ${unknown.join(", ")} (province policy list).`,
    });
  }
  return allPolicies.filter(({ id }) => (policies?.includes(id) ?? true) && !skip?.includes(id));
}
