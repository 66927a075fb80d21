import type { CheckReport } from "./check-report.ts";

/** Formats of `province check --format`, each a pure function of the report; loaded when it is asked for. */
export const CHECK_FORMATS = {
  table: async (options: { all?: boolean }) => {
    const { checkText } = await import("./check-text.ts");
    return (report: CheckReport) => `${checkText(report, options)}\n`;
  },
  json: async () => (await import("./check-json.ts")).checkJson,
  sarif: async () => (await import("./sarif.ts")).sarif,
  junit: async () => (await import("./junit.ts")).junit,
  github: async () => (await import("./github.ts")).githubAnnotations,
  gitlab: async () => (await import("./gitlab.ts")).gitlabCodeQuality,
} satisfies Record<string, (options: { all?: boolean }) => Promise<(report: CheckReport) => string>>;

export type CheckFormat = keyof typeof CHECK_FORMATS;
