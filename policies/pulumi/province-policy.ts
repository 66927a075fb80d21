import type { PolicyConfigSchema, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { z } from "zod";
import { policyContext } from "../context.ts";
import type { Language, Text } from "../messages/text.ts";
import type { ProvinceContext } from "./province-context.ts";

/**
 * No policy, but the place where a user writes what the others may know: Pulumi keeps config by policy, and
 * gives each policy only its own. It is the first of the pack, so it runs before any other, and its level is
 * the only one at which Pulumi calls it before the repairs too.
 */
export function provincePolicy(context: ProvinceContext, language: Language = "en"): ResourceValidationPolicy {
  let told = "";
  const { localeError } = z.locales[language]();
  /** What is wrong with the config; a wrong one is not taken at all. */
  const take = (args: ResourceValidationArgs): string[] => {
    const given = policyContext.safeParse(args.getConfig<Record<string, unknown>>(), { error: localeError });
    if (given.success) context.configure(given.data);
    return given.success ? [] : given.error.issues.map(({ path, message }) => [...path, message].join(": "));
  };
  return {
    name: "province",
    description: "Holds what the other policies may know of the stack, as config. Finds what is wrong with it alone.",
    enforcementLevel: "remediate",
    // Pulumi's type of a JSON Schema is narrower than zod's
    configSchema: { properties: z.toJSONSchema(policyContext).properties } as PolicyConfigSchema,
    remediateResource: (args) => void take(args),
    validateResource: (args, report) => {
      const faults = take(args).join("; ");
      // Once, not for each resource: it is none of them that is wrong.
      if (faults !== told && faults !== "") report(`${MISFIT[language]}: ${faults}`);
      told = faults;
    },
  };
}

const MISFIT: Text = { en: "the pack's config does not fit", vi: "cấu hình của bộ chính sách không đúng dạng" };
