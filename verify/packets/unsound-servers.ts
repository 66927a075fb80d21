import type { Finding } from "../../policies/policy.ts";
import type { NotTried } from "../expected/expectations.ts";
import { asExpected, sourceName, targetName, type Outcome } from "../expected/probe.ts";

/** Checks whose failure leaves a server without the means to answer: no address, no route, nothing of its template done. */
const UNSOUND: readonly string[] = ["VER-05", "VER-06", "VER-10", "VER-17"];

/**
 * Splits off the connections that failed because a server at one end is not fit to take part: its own findings say why,
 * and hundreds of silent connections would bury them. What got through against the YAML always stays.
 */
export function withoutUnsound(
  outcomes: readonly Outcome[],
  facts: readonly Finding[],
): { judged: Outcome[]; notJudged: NotTried[] } {
  const unsound = new Set(facts.filter(({ policy }) => UNSOUND.includes(policy)).map(({ resource }) => resource));
  const excused = (outcome: Outcome): boolean => {
    const silent = outcome.seen !== "open" && outcome.seen !== "refused";
    const ends = [sourceName(outcome.probe.from), targetName(outcome.probe.to)];
    return silent && !asExpected(outcome) && ends.some((end) => unsound.has(end));
  };
  const left = outcomes.filter(excused).length;
  return {
    judged: outcomes.filter((outcome) => !excused(outcome)),
    notJudged:
      left === 0
        ? []
        : [
            {
              what: {
                en: `${left} failed connections of ${[...unsound].join(", ")}`,
                vi: `${left} kết nối hỏng của ${[...unsound].join(", ")}`,
              },
              why: {
                en: "see those servers' own differences first",
                vi: "hãy xem trước các khác biệt của chính những máy chủ đó",
              },
            },
          ],
  };
}
