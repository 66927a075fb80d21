import { PLATFORM_STACK } from "../../infra/stack-names.ts";
import type { Finding } from "../../policies/policy.ts";
import { difference, type CheckId } from "../finding.ts";

/** A request of the operator's that puts something back as planned. */
export interface Mend {
  /** What it does, in words. */
  what: string;
  service: "network" | "compute" | "identity" | "block-storage" | "load-balancer";
  method: "PUT" | "POST" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
}

/** A difference between the plan and what stands, with what puts it back where one request can. */
export interface Drift {
  finding: Finding;
  /** Several differences of one thing have the same request. */
  mend?: Mend | undefined;
}

/** Where a difference is, and what it is; `mend` as in `Drift`. */
interface DriftOf {
  agency: string;
  /** Without the agency: `web-1`. */
  place: string;
  /** `network dmz has MTU 1400; planned is 1442`. */
  text: string;
  mend?: Mend | undefined;
  /** What to do about it; default by whether it is planned, and `mend`. */
  advice?: string;
}

/** What is planned and is gone or otherwise. */
export function changed(check: CheckId, { agency, place, text, mend, advice }: DriftOf): Drift {
  const how = advice ?? `npx province up ${whose(agency)} --repair puts it back`;
  const message = `${agency}: ${text}. ${how}; or put it into the YAML, if it is meant to stay`;
  return { finding: difference(check, `${agency}/${place}`, message), mend };
}

/** What is there and not planned. `command` takes it away. */
export function added(check: CheckId, { command, ...drift }: DriftOf & { command?: string }): Drift {
  const { agency, mend } = drift;
  const how =
    mend !== undefined
      ? `npx province up ${whose(agency)} --repair takes it away`
      : `npx province up ${whose(agency)} removes what was in the YAML before; all else goes by hand (${command})`;
  return changed(check, { ...drift, advice: drift.advice ?? how });
}

/** The platform is no agency: `up` builds it for all. */
const whose = (agency: string): string => (agency === PLATFORM_STACK ? "--projects" : agency);
