/** Answers that a cloud under load gives, and does not give a moment later: Neutron's 409 is a write that met another. */
const PASSING_ANSWERS = /\bgot (?:409|429|500|502|503|504) instead\b|\b(?:429|502|503|504) [A-Z]/;
const PASSING_FAILURES =
  /connection (?:refused|reset)|\bEOF\b|i\/o timeout|handshake timeout|deadline exceeded|timeout while waiting/i;
/** What the engine adds about the whole update once a resource failed. */
export const SUMMING_UP = /^(?:update|preview|destroy) failed$|^resource .* cancel+ed/i;

/**
 * Whether an update that ended with these errors is worth trying again as it is: each reason is one that passes by
 * itself. A refusal (another 4xx, a policy, a fault of the program) is not: somebody must change something.
 *
 * @param errors what the engine complained about, one text each
 */
export function isTransient(errors: readonly string[]): boolean {
  const reasons = errors.filter((error) => !SUMMING_UP.test(error.trim()));
  return reasons.length > 0 && reasons.every((error) => PASSING_ANSWERS.test(error) || PASSING_FAILURES.test(error));
}
