import type { CheckReport } from "./check-report.ts";

/**
 * The report as one JSON document, stable byte for byte: `stacks` with their counts and findings, and with their
 * resources where stacks were named; `problems` when stacks/ has faults.
 */
export const checkJson = ({ stacks, findings, waived, problems, resources: ofPlan }: CheckReport): string => {
  const ofStack = Map.groupBy(findings, ({ stack }) => stack);
  const waivedOf = Map.groupBy(waived, ({ stack }) => stack);
  return `${JSON.stringify(
    {
      stacks: stacks.map(({ stack, source, resources, counts, findings: found }) => {
        const places = new Map((ofStack.get(stack) ?? []).map((each) => [keyOf(each), each.place]));
        return {
          name: stack,
          source,
          counts: { resources, ...counts },
          ...(ofPlan === undefined ? {} : { resources: ofPlan[stack] ?? [] }),
          findings: found.map((finding) => ({ ...finding, place: places.get(keyOf(finding)) ?? source })),
          waived: waivedOf.get(stack) ?? [],
        };
      }),
      problems,
    },
    null,
    2,
  )}\n`;
};

const keyOf = ({ policy, resource, message }: { policy: string; resource: string; message: string }): string =>
  [policy, resource, message].join("\0");
