import { createHash } from "node:crypto";
import type { StackVerdict } from "../../infra/stack-verdict.ts";
import type { Problem } from "../../model/problem.ts";
import type { Finding, Level, WaivedFinding } from "../../policies/policy.ts";
import { causesOf, type CausingTenant } from "./causes.ts";
import { placeOf, type Place, type YamlReader } from "./place.ts";

/** A policy's finding with its stack and the place in stacks/ where a reader can act. */
export interface PlacedFinding extends Finding {
  stack: string;
  place: Place;
}

/** What an approved exception lets pass, with the place of what it concerns. */
export type PlacedWaived = PlacedFinding & WaivedFinding;

/** All that `province check` has to tell; every reporter is a pure function of it. */
export interface CheckReport {
  stacks: readonly StackVerdict[];
  /** The worst first, then by policy, stack and resource. */
  findings: readonly PlacedFinding[];
  /** What approved exceptions let pass, in the same order; it never fails a check. */
  waived: readonly PlacedWaived[];
  /** Faults of stacks/; where there are some, nothing could be judged. */
  problems: readonly Problem[];
  /** Names of agencies by code. */
  names: Readonly<Record<string, string>>;
  /** What each stack would hold, by its name; only where a reader asked for few stacks by name. */
  resources?: Readonly<Record<string, readonly unknown[]>>;
}

const RANK: Record<Level, number> = { mandatory: 0, remediate: 1, advisory: 2 };

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byWeight = (a: PlacedFinding, b: PlacedFinding): number =>
  RANK[a.level] - RANK[b.level] ||
  order(a.policy, b.policy) ||
  order(a.stack, b.stack) ||
  order(a.resource, b.resource) ||
  order(a.message, b.message);

/** `until 2026-12-31, approved by Sở TT&TT: the vendor delivers in November`. */
export const waiverWords = ({ waiver }: WaivedFinding): string =>
  `until ${waiver.expires}, approved by ${waiver.approvedBy}${waiver.document === undefined ? "" : ` (${waiver.document})`}: ${waiver.reason}`;

/** The report of verdicts; `tenants` and `read` serve to find the key behind each finding. */
export const checkReport = (
  stacks: readonly StackVerdict[],
  tenants: Record<string, CausingTenant & { name: string }>,
  read: YamlReader,
): CheckReport => {
  const placed = <T extends Finding>(found: readonly T[], { stack, source }: StackVerdict) =>
    found.map((finding) => ({
      ...finding,
      stack,
      place: placeOf(causesOf(finding.resource, stack, tenants), read) ?? source,
    }));
  const findings = stacks.flatMap((each) => placed(each.findings, each)).toSorted(byWeight);
  const waived = stacks.flatMap((each) => placed(each.waived ?? [], each)).toSorted(byWeight);
  const names = Object.fromEntries(Object.values(tenants).map(({ code, name }) => [code, name]));
  return { stacks, findings, waived, problems: [], names };
};

/** The report of a repository whose stacks/ has faults. */
export const faultReport = (problems: readonly Problem[]): CheckReport => ({
  stacks: [],
  findings: [],
  waived: [],
  problems,
  names: {},
});

/** Name of a resource in its URN. */
export const resourceName = (urn: string): string => urn.split("::").slice(3).join("::");

/**
 * Names a finding for tools that compare runs: the same for the same policy, resource and words, whatever else changes
 * in the file. 64 hexadecimal digits.
 */
export const findingFingerprint = ({ policy, resource, message }: Finding): string =>
  createHash("sha256").update([policy, resource, message].join("\0")).digest("hex");

/** The same for a fault of stacks/, which is known by its key and words, not by its line. */
export const problemFingerprint = ({ file, key, message }: Problem): string =>
  createHash("sha256").update([file, key, message].join("\0")).digest("hex");

/** A fault's words with what would be right. */
export const problemWords = ({ message, hint }: Problem): string =>
  hint === undefined ? message : `${message}. ${hint.charAt(0).toUpperCase()}${hint.slice(1)}`;
