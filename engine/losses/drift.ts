import { isDeepStrictEqual } from "node:util";
import { type Deployment, masked, type ResourceState } from "../checkpoint.ts";

/** What a refresh found otherwise in the cloud than the state had it. */
export interface Drift {
  changed: boolean;
  /** URNs of what the cloud has no more. */
  gone: ReadonlySet<string>;
}

const knownOf = ({ urn, id, inputs, outputs }: ResourceState): unknown => [urn, id, masked(inputs), masked(outputs)];

/** Compares a state before a refresh with the one after it. Pure. */
export function driftBetween(before: Deployment | undefined, after: Deployment | undefined): Drift {
  const [was, now] = [before?.resources ?? [], after?.resources ?? []];
  const standing = new Set(now.map(({ urn }) => urn));
  return {
    changed: !isDeepStrictEqual(was.map(knownOf), now.map(knownOf)),
    gone: new Set(was.flatMap(({ urn }) => (standing.has(urn) ? [] : [urn]))),
  };
}
