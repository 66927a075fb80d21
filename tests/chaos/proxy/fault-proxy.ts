import { createServer, type IncomingMessage, request as send, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./faults.ts";

/** A request on its way to a cloud. */
export interface PassingRequest {
  method: string;
  /** Method, port of the API and path, ids as `*`: the same in every run, such as `POST 9696 /v2.0/networks`. */
  route: string;
  /** Whether it may change something; a login does not. */
  changes: boolean;
  /** Ports of the connection that it came by, from which one learns who sent it. */
  connection: { client: number; proxy: number };
}

/** What happens to requests on their way. */
export interface Disturbance {
  /** Before the API gets it: what becomes of it, or nothing. */
  arrived?(request: PassingRequest): Promise<Fault | undefined> | Fault | undefined;
  /** After the API carried it out, before the sender hears of it. */
  carriedOut?(request: PassingRequest): Promise<void> | void;
  /** After the answer was given to the sender. */
  answered?(request: PassingRequest): Promise<void> | void;
}

/** Stands before the APIs of a cloud, on this machine's loopback. */
export interface FaultProxy {
  /** A text with the proxy's addresses in place of the cloud's. */
  rewrite(text: string): string;
  /** Disturbs what comes from now on; nothing with `undefined`. */
  disturb(disturbance: Disturbance | undefined): void;
  /** How many faults of each kind there were so far. */
  readonly faults: ReadonlyMap<Fault, number>;
  /** What the cloud itself gave no answer to, each with the reason. */
  readonly unanswered: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts it before the APIs at these origins (`http://127.77.1.1:9696`). Whatever they answer names the proxy where it
 * named them: the catalogue of a login, the list of endpoints, links. A silent answer is cut after `silenceMs`.
 */
export async function startFaultProxy(origins: readonly string[], silenceMs: number): Promise<FaultProxy> {
  let disturbance: Disturbance | undefined;
  const faults = new Map<Fault, number>();
  const unanswered: string[] = [];
  const own = new Map<string, string>();
  const rewrite = (text: string): string => {
    let rewritten = text;
    for (const [theirs, ours] of own) rewritten = rewritten.replaceAll(theirs, ours);
    return rewritten;
  };
  const pass = async (origin: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const request = passing(origin, incoming);
    const now = disturbance;
    const fault = await now?.arrived?.(request);
    if (fault !== undefined) faults.set(fault, (faults.get(fault) ?? 0) + 1);
    if (fault?.endsWith("before")) return afflict(fault, outgoing, silenceMs);
    const answer = await carryOut(origin, incoming, body).catch((error: unknown) => {
      unanswered.push(`${request.route}: ${String(error)}`);
      throw error;
    });
    await now?.carriedOut?.(request);
    if (fault !== undefined) return afflict(fault, outgoing, silenceMs);
    outgoing.writeHead(answer.status, headersOf(answer.headers, rewrite));
    outgoing.end(/json|text/.test(answer.headers["content-type"] ?? "") ? rewrite(String(answer.body)) : answer.body);
    // A sender that is gone hears nothing any more.
    await finished(outgoing).catch(() => {});
    await now?.answered?.(request);
  };
  const servers = await Promise.all(
    origins.map(async (origin) => {
      const server = createServer((incoming, outgoing) => {
        // As the local cloud's APIs do: a connection that is kept may end just when the next request comes.
        outgoing.shouldKeepAlive = false;
        // A sender that is gone, an API that does not answer: the other side sees the same.
        pass(origin, incoming, outgoing).catch(() => outgoing.destroy());
      });
      own.set(origin, `http://127.0.0.1:${await portOf(server)}`);
      return server;
    }),
  );
  return {
    rewrite,
    disturb: (next) => void (disturbance = next),
    faults,
    unanswered,
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function portOf(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

const ID = /[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

function passing(origin: string, { method = "GET", url = "/", socket }: IncomingMessage): PassingRequest {
  const path = url.replace(/\?.*/, "");
  return {
    method,
    route: `${method} ${new URL(origin).port} ${path.replaceAll(ID, "*")}`,
    changes: !["GET", "HEAD", "OPTIONS"].includes(method) && !path.endsWith("/auth/tokens"),
    connection: { client: socket.remotePort ?? 0, proxy: socket.localPort ?? 0 },
  };
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

function carryOut(origin: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const { "transfer-encoding": _, connection: __, "accept-encoding": ___, ...kept } = headers;
  return new Promise((resolve, reject) => {
    const length = body.length > 0 ? { "content-length": String(body.length) } : {};
    const request = send(
      new URL(url ?? "/", origin),
      { method, headers: { ...kept, host: new URL(origin).host, ...length } },
      (answer) => {
        buffer(answer).then(
          (content) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content }),
          reject,
        );
      },
    );
    request.on("error", reject).end(body);
  });
}

function headersOf(headers: IncomingMessage["headers"], rewrite: (text: string) => string): IncomingMessage["headers"] {
  const { "content-length": _, "transfer-encoding": __, connection: ___, location, ...kept } = headers;
  return location === undefined ? kept : { ...kept, location: rewrite(location) };
}

async function afflict(fault: Fault, outgoing: ServerResponse, silenceMs: number): Promise<void> {
  const status = Number.parseInt(fault, 10);
  if (!Number.isNaN(status)) {
    outgoing.writeHead(status, {
      "content-type": "application/json",
      ...(status === 429 ? { "retry-after": "1" } : {}),
    });
    outgoing.end('{"error":{"message":"made by the fault proxy"}}');
    return;
  }
  if (fault.startsWith("silence")) await sleep(silenceMs);
  outgoing.destroy();
}
