import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Asked {
  method: string;
  path: string;
  body: string;
  headers: IncomingHttpHeaders;
}

/** A cloud on loopback, whose public endpoints in RegionOne are its own address and the service's type. */
export interface FakeCloud {
  url: string;
  asked: Asked[];
  /** A login to it, as variables. */
  environment: Record<string, string>;
  close: () => Promise<void>;
}

/**
 * Starts one. It lets everybody in whom `answer` has nothing to say to, with a new token each time (`token-1`, ...).
 * @param tls - makes it speak TLS
 */
export async function startFakeCloud(
  answer: (asked: Asked) => { status?: number; body?: unknown } | undefined,
  tls?: ServerOptions,
): Promise<FakeCloud> {
  let logins = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url: path = "", headers } = request;
    const asked = { method, path, headers, body: await text(request) };
    cloud.asked.push(asked);
    const said = answer(asked);
    if (said !== undefined) {
      response.writeHead(said.status ?? 200).end(JSON.stringify(said.body));
    } else if (path === "/v3/auth/tokens") {
      const token = { project: { id: "project" }, catalog: catalogOf(cloud.url) };
      response.writeHead(201, { "x-subject-token": `token-${++logins}` }).end(JSON.stringify({ token }));
    } else {
      response.writeHead(404).end();
    }
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => void handle(request, response);
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http${tls === undefined ? "" : "s"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cloud: FakeCloud = {
    url,
    asked: [],
    environment: { OS_AUTH_URL: url, OS_USERNAME: "operator", OS_PASSWORD: "s3cret", OS_PROJECT_NAME: "admin" },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return cloud;
}

function catalogOf(url: string): unknown {
  return ["network", "compute", "image", "volumev3"].map((type) => ({
    type,
    endpoints: [
      { interface: "internal", region: "RegionOne", url: "http://192.0.2.1" },
      { interface: "public", region: "RegionTwo", region_id: "two", url: `${url}/two/${type}/` },
      { interface: "public", region: "RegionOne", region_id: "RegionOne", url: `${url}/${type}` },
    ],
  }));
}
