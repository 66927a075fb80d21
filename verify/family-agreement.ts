import type { Finding } from "../policies/policy.ts";
import { difference } from "./finding.ts";
import { serviceName, sourceName, targetName, type Outcome } from "./probe.ts";

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
export const familyAgreement = (outcomes: readonly Outcome[]): Agreement => {
  const overIpv6 = new Map(
    outcomes.filter(({ probe }) => probe.family === 6).map((outcome) => [connection(outcome), outcome]),
  );
  let compared = 0;
  const differing = new Map<string, { sources: string[]; text: string; target: string }>();
  for (const ipv4 of outcomes) {
    const ipv6 = overIpv6.get(connection(ipv4));
    if (ipv4.probe.family === 6 || ipv4.probe.to.kind === "resolver" || ipv6 === undefined) continue;
    if (ipv4.probe.expect !== ipv6.probe.expect || ipv4.seen === "untried" || ipv6.seen === "untried") continue;
    compared += 1;
    if (ipv4.seen === ipv6.seen) continue;
    const target = targetName(ipv4.probe.to);
    const text =
      `${target} ${serviceName(ipv4.probe)}: ${ipv4.seen} over IPv4 (${ipv4.probe.address}), ` +
      `${ipv6.seen} over IPv6 (${ipv6.probe.address})`;
    const known = differing.get(text) ?? { sources: [], text, target };
    known.sources.push(sourceName(ipv4.probe.from));
    differing.set(text, known);
  }
  return {
    compared,
    findings: [...differing.values()].map(({ sources, text, target }) =>
      difference("VER-04", target, `${text}; from ${sources.slice(0, 3).join(", ")}${more(sources.length - 3)}`),
    ),
  };
};

const connection = ({ probe }: Outcome): string =>
  `${sourceName(probe.from)} ${targetName(probe.to)} ${probe.protocol} ${probe.port}`;

const more = (count: number): string => (count > 0 ? ` and ${count} more` : "");
