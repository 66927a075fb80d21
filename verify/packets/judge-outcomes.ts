import type { Finding } from "../../policies/policy.ts";
import { asExpected, serviceName, sourceName, targetName, type Outcome, type Probe } from "../expected/probe.ts";
import { difference, type CheckId } from "../finding.ts";

/**
 * The outcomes that are not what the YAML says, as findings. One fault shows from many sources and on many ports at
 * once, so a finding gathers the ports of one target that went wrong alike from the same sources.
 */
export function judgeOutcomes(outcomes: readonly Outcome[]): Finding[] {
  const wrong = outcomes.filter((outcome) => !asExpected(outcome));
  const byPort = Map.groupBy(wrong, ({ probe, seen, detail }) =>
    [probe.address, probe.protocol, probe.port, probe.expect, seen, detail].join(" "),
  );
  const alike = Map.groupBy(byPort.values(), (group) => {
    const { probe, seen, detail } = group[0] ?? never();
    return [probe.address, probe.expect, seen, detail, ...sources(group)].join(" ");
  });
  return [...alike.values()].map((groups) => {
    const group = groups.flat();
    const first = group[0] ?? never();
    return difference(checkOf(first), targetName(first.probe.to), message(first, group));
  });
}

function never(): never {
  throw new Error("a group of outcomes is never empty");
}

function checkOf({ probe, seen }: Outcome): CheckId {
  if (seen === "untried") return "VER-17";
  if (probe.expect !== "drop") return "VER-01";
  return seen === "unreachable" ? "VER-03" : "VER-02";
}

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

function message(first: Outcome, group: readonly Outcome[]): string {
  const { probe, seen, detail, ms } = first;
  const services = [...new Set(group.map((outcome) => serviceName(outcome.probe)))];
  const to = `${targetName(probe.to)} ${listed(services, 6)} over IPv${probe.family} (${probe.address})`;
  const evidence = [detail, `${ms} ms`].filter((text) => text !== "").join(", ");
  return `${listed(sources(group), 3)} to ${to}: ${WANTED[probe.expect]}, ${SEEN[seen]} [${evidence}]; ${probe.why}`;
}

const sources = (group: readonly Outcome[]): string[] => [...new Set(group.map(({ probe }) => sourceName(probe.from)))];

/** `internet, stttt/db-1 and 3 more`. */
export function listed(names: readonly string[], most: number): string {
  return names.length > most
    ? `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`
    : names.join(", ");
}
