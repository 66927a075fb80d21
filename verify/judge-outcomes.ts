import type { Finding } from "../policies/policy.ts";
import { difference, type CheckId } from "./finding.ts";
import { asExpected, serviceName, sourceName, targetName, type Outcome, type Probe } from "./probe.ts";

/**
 * The outcomes that are not what the YAML says, as findings: one for each target, service and outcome, since one fault
 * shows from many sources at once.
 */
export const judgeOutcomes = (outcomes: readonly Outcome[]): Finding[] => {
  const wrong = outcomes.filter((outcome) => !asExpected(outcome));
  const groups = Map.groupBy(wrong, ({ probe, seen, detail }) =>
    [probe.address, probe.protocol, probe.port, probe.expect, seen, detail].join(" "),
  );
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined) throw new Error("a group of outcomes is never empty");
    return difference(checkOf(first), targetName(first.probe.to), message(first, group));
  });
};

const checkOf = ({ probe, seen }: Outcome): CheckId => {
  if (seen === "untried") return "VER-17";
  if (probe.expect !== "drop") return "VER-01";
  return seen === "unreachable" ? "VER-03" : "VER-02";
};

const WANTED: Record<Probe["expect"], string> = {
  open: "should answer",
  admitted: "should reach it",
  drop: "should be dropped",
};

const SEEN: Record<Outcome["seen"], string> = {
  open: "was answered",
  refused: "reached the host, which refused it",
  timeout: "got no answer",
  unreachable: "found no way to it",
  untried: "could not be tried",
};

const message = (first: Outcome, group: readonly Outcome[]): string => {
  const { probe, seen, detail, ms } = first;
  const to = `${targetName(probe.to)} ${serviceName(probe)} over IPv${probe.family} (${probe.address})`;
  const evidence = [detail, `${ms} ms`].filter((text) => text !== "").join(", ");
  return `${sourceList(group)} to ${to}: ${WANTED[probe.expect]}, ${SEEN[seen]} [${evidence}]; ${probe.why}`;
};

/** `internet, stttt/db-1 and 3 more`. */
const sourceList = (group: readonly Outcome[]): string => {
  const names = [...new Set(group.map(({ probe }) => sourceName(probe.from)))];
  return names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
};
