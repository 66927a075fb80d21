import { readFileSync } from "node:fs";
import { parse, YAMLParseError } from "yaml";
import { countsOf } from "../infra/check/stack-verdict.ts";
import { readableText } from "../model/files/text-encoding.ts";
import { languageOf, textOf } from "../model/text.ts";
import { allPolicies } from "../policies/all.ts";
import { policyContext } from "../policies/context.ts";
import { judge } from "../policies/judge.ts";
import { bothOf, type Language, type Text } from "../policies/messages/text.ts";
import type { Finding, Policy } from "../policies/policy.ts";
import { isPackConfig, packConfig, type PackConfig } from "../policies/pulumi/pack-config.ts";
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
 * every key that does not fit.
 */
export function readConfig(file: string): PackConfig {
  let data: unknown;
  try {
    data = parse(readText(file), { maxAliasCount: 0 });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new UserError(`${file}: ${error.message}`, exitCode.badInput);
  }
  const whole = typeof data === "object" && data !== null && isPackConfig({ ...data }, allPolicies);
  const parsed = whole
    ? packConfig(allPolicies).safeParse(data)
    : policyContext.transform((context): PackConfig => ({ context, levels: new Map() })).safeParse(data ?? {});
  const faults: Text[] = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => bothOf(`${path.join(".") || file}: ${message}`));
  // The schema would pass over it without a word.
  if (JSON.stringify(data ?? null).includes('"__proto__":')) {
    faults.push({ en: "`__proto__` cannot be a name", vi: "`__proto__` không thể là tên" });
  }
  if (parsed.success && faults.length === 0) return parsed.data;
  const known = Object.keys(policyContext.shape).join(", ");
  const lines = (language: Language) => faults.map((fault) => `  ${fault[language]}`).join("\n");
  throw new UserError({
    en: `${file} does not fit:\n${lines("en")}\nKeys: ${known}.${whole ? " Names of policies: province policy list --json." : ""}`,
    vi: `${file} không đúng dạng:\n${lines("vi")}\nCác khóa: ${known}.${whole ? " Tên các chính sách: province policy list --json." : ""}`,
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
