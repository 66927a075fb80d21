/** Answers that a cloud under load gives, and does not give a moment later. */
const PASSING_ANSWERS = /\bgot (?:429|500|502|503|504) instead\b|\b(?:429|502|503|504) [A-Z]/;
const PASSING_FAILURES =
  /connection (?:refused|reset)|\bEOF\b|i\/o timeout|handshake timeout|deadline exceeded|timeout while waiting|exited prematurely/i;
/** A write of Neutron's that met another one, by the type or the words of its answer. */
const MET_ANOTHER =
  /\b(?:RetryRequest|StaleDataError|DBDeadlock|DBRetryErrorException|RevisionNumberConstraintFailed)\b|try again|retry/i;
/** Refusals that Neutron gives as a 500: what was asked for meets what is there. */
const LASTING = /\b(?:SubnetAllocationError|AddressScopePrefixConflict|OverQuota|QuotaExceeded)\b|quota exceeded/i;
const CONFLICT = /\bgot 409 instead\b|\bSubnetAllocationError\b/;
/** What the engine and the program add once a resource failed. */
export const SUMMING_UP =
  /^(?:update|preview|destroy) failed$|^resource .* cancel+ed|\bresource \S+ \[\S+\] failed to register$/i;

/**
 * Whether an update that ended with these errors is worth trying again as it is: each reason is one that passes by
 * itself. A refusal (400, 403, a conflict, a quota, a policy, a fault of the program) is not: somebody must change
 * something.
 *
 * @param errors what the engine complained about, one text each
 * @param cleared whether something that was in the way has been found since: then conflicts pass, too
 */
export function isTransient(errors: readonly string[], cleared = false): boolean {
  const reasons = errors.filter((error) => !SUMMING_UP.test(error.trim()));
  return reasons.length > 0 && reasons.every((error) => passes(error) || (cleared && isConflict(error)));
}

function passes(error: string): boolean {
  if (LASTING.test(error)) return false;
  if (/\bgot 409 instead\b/.test(error)) return MET_ANOTHER.test(error);
  return PASSING_ANSWERS.test(error) || PASSING_FAILURES.test(error);
}

/** Whether something that is there was in the way. */
function isConflict(error: string): boolean {
  return CONFLICT.test(error);
}

/** Whether the cloud said no, so that nothing was made. */
export function isRefused(error: string): boolean {
  return /\bgot 4\d\d instead\b/.test(error);
}

/** Whether the service itself answered: what stands between may give up (502, 504) while the service goes on. */
export function isAnswered(error: string): boolean {
  return /\bgot (?:4\d\d|500|501|503) instead\b/.test(error);
}
