import { projectStack } from "../../infra/stack-names.ts";
import { style } from "../report/style.ts";
import { tableText } from "../report/table.ts";
import type { Timings } from "../terminal/progress.ts";

/** One server as a person wants to see it at the end. */
export interface ServerLine {
  agency: string;
  server: string;
  zone: string;
  ipv4?: string;
  ipv6?: string;
  floatingIpv4?: string;
}

/** What a stack's run changed. */
export interface StackLine {
  stack: string;
  resources: number;
  changes: Record<string, number>;
}

/** A part of a run that did not end well, by the stack or agency that it is about. */
export interface FailedPart {
  what: string;
  why: string;
}

export interface Summary {
  cloud: string;
  stacks: StackLine[];
  failures: FailedPart[];
  servers: ServerLine[];
  /** Lines of the proof: what was tried and what passed; empty when there was none. */
  proof: string[];
  timings: Timings;
  next: string[];
  stop: string[];
}

/** `nothing changed`, or `12 created, 1 updated`. */
export function changesText(changes: Record<string, number>): string {
  const words: Record<string, string> = {
    create: "created",
    update: "updated",
    delete: "deleted",
    replace: "replaced",
  };
  const parts = Object.entries(words)
    .filter(([kind]) => (changes[kind] ?? 0) > 0)
    .map(([kind, word]) => `${changes[kind]} ${word}`);
  return parts.length === 0 ? "nothing changed" : parts.join(", ");
}

/** The closing page of `province up`. */
export function summaryText(summary: Summary): string {
  const stacks = summary.stacks.map(({ stack, resources, changes }) => [stack, resources, changesText(changes)]);
  const servers = summary.servers.map((line) => {
    const { agency, server, zone, ipv6 = "—", ipv4 = "—", floatingIpv4 = "" } = line;
    return [agency, server, zone, ipv6, ipv4, floatingIpv4];
  });
  const total = Object.values(summary.timings).reduce((sum, seconds) => sum + seconds, 0);
  return [
    "",
    style("bold", `What exists now on ${summary.cloud}`),
    tableText(["stack", "resources", "this run"], stacks),
    tableText(["agency", "server", "zone", "IPv6", "IPv4", "public IPv4"], servers),
    ...failureLines(summary.failures),
    ...(summary.proof.length === 0
      ? []
      : ["", style("bold", "What was proven"), ...summary.proof.map((line) => `  ${line}`)]),
    "",
    style("bold", "How long it took"),
    ...Object.entries(summary.timings).map(([part, seconds]) => `  ${seconds.toFixed(1).padStart(6)} s  ${part}`),
    `  ${total.toFixed(1).padStart(6)} s  all parts added up (some ran side by side)`,
    "",
    style("bold", "Try next"),
    ...summary.next.map((line) => `  ${line}`),
    style("bold", "Stop"),
    ...summary.stop.map((line) => `  ${line}`),
  ].join("\n");
}

/** The parts that did not end well, by the names of all parts in their order. */
export function failuresOf(names: readonly string[], settled: readonly PromiseSettledResult<unknown>[]): FailedPart[] {
  return settled.flatMap((each, index) => {
    if (each.status === "fulfilled") return [];
    const reason: unknown = each.reason;
    return [{ what: names[index] ?? "", why: reason instanceof Error ? reason.message : String(reason) }];
  });
}

/** The agencies of which a stack's plan violates a mandatory policy: nothing of these is built, and all others are. */
export function refusedAgencies(agencies: readonly string[], violating: readonly string[]): FailedPart[] {
  return agencies
    .filter((code) => violating.includes(code) || violating.includes(projectStack(code)))
    .map((what) => ({ what, why: "its plan violates mandatory policies (above); nothing of it was touched" }));
}

/** What did not end, and why; nothing where all did. */
export function failureLines(failures: readonly FailedPart[]): string[] {
  if (failures.length === 0) return [];
  return [
    "",
    style("bold", "What did not end well, and why"),
    ...failures.map(({ what, why }) => `  ${what}: ${why.replaceAll("\n", "\n    ")}`),
  ];
}
