import { projectStack } from "../../infra/stack-names.ts";
import type { Text } from "../../model/text.ts";
import { style } from "../report/style.ts";
import { tableText } from "../report/table.ts";
import { say, wordsOf } from "../terminal/language.ts";
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

const HEADS = {
  stack: { en: "stack", vi: "stack" },
  resources: { en: "resources", vi: "tài nguyên" },
  run: { en: "this run", vi: "lần chạy này" },
  agency: { en: "agency", vi: "cơ quan" },
  server: { en: "server", vi: "máy chủ" },
  zone: { en: "zone", vi: "vùng" },
  public: { en: "public IPv4", vi: "IPv4 công khai" },
} as const;

/** `nothing changed`, or `12 created, 1 updated`. */
export function changesText(changes: Record<string, number>): string {
  const words: Record<string, Text> = {
    create: { en: "created", vi: "tạo mới" },
    update: { en: "updated", vi: "cập nhật" },
    delete: { en: "deleted", vi: "xóa" },
    replace: { en: "replaced", vi: "thay thế" },
  };
  const parts = Object.entries(words)
    .filter(([kind]) => (changes[kind] ?? 0) > 0)
    .map(([kind, word]) => `${changes[kind]} ${say(word)}`);
  return parts.length === 0 ? say({ en: "nothing changed", vi: "không thay đổi" }) : parts.join(", ");
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
    style("bold", say({ en: `What exists now on ${summary.cloud}`, vi: `Hiện có trên ${summary.cloud}` })),
    tableText([HEADS.stack, HEADS.resources, HEADS.run].map(say), stacks),
    "",
    tableText([...[HEADS.agency, HEADS.server, HEADS.zone].map(say), "IPv6", "IPv4", say(HEADS.public)], servers),
    ...failureLines(summary.failures),
    ...(summary.proof.length === 0
      ? []
      : [
          "",
          style("bold", say({ en: "What was proven", vi: "Đã chứng minh" })),
          ...summary.proof.map((line) => `  ${line}`),
        ]),
    "",
    style("bold", say({ en: "How long it took", vi: "Thời gian" })),
    ...Object.entries(summary.timings).map(([part, seconds]) => `  ${seconds.toFixed(1).padStart(6)} s  ${part}`),
    `  ${total.toFixed(1).padStart(6)} s  ${say({ en: "all parts added up (some ran side by side)", vi: "cộng các phần (có phần chạy song song)" })}`,
    "",
    style("bold", say({ en: "Try next", vi: "Bước tiếp theo" })),
    ...summary.next.map((line) => `  ${line}`),
    style("bold", say({ en: "Stop", vi: "Dừng" })),
    ...summary.stop.map((line) => `  ${line}`),
  ].join("\n");
}

/** The parts that did not end well, by the names of all parts in their order. */
export function failuresOf(names: readonly string[], settled: readonly PromiseSettledResult<unknown>[]): FailedPart[] {
  return settled.flatMap((each, index) => {
    if (each.status === "fulfilled") return [];
    return [{ what: names[index] ?? "", why: wordsOf(each.reason) }];
  });
}

/** The agencies of which a stack's plan violates a mandatory policy: nothing of these is built, and all others are. */
export function refusedAgencies(agencies: readonly string[], violating: readonly string[]): FailedPart[] {
  return agencies
    .filter((code) => violating.includes(code) || violating.includes(projectStack(code)))
    .map((what) => ({
      what,
      why: say({
        en: "its plan violates mandatory policies (above); nothing of it was touched",
        vi: "kế hoạch vi phạm chính sách bắt buộc (ở trên); chưa động đến gì",
      }),
    }));
}

/** What did not end, and why; nothing where all did. */
export function failureLines(failures: readonly FailedPart[]): string[] {
  if (failures.length === 0) return [];
  return [
    "",
    style("bold", say({ en: "What did not end well, and why", vi: "Những gì không hoàn tất, và vì sao" })),
    ...failures.map(({ what, why }) => `  ${what}: ${why.replaceAll("\n", "\n    ")}`),
  ];
}
