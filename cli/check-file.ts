import { readFileSync } from "node:fs";
import { parse, YAMLParseError } from "yaml";
import { countsOf } from "../infra/check/stack-verdict.ts";
import { readableText } from "../model/files/text-encoding.ts";
import { languageOf, textOf } from "../model/text.ts";
import { policyContext, type PolicyContext } from "../policies/context.ts";
import { judge } from "../policies/judge.ts";
import type { Language } from "../policies/messages/text.ts";
import type { Finding, Policy } from "../policies/policy.ts";
import { maskSecrets, readResources, UnreadableFile, type ReadResources } from "../policies/readers/read-resources.ts";
import { reachOf } from "../policies/readers/unread.ts";
import { checkReport, type CheckReport } from "./report/check-report.ts";
import { exitCode, UserError } from "./terminal/exit-codes.ts";

export interface FileOptions {
  /** What is known of the stack, a YAML or JSON file. */
  config?: string;
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
  const context = options.config === undefined ? {} : readContext(options.config);
  const chosen = await chosenPolicies(options);
  const { resources, secrets, steps } = readStack(file);
  const today = new Date().toISOString().slice(0, 10);
  const { findings, waived } = judge(
    resources,
    { date: today, ...context },
    { ...(chosen && { policies: chosen }), ...(steps && { steps }) },
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
    source: { file, line: 1 },
  };
  return checkReport([verdict], {}, options.lang ?? languageOf());
}

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
    throw error instanceof UnreadableFile ? new UserError(textOf(error), exitCode.badInput) : error;
  }
}

/** The context that a user wrote; `UserError` with every key that does not fit. */
export function readContext(file: string): PolicyContext {
  let data: unknown;
  try {
    data = parse(readText(file), { maxAliasCount: 0 });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new UserError(`${file}: ${error.message}`, exitCode.badInput);
  }
  // The pack's own config file holds the same under the name of the policy that takes it.
  const own = typeof data === "object" && data !== null && "province" in data ? data.province : data;
  const parsed = policyContext.safeParse(own ?? {});
  if (!parsed.success) {
    const known = Object.keys(policyContext.shape).join(", ");
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join(".") || file}: ${message}`).join("\n");
    throw new UserError({
      en: `${file} does not fit:\n${faults}\nKeys: ${known}.`,
      vi: `${file} không đúng dạng:\n${faults}\nCác khóa: ${known}.`,
    });
  }
  return parsed.data;
}

async function chosenPolicies({ policies, skip }: FileOptions): Promise<readonly Policy[] | undefined> {
  if (policies === undefined && skip === undefined) return undefined;
  const { allPolicies } = await import("../policies/all.ts");
  const unknown = [...(policies ?? []), ...(skip ?? [])].filter((id) => !allPolicies.some((each) => each.id === id));
  if (unknown.length > 0) {
    throw new UserError({
      en: `There is no policy ${unknown.join(", ")} (province policy list).`,
      vi: `Không có chính sách ${unknown.join(", ")} (province policy list).`,
    });
  }
  return allPolicies.filter(({ id }) => (policies?.includes(id) ?? true) && !skip?.includes(id));
}
