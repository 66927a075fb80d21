import { createHash } from "node:crypto";
import type { StackVerdict } from "../../infra/check/stack-verdict.ts";
import type { Problem } from "../../model/messages/problem.ts";
import { compare } from "../../model/order.ts";
import type { Language, Text } from "../../policies/messages/text.ts";
import type { Finding, WaivedFinding } from "../../policies/policy.ts";
import { LEVEL_RANK } from "./findings.ts";
import type { Place, PlaceFinder } from "./place.ts";

/** A policy's finding with its stack and the place in stacks/ where a reader can act. */
export interface PlacedFinding extends Finding {
  stack: string;
  place: Place;
}

/** What an approved exception lets pass, with the place of what it concerns. */
export type PlacedWaived = PlacedFinding & WaivedFinding;

/** A stack's verdict with the places of what was found, in the same order as in a report. */
export interface PlacedStack {
  verdict: StackVerdict;
  findings: readonly PlacedFinding[];
  waived: readonly PlacedWaived[];
}

/** All that `province check` has to tell; every reporter is a pure function of it. */
export interface CheckReport {
  stacks: readonly StackVerdict[];
  /** The worst first, then by policy, stack and resource. */
  findings: readonly PlacedFinding[];
  /** What approved exceptions let pass, in the same order; it never fails a check. */
  waived: readonly PlacedWaived[];
  /** Faults of stacks/; where there are some, nothing could be judged. */
  problems: readonly Problem[];
  /** What is right in agencies' files and should be known all the same. */
  notes?: readonly Problem[];
  /** Names of agencies by code. */
  names: Readonly<Record<string, string>>;
  /** What it is told in; JSON documents hold both. */
  language: Language;
}

const byWeight = (a: PlacedFinding, b: PlacedFinding): number =>
  LEVEL_RANK[a.level] - LEVEL_RANK[b.level] ||
  compare(a.policy, b.policy) ||
  compare(a.stack, b.stack) ||
  compare(a.resource, b.resource) ||
  compare(a.message.en, b.message.en);

/** `until 2026-12-31, approved by Sở TT&TT: the vendor delivers in November`. */
export function waiverWords({ waiver }: WaivedFinding): Text {
  const { expires, reason } = waiver;
  const by = `${waiver.approvedBy}${waiver.document === undefined ? "" : ` (${waiver.document})`}`;
  return {
    en: `until ${expires}, approved by ${by}: ${reason}`,
    vi: `đến hết ngày ${expires}, do ${by} phê duyệt: ${reason}`,
  };
}

/** A verdict with the places of what it found; that of the stack where `find` knows none. */
export function placedStack(verdict: StackVerdict, find?: PlaceFinder): PlacedStack {
  const { stack, source, findings, waived = [] } = verdict;
  const placed = <T extends Finding>(found: readonly T[]) =>
    found.map((finding) => ({ ...finding, stack, place: find?.(verdict, finding) ?? source })).toSorted(byWeight);
  return { verdict, findings: placed(findings), waived: placed(waived) };
}

/** The report of stacks; `agencies` by their codes. */
export function reportOf(
  stacks: readonly PlacedStack[],
  agencies: Readonly<Record<string, { name: string }>>,
  language: Language,
): CheckReport {
  return {
    stacks: stacks.map(({ verdict }) => verdict),
    findings: stacks.flatMap(({ findings }) => findings).toSorted(byWeight),
    waived: stacks.flatMap(({ waived }) => waived).toSorted(byWeight),
    problems: [],
    names: Object.fromEntries(Object.entries(agencies).map(([code, { name }]) => [code, name])),
    language,
  };
}

/** The report of verdicts. */
export function checkReport(
  verdicts: readonly StackVerdict[],
  agencies: Parameters<typeof reportOf>[1],
  language: Language,
  find?: PlaceFinder,
): CheckReport {
  return reportOf(
    verdicts.map((verdict) => placedStack(verdict, find)),
    agencies,
    language,
  );
}

/** The report of a repository whose stacks/ has faults. */
export function faultReport(problems: readonly Problem[], language: Language): CheckReport {
  return { ...reportOf([], {}, language), problems };
}

/** Kinds that are named of those that nobody judges. */
const SHOWN_KINDS = 8;

/**
 * What of a stack the policies did not look at; undefined where they looked at all that is there. `nothing`: at nothing
 * at all, so that no finding says nothing of it.
 */
export function unjudged({ reach }: StackVerdict): { nothing: boolean; words: Text } | undefined {
  if (reach === undefined) return undefined;
  const kinds = Object.entries(reach.unread);
  const nothing = reach.judged === 0;
  if (kinds.length === 0) {
    if (!nothing) return undefined;
    const words = {
      en: "nothing was judged: the file holds no resource of OpenStack",
      vi: "không có gì được đánh giá: tệp không chứa tài nguyên OpenStack nào",
    };
    return { nothing, words };
  }
  const shown = kinds.slice(0, SHOWN_KINDS).map(([kind, count]) => `${count} × ${kind}`);
  const more = kinds.length - shown.length;
  const words = {
    en: `${nothing ? "nothing was judged: " : ""}no policy looks at ${shown.join(", ")}${more > 0 ? ` and ${more} more kinds` : ""}`,
    vi: `${nothing ? "không có gì được đánh giá: " : ""}không chính sách nào xem xét ${shown.join(", ")}${more > 0 ? ` và ${more} loại khác` : ""}`,
  };
  return { nothing, words };
}

/** Name of a resource in its URN. */
export function resourceName(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/**
 * Names a finding for tools that compare runs: the same for the same policy, resource and English words, whatever else
 * changes in the file and whatever the language. 64 hexadecimal digits.
 */
export function findingFingerprint({ policy, resource, message }: Finding): string {
  return createHash("sha256").update([policy, resource, message.en].join("\0")).digest("hex");
}

/** The same for a fault of stacks/, which is known by its key and words, not by its line. */
export function problemFingerprint({ file, key, message }: Pick<Problem, "file" | "key" | "message">): string {
  return createHash("sha256").update([file, key, message].join("\0")).digest("hex");
}

/** A fault's words with what would be right. */
export function problemWords({ message, hint }: Problem): string {
  return hint === undefined ? message : `${message}. ${hint.charAt(0).toUpperCase()}${hint.slice(1)}`;
}
