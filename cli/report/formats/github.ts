import type { Level } from "../../../policies/policy.ts";
import { type CheckReport, type PlacedFinding, problemWords, resourceName, unjudged } from "../check-report.ts";
import type { Place } from "../place.ts";

const COMMANDS: Record<Level, "error" | "warning" | "notice"> = {
  mandatory: "error",
  advisory: "warning",
  remediate: "notice",
};

/** In the text of a workflow command, `%` and line ends would be taken for its own. */
const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
/** In its properties `:` and `,` too. */
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

function annotation(command: string, { file, line, column }: Place, title: string, message: string): string {
  const properties = { file, line, ...(column === undefined ? {} : { col: column }), title };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${command} ${list.join(",")}::${data(message)}`;
}

/**
 * Workflow commands of GitHub Actions, one a line, the worst first: GitHub shows ten of each kind for a step. What one
 * policy says of one line is one annotation, whatever the number of resources.
 */
export function githubAnnotations({ stacks, findings, problems, language }: CheckReport): string {
  const groups = Map.groupBy(findings, ({ level, policy, stack, place }) =>
    [level, policy, stack, place.file, place.line].join(" "),
  );
  const lines = [
    ...problems.map((problem) => annotation("error", problem, problem.key || "stacks/", problemWords(problem))),
    ...stacks.flatMap((each) => {
      const left = unjudged(each);
      return left?.nothing ? [annotation("warning", each.source, each.stack, left.words[language])] : [];
    }),
    ...[...groups.values()].flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [
            annotation(
              COMMANDS[first.level],
              first.place,
              `${first.policy} ${first.stack}`,
              [first.message[language], ...alsoLine(others)].join("\n"),
            ),
          ],
    ),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const SHOWN = 5;

function alsoLine(others: readonly PlacedFinding[]): string[] {
  const names = [...new Set(others.map(({ resource }) => resourceName(resource)))];
  if (names.length === 0) return [];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return [`The same of ${names.slice(0, SHOWN).join(", ")}${more}.`];
}
