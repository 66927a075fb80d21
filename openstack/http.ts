import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";
import { asText, inBoth } from "../model/text.ts";
import { answered, CloudApiError } from "./cloud-api-error.ts";
import type { Tls } from "./cloud-config.ts";

/** What an API said; its body as JSON where it is some, else as text. */
export interface Answer {
  /** What was asked, for a message. */
  request: string;
  status: number;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface Request {
  headers?: Record<string, string>;
  /** Text goes as it is, as application/octet-stream; anything else as JSON. */
  body?: unknown;
  /** On abort nobody waits for the answer any more. */
  signal?: AbortSignal;
  /** How long to wait for the whole answer, in ms; 30 s when absent. */
  timeoutMs?: number;
}

/**
 * Sends a request. By node:https, since `fetch` takes no certificate authority for a single request.
 * @throws CloudApiError when no answer came in time or until the abort, or one that the cloud could not tell (5xx)
 */
export async function send(method: string, url: string, request: Request, tls: Tls): Promise<Answer> {
  const { headers, body, signal, timeoutMs = 30_000 } = request;
  const what = `${method} ${url.replace(/\/\/[^/]*@/, "//")}`;
  let answer: IncomingMessage;
  let said: string;
  const limit = AbortSignal.timeout(timeoutMs);
  const limits = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  try {
    answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = (url.startsWith("https:") ? httpsRequest : httpRequest)(
        url,
        { ...tls, method, headers: { ...bodyHeaders(body), ...headers }, signal: limits },
        resolve,
      );
      sent.on("error", reject).end(typeof body === "string" ? body : JSON.stringify(body));
    });
    said = await text(answer);
  } catch (error) {
    const seconds = timeoutMs / 1000;
    const why = limit.aborted
      ? { en: `no answer in ${seconds} s`, vi: `không trả lời trong ${seconds} giây` }
      : asText(reasonOf(error));
    throw new CloudApiError(
      inBoth((language) => `${what}: ${why[language]}`),
      { cause: error },
    );
  }
  const status = answer.statusCode ?? 0;
  if (status >= 500) throw new CloudApiError(answered(what, status), { status });
  return { request: what, status, headers: answer.headers, body: parsed(said) };
}

function bodyHeaders(body: unknown): Record<string, string> {
  const accept = "application/json";
  if (body === undefined) return { accept };
  return { accept, "content-type": typeof body === "string" ? "application/octet-stream" : "application/json" };
}

/** Where a name has several addresses, the error for all of them has a code and no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ("code" in error ? String(error.code) : error.name);
}

function parsed(said: string): unknown {
  if (said === "") return undefined;
  try {
    return JSON.parse(said);
  } catch {
    // Some errors come as HTML; the status says enough.
    return said;
  }
}
