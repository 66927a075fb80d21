import { findingJson } from "../policies/messages/finding-json.ts";
import type { Finding } from "../policies/policy.ts";
import type { NotTried } from "./expected/expectations.ts";
import { asExpected, sourceName, type Outcome } from "./expected/probe.ts";

/** How many things were looked at; every number counts what was really tried. */
export interface Counts {
  /** Places that probes were sent from. */
  sources: number;
  probes: number;
  ipv4: number;
  ipv6: number;
  /** By protocol: tcp, icmp, dns. */
  byProtocol: Record<string, number>;
  /** Let through as declared, dropped as not declared, and all that went otherwise. */
  letThrough: number;
  dropped: number;
  otherwise: number;
  /** Connections compared between the families. */
  comparedFamilies: number;
  guests: number;
  guestFacts: number;
  /** Security group rules, subnets and ports compared with the plan. */
  rules: number;
  subnets: number;
  ports: number;
  /** Resources whose project and tag were checked. */
  resources: number;
}

/** What a verification did and found. */
export interface VerifyReport {
  /** No difference, and something was tried. */
  passed: boolean;
  stacks: string[];
  /** `inside`: from the Internet's side and from the servers; `outside`: from this host alone. */
  view: "inside" | "outside";
  counts: Counts;
  /** Sorted by check. */
  findings: Finding[];
  /** Each probe that went otherwise than expected: a finding gathers many of them. */
  evidence: Outcome[];
  notTried: NotTried[];
  seconds: number;
  /** A few lines that tell it to a person. */
  summary: string[];
}

/** Counts of outcomes; the rest of `Counts` comes from who looked. */
export function countOutcomes(
  outcomes: readonly Outcome[],
): Omit<Counts, "comparedFamilies" | "guests" | "guestFacts" | "rules" | "subnets" | "ports" | "resources"> {
  const count = (test: (outcome: Outcome) => boolean): number => outcomes.filter(test).length;
  return {
    sources: new Set(outcomes.map(({ probe }) => sourceName(probe.from))).size,
    probes: outcomes.length,
    ipv4: count(({ probe }) => probe.family === 4),
    ipv6: count(({ probe }) => probe.family === 6),
    byProtocol: Object.fromEntries(
      ["dns", "icmp", "tcp"].map((protocol) => [protocol, count(({ probe }) => probe.protocol === protocol)]),
    ),
    letThrough: count((outcome) => asExpected(outcome) && outcome.probe.expect !== "drop"),
    dropped: count((outcome) => asExpected(outcome) && outcome.probe.expect === "drop"),
    otherwise: count((outcome) => !asExpected(outcome)),
  };
}

/** The proof in a few lines: what was tried, what passed, what could not be tried. */
export function summaryOf(counts: Counts, findings: readonly Finding[], notTried: readonly NotTried[]): string[] {
  const lines: string[] = [];
  if (counts.probes > 0) {
    const { tcp = 0, icmp = 0, dns = 0 } = counts.byProtocol;
    lines.push(
      `${counts.probes} probes from ${counts.sources} places: ${counts.ipv6} over IPv6, ${counts.ipv4} over IPv4` +
        ` (${tcp} tcp, ${icmp} icmp echo, ${dns} dns)`,
      `  ${counts.letThrough} let through as declared, ${counts.dropped} dropped as not declared, ` +
        (counts.otherwise === 0 ? "none otherwise" : `${counts.otherwise} OTHERWISE`),
      `  ${counts.comparedFamilies} connections compared between IPv4 and IPv6`,
    );
  }
  if (counts.guests > 0) {
    lines.push(
      `${counts.guestFacts} facts in ${counts.guests} servers: addresses, routes, resolvers, MTU, metadata, cloud-init, host name`,
    );
  }
  if (counts.rules > 0) {
    lines.push(
      `${counts.rules} rules, ${counts.subnets} subnets, ${counts.ports} ports compared with the plan; ` +
        `${counts.resources} resources by project and tag`,
    );
  }
  lines.push(findings.length === 0 ? "no difference" : `${findings.length} difference(s)`);
  for (const [why, same] of Map.groupBy(notTried, (each) => each.why)) {
    lines.push(`not tried: ${same.map(({ what }) => what).join("; ")}`, `  ${why}`);
  }
  return lines;
}

/** The whole report as a person reads it: the summary, then each difference with its evidence. */
export function reportText(report: VerifyReport): string {
  return [
    `Proof of ${report.stacks.join(", ")}, seen from ${report.view === "inside" ? "the Internet and from inside" : "this host alone"}` +
      ` (${report.seconds.toFixed(1)} s)`,
    ...report.summary.map((line) => `  ${line}`),
    ...(report.findings.length === 0 ? [] : ["", "Differences"]),
    ...report.findings.map((finding) => `  ✗ ${finding.policy} ${finding.message.en}`),
  ].join("\n");
}

/** The report as one JSON document, the same keys every time. */
export function reportJson(report: VerifyReport): string {
  return `${JSON.stringify({ ...report, findings: report.findings.map(findingJson) }, undefined, 2)}\n`;
}
