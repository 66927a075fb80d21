import type { Finding } from "../../policies/policy.ts";
import { serviceName, sourceName, targetName, type Outcome } from "../expected/probe.ts";
import { difference } from "../finding.ts";
import { listed } from "./judge-outcomes.ts";

/** How far the two families agree. */
export interface Agreement {
  /** Number of connections that were tried in both families with one expectation. */
  compared: number;
  findings: Finding[];
}

/**
 * Compares what was seen over IPv4 with what was seen over IPv6, for each source, target and service that has both.
 * Left out are connections that the YAML itself wants different: see `admissionOf` on floating addresses.
 */
export function familyAgreement(outcomes: readonly Outcome[]): Agreement {
  const overIpv6 = new Map(
    outcomes.filter(({ probe }) => probe.family === 6).map((outcome) => [connection(outcome), outcome]),
  );
  let compared = 0;
  const differing: [Outcome, Outcome][] = [];
  for (const ipv4 of outcomes) {
    const ipv6 = overIpv6.get(connection(ipv4));
    if (ipv4.probe.family === 6 || ipv4.probe.to.kind === "resolver" || ipv6 === undefined) continue;
    if (ipv4.probe.expect !== ipv6.probe.expect || ipv4.seen === "untried" || ipv6.seen === "untried") continue;
    compared += 1;
    if (ipv4.seen !== ipv6.seen) differing.push([ipv4, ipv6]);
  }
  // One fault shows on many ports and from many sources: a finding gathers what differs alike.
  const alike = Map.groupBy(differing, ([ipv4, ipv6]) =>
    [sourceName(ipv4.probe.from), ipv4.probe.address, ipv4.seen, ipv6.seen].join(" "),
  );
  return { compared, findings: [...alike.values()].map(findingOf) };
}

const SEEN_IN_VIETNAMESE: Readonly<Record<Outcome["seen"], string>> = {
  open: "có trả lời",
  refused: "bị máy từ chối",
  timeout: "không trả lời",
  unreachable: "không có đường đến",
  untried: "không thử được",
};

function findingOf(pairs: [Outcome, Outcome][]): Finding {
  const [first] = pairs;
  if (first === undefined) throw new Error("a group of outcomes is never empty");
  const [ipv4, ipv6] = first;
  const target = targetName(ipv4.probe.to);
  const services = listed([...new Set(pairs.map(([{ probe }]) => serviceName(probe)))], 6);
  const [source, over4, over6] = [sourceName(ipv4.probe.from), ipv4.probe.address, ipv6.probe.address];
  return difference("VER-04", target, {
    en: `${source} to ${target} ${services.en}: ${ipv4.seen} over IPv4 (${over4}), ${ipv6.seen} over IPv6 (${over6})`,
    vi: `${source} đến ${target} ${services.vi}: ${SEEN_IN_VIETNAMESE[ipv4.seen]} qua IPv4 (${over4}), ${SEEN_IN_VIETNAMESE[ipv6.seen]} qua IPv6 (${over6})`,
  });
}

const connection = ({ probe }: Outcome): string =>
  `${sourceName(probe.from)} ${targetName(probe.to)} ${probe.protocol} ${probe.port}`;
