import type { CheckReport } from "../check-report.ts";

/** Titles of the policies by id; where nothing was found, none of the policies has to be loaded. */
async function titlesFor({ findings, language }: CheckReport): Promise<Map<string, string>> {
  if (findings.length === 0) return new Map();
  const { allPolicies } = await import("../../../policies/all.ts");
  return new Map(allPolicies.map(({ id, title }) => [id, title[language]]));
}

/** Formats of `province check --format`, each a pure function of the report; loaded when it is asked for. */
export const CHECK_FORMATS = {
  table: async (options: { all?: boolean }) => {
    const { checkText } = await import("../check-text.ts");
    return async (report: CheckReport) => `${checkText(report, options, await titlesFor(report))}\n`;
  },
  json: async () => (await import("./stacks-json.ts")).reportJson,
  sarif: async () => (await import("./sarif.ts")).sarif,
  junit: async () => (await import("./junit.ts")).junit,
  github: async () => (await import("./github.ts")).githubAnnotations,
  gitlab: async () => (await import("./gitlab.ts")).gitlabCodeQuality,
} satisfies Record<string, (options: { all?: boolean }) => Promise<(report: CheckReport) => string | Promise<string>>>;

export type CheckFormat = keyof typeof CHECK_FORMATS;
