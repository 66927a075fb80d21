import { englishReplacer, inBoth, type Language, languageOf, type Text } from "../model/text.ts";
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
  summary: Text[];
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
export function summaryOf(counts: Counts, findings: readonly Finding[], notTried: readonly NotTried[]): Text[] {
  const lines: Text[] = [];
  const { probes, sources, ipv4, ipv6, letThrough, dropped, otherwise, comparedFamilies } = counts;
  const { tcp = 0, icmp = 0, dns = 0 } = counts.byProtocol;
  if (probes > 0) {
    lines.push(
      {
        en: `${probes} probes from ${sources} places: ${ipv6} over IPv6, ${ipv4} over IPv4 (${tcp} tcp, ${icmp} icmp echo, ${dns} dns)`,
        vi: `${probes} phép thử từ ${sources} nơi: ${ipv6} qua IPv6, ${ipv4} qua IPv4 (${tcp} tcp, ${icmp} icmp echo, ${dns} dns)`,
      },
      {
        en: `  ${letThrough} let through as declared, ${dropped} dropped as not declared, ${otherwise === 0 ? "none otherwise" : `${otherwise} OTHERWISE`}`,
        vi: `  ${letThrough} đi qua đúng như khai báo, ${dropped} bị chặn vì không khai báo, ${otherwise === 0 ? "không trường hợp nào khác" : `${otherwise} KHÁC`}`,
      },
      {
        en: `  ${comparedFamilies} connections compared between IPv4 and IPv6`,
        vi: `  ${comparedFamilies} kết nối được so giữa IPv4 và IPv6`,
      },
    );
  }
  if (counts.guests > 0) {
    lines.push({
      en: `${counts.guestFacts} facts in ${counts.guests} servers: addresses, routes, resolvers, MTU, metadata, cloud-init, host name`,
      vi: `${counts.guestFacts} điều trong ${counts.guests} máy chủ: địa chỉ, tuyến, máy chủ phân giải tên, MTU, metadata, cloud-init, tên máy`,
    });
  }
  if (counts.rules > 0) {
    lines.push({
      en: `${counts.rules} rules, ${counts.subnets} subnets, ${counts.ports} ports compared with the plan; ${counts.resources} resources by project and tag`,
      vi: `${counts.rules} quy tắc, ${counts.subnets} mạng con, ${counts.ports} cổng mạng được so với kế hoạch; ${counts.resources} tài nguyên theo dự án và thẻ`,
    });
  }
  lines.push(
    findings.length === 0
      ? { en: "no difference", vi: "không có khác biệt" }
      : { en: `${findings.length} difference(s)`, vi: `${findings.length} khác biệt` },
  );
  for (const same of Map.groupBy(notTried, ({ why }) => why.en).values()) {
    const [first] = same;
    if (first === undefined) continue;
    const untried = { en: "not tried:", vi: "không thử:" };
    lines.push(
      inBoth((language) => `${untried[language]} ${same.map(({ what }) => what[language]).join("; ")}`),
      inBoth((language) => `  ${first.why[language]}`),
    );
  }
  return lines;
}

/** The whole report as a person reads it: the summary, then each difference with its evidence. */
export function reportText(report: VerifyReport, language: Language = languageOf()): string {
  const [stacks, seconds, inside] = [report.stacks.join(", "), report.seconds.toFixed(1), report.view === "inside"];
  const title = {
    en: `Proof of ${stacks}, seen from ${inside ? "the Internet and from inside" : "this host alone"} (${seconds} s)`,
    vi: `Kiểm chứng ${stacks}, nhìn từ ${inside ? "Internet và từ bên trong" : "riêng máy này"} (${seconds} giây)`,
  };
  const differences = { en: "Differences", vi: "Khác biệt" };
  return [
    title[language],
    ...report.summary.map((line) => `  ${line[language]}`),
    ...(report.findings.length === 0 ? [] : ["", differences[language]]),
    ...report.findings.map(({ policy, message }) => `  ✗ ${policy} ${message[language]}`),
  ].join("\n");
}

/** The report as one JSON document, the same keys every time; what is said in both languages is English there. */
export function reportJson(report: VerifyReport): string {
  const document = { ...report, findings: report.findings.map(findingJson) };
  return `${JSON.stringify(document, englishReplacer, 2)}\n`;
}
