import { setTimeout as sleep } from "node:timers/promises";
import { CloudApiError } from "./cloud-api-error.ts";
import type { CloudConfig } from "./cloud-config.ts";
import { type OpenStackSession, openSession } from "./session.ts";

/** How long to wait before each time that something is asked again. */
const WAITS_MS = [200, 500, 1000, 2000];

/**
 * A session that asks again where the cloud was silent or could not tell (5xx, 429), a few times. For requests that may
 * be repeated as they are alone: reading and removing, never making.
 *
 * @throws CloudApiError as `openSession`
 */
export async function openPatientSession(config: CloudConfig, signal?: AbortSignal): Promise<OpenStackSession> {
  const patiently = async <T>(ask: () => Promise<T>, isPassing: (answer: T) => boolean): Promise<T> => {
    for (const wait of WAITS_MS) {
      try {
        const answer = await ask();
        if (!isPassing(answer)) return answer;
      } catch (error) {
        // Nobody listens, or the catalogue has no such service: a moment later it is the same.
        if (!(error instanceof CloudApiError) || error.refused || isAbsent(error)) throw error;
      }
      await sleep(wait, undefined, { signal });
    }
    return ask();
  };
  const session = await patiently(
    () => openSession(config, { signal }),
    () => false,
  );
  return {
    projectId: session.projectId,
    call: (...request) =>
      patiently(
        () => session.call(...request),
        ({ status }) => status === 429,
      ),
  };
}

const isAbsent = (error: CloudApiError): boolean =>
  error.status === undefined && !/\b(?:reset|hang up|EPIPE)/i.test(reasonOf(error));

function reasonOf({ cause, message }: CloudApiError): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return `${code} ${message}`;
}
