import { asText, type Text } from "../../model/text.ts";
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

const WANTED: Record<Probe["expect"], Text> = {
  open: { en: "should answer", vi: "phải có trả lời" },
  admitted: { en: "should reach it", vi: "phải đến được" },
  drop: { en: "should be dropped", vi: "phải bị chặn" },
};

const SEEN: Record<Outcome["seen"], Text> = {
  open: { en: "was answered", vi: "đã có trả lời" },
  refused: { en: "reached the host, which refused it", vi: "đến được máy nhưng máy từ chối" },
  timeout: { en: "got no answer", vi: "không có trả lời" },
  unreachable: { en: "found no way to it", vi: "không có đường đến" },
  untried: { en: "could not be tried", vi: "không thử được" },
};

function message(first: Outcome, group: readonly Outcome[]): Text {
  const { probe, seen, detail, ms } = first;
  const services = [...new Set(group.map((outcome) => serviceName(outcome.probe)))];
  const [target, at] = [targetName(probe.to), `IPv${probe.family} (${probe.address})`];
  const [from, asked, wanted, was] = [listed(sources(group), 3), listed(services, 6), WANTED[probe.expect], SEEN[seen]];
  const evidence = [detail, `${ms} ms`].filter((text) => text !== "").join(", ");
  return {
    en: `${from.en} to ${target} ${asked.en} over ${at}: ${wanted.en}, ${was.en} [${evidence}]; ${probe.why.en}`,
    vi: `${from.vi} đến ${target} ${asked.vi} qua ${at}: ${wanted.vi}, ${was.vi} [${evidence}]; ${probe.why.vi}`,
  };
}

const sources = (group: readonly Outcome[]): string[] => [...new Set(group.map(({ probe }) => sourceName(probe.from)))];

/** `internet, stttt/db-1 and 3 more`. */
export function listed(names: readonly string[], most: number): Text {
  if (names.length <= most) return asText(names.join(", "));
  const [shown, more] = [names.slice(0, most - 1).join(", "), names.length - most + 1];
  return { en: `${shown} and ${more} more`, vi: `${shown} và ${more} nữa` };
}
