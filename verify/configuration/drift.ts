import { PLATFORM_STACK } from "../../infra/stack-names.ts";
import { asText, type Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { difference, type CheckId } from "../finding.ts";

/** A request of the operator's that puts something back as planned. */
export interface Mend {
  /** What it does, in words. */
  what: Text;
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
  text: Text;
  mend?: Mend | undefined;
  /** What to do about it; default by whether it is planned, and `mend`. */
  advice?: Text;
}

/** How a thing that has another name than planned is told. */
export function isCalled(kind: Text, name: string, has: string): Text {
  return { en: `${kind.en} ${name} is called ${has}`, vi: `${kind.vi} ${name} đang có tên ${has}` };
}

/** How a property that is not as planned is told; an empty one is none. */
export function hasInstead(
  kind: Text,
  name: string,
  { called, wanted, ...there }: { called: Text; has: string | Text; wanted: string },
): Text {
  const has = asText(there.has);
  return {
    en: `${kind.en} ${name} has ${called.en} ${has.en || "none"}; planned is ${wanted || "none"}`,
    vi: `${kind.vi} ${name} có ${called.vi} ${has.vi || "để trống"}; kế hoạch là ${wanted || "để trống"}`,
  };
}

/** What is planned and is gone or otherwise. */
export function changed(check: CheckId, { agency, place, text, mend, advice }: DriftOf): Drift {
  const repair = `npx province up ${whose(agency)} --repair`;
  const how = advice ?? { en: `${repair} puts it back`, vi: `${repair} đưa về như cũ` };
  const message = {
    en: `${agency}: ${text.en}. ${how.en}; or put it into the YAML, if it is meant to stay`,
    vi: `${agency}: ${text.vi}. ${how.vi}; hoặc ghi vào YAML nếu cần giữ lại`,
  };
  return { finding: difference(check, `${agency}/${place}`, message), mend };
}

/** What is there and not planned. `command` takes it away. */
export function added(check: CheckId, { command, ...drift }: DriftOf & { command?: string | Text }): Drift {
  const { agency, mend } = drift;
  const [up, by] = [`npx province up ${whose(agency)}`, asText(command ?? "")];
  const how =
    mend !== undefined
      ? { en: `${up} --repair takes it away`, vi: `${up} --repair xóa đi` }
      : {
          en: `${up} removes what was in the YAML before; all else goes by hand (${by.en})`,
          vi: `${up} xóa những gì trước đó có trong YAML; còn lại phải xóa bằng tay (${by.vi})`,
        };
  return changed(check, { ...drift, advice: drift.advice ?? how });
}

/** The platform is no agency: `up` builds it for all. */
const whose = (agency: string): string => (agency === PLATFORM_STACK ? "--projects" : agency);
