import type { Finding } from "../policy.ts";

/** A finding as JSON documents have it, whatever the language asked for: programs compare the English words. */
export type FindingJson<T extends Finding = Finding> = Omit<T, "message"> & { message: string; messageVi: string };

/** A finding for a JSON document: `message` in English, `messageVi` in Vietnamese. */
export function findingJson<T extends Finding>(finding: T): FindingJson<T> {
  return { ...finding, message: finding.message.en, messageVi: finding.message.vi };
}

/** The finding of such a document; a version that had no Vietnamese says it in English twice. */
export function findingOfJson({
  messageVi,
  ...finding
}: Omit<FindingJson, "messageVi"> & { messageVi?: string }): Finding {
  return { ...finding, message: { en: finding.message, vi: messageVi ?? finding.message } };
}
