/**
 * Runs parts of one work at the same time. When one fails, the signal ends the others, and the reason is thrown only
 * after they have ended: nothing goes on in the background.
 */
export async function sideBySide(parts: readonly ((signal: AbortSignal) => Promise<void>)[]): Promise<void> {
  const failed = new AbortController();
  const running = parts.map((part) => part(failed.signal));
  try {
    await Promise.all(running);
  } catch (error) {
    failed.abort();
    await Promise.allSettled(running);
    throw error;
  }
}
