import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A proxy before a cloud's APIs. */
export interface LosingProxy {
  /** An address of the cloud as one of the proxy. */
  through: (url: string) => string;
  /** What was carried out and answered with 504, as `POST networks`. */
  lost: Set<string>;
  close: () => Promise<void>;
}

/**
 * Starts a proxy on loopback that loses the first answer to each kind of creation: it answers 504 once that was carried
 * out, as a gateway does that waits no longer. Everything else goes through.
 *
 * @param isOn - whether it loses anything now
 */
export async function startLosingProxy(isOn: () => boolean): Promise<LosingProxy> {
  const lost = new Set<string>();
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, host = "", path = "/"] = /^\/([\d.]+:\d+)(.*)$/.exec(incoming.url ?? "") ?? [];
    const [hostname, port] = host.split(":");
    const { method = "GET" } = incoming;
    const body = await buffer(incoming);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { ...incoming.headers, host, "content-length": String(body.length) };
      delete (headers as Record<string, unknown>)["transfer-encoding"];
      const asked = request({ hostname, port, path: path || "/", method, headers }, resolve);
      asked.on("error", reject).end(body);
    });
    const said = await buffer(answer);
    const kind = creationOf(method, path);
    if (isOn() && kind !== undefined && !lost.has(kind) && (answer.statusCode ?? 500) < 300) {
      lost.add(kind);
      response.writeHead(504).end("Gateway Time-out");
      return;
    }
    const headers = { ...answer.headers };
    delete headers["transfer-encoding"];
    delete headers["content-length"];
    if (headers.location !== undefined) headers.location = through(headers.location);
    const isJson = headers["content-type"]?.includes("json") === true;
    const text = isJson ? Buffer.from(through(said.toString())) : said;
    response.writeHead(answer.statusCode ?? 502, { ...headers, "content-length": String(text.length) }).end(text);
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const through = (text: string): string =>
    text.replaceAll(/http:\/\/([\d.]+:\d+)/g, (whole, host: string) => (whole === own ? whole : `${own}/${host}`));
  return {
    through,
    lost,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a request makes, by the last part of its path; undefined for a login and for what makes nothing. */
function creationOf(method: string, path: string): string | undefined {
  const last = path.replace(/\?.*/, "").split("/").at(-1) ?? "";
  if (method === "POST" && !["tokens", "action", "os-extra_specs"].includes(last)) return `${method} ${last}`;
  return method === "PUT" && last === "add_router_interface" ? `${method} ${last}` : undefined;
}
