import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { type Fault, FAULTS, faultsAt } from "./faults.ts";

let api: Server;
let carriedOut: string[];
let proxy: FaultProxy;
let ours: string;

beforeEach(async () => {
  carriedOut = [];
  let origin = "";
  api = createServer((request, response) => {
    let body = "";
    request.on("data", (some) => (body += String(some)));
    request.on("end", () => {
      carriedOut.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(201, {
        "content-type": "application/json",
        location: `${origin}/made`,
        "x-subject-token": "t",
      });
      response.end(JSON.stringify({ catalog: [{ url: `${origin}/v2.0` }] }));
    });
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  proxy = await startFaultProxy([origin], 20);
  ours = proxy.rewrite(origin);
});
afterEach(async () => {
  await proxy.close();
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
});

const post = (path: string) => fetch(`${ours}${path}`, { method: "POST", body: '{"network":{}}' });

test("every address of the cloud becomes the proxy's, in bodies and headers", async () => {
  const answer = await post("/v2.0/networks?fields=id");
  expect(carriedOut).toEqual(['POST /v2.0/networks?fields=id {"network":{}}']);
  expect([answer.status, answer.headers.get("x-subject-token")]).toEqual([201, "t"]);
  expect(answer.headers.get("connection")).toBe("close");
  expect(answer.headers.get("location")).toBe(`${ours}/made`);
  expect(await answer.json()).toEqual({ catalog: [{ url: `${ours}/v2.0` }] });
});

test.each(FAULTS)(
  "%s: the sender gets no answer of the API, which did its work only where it is `after`",
  async (fault) => {
    proxy.disturb({ arrived: () => fault });
    const status = await post("/v2.0/networks").then(
      (answer) => answer.status,
      () => "none",
    );
    expect(status).toBe(/^\d/.test(fault) ? Number.parseInt(fault, 10) : "none");
    expect(carriedOut).toHaveLength(fault.endsWith("after") ? 1 : 0);
    expect([...proxy.faults]).toEqual([[fault, 1]]);
    proxy.disturb(undefined);
    expect((await post("/")).status).toBe(201);
  },
);

test("who disturbs sees each request before, when it is carried out, and after its answer", async () => {
  const seen: string[] = [];
  const note = (when: string): undefined => void seen.push(`${when} ${carriedOut.length}`);
  const id = "0123456789abcdef0123456789abcdef";
  proxy.disturb({
    arrived: ({ route, changes, connection }) => {
      expect(route).toMatch(/^POST \d+ \/v2.0\/networks\/\*\/tags$/);
      expect(changes).toBe(true);
      expect(connection.proxy).toBe(Number(new URL(ours).port));
      return note("arrived");
    },
    carriedOut: () => note("carried out"),
    answered: () => note("answered"),
  });
  await post(`/v2.0/networks/${id}/tags?x`);
  expect(seen).toEqual(["arrived 0", "carried out 1", "answered 1"]);
});

test("a login and a question change nothing", async () => {
  const changes: boolean[] = [];
  proxy.disturb({ arrived: (request) => void changes.push(request.changes) });
  await post("/v3/auth/tokens");
  await fetch(`${ours}/v2.0/networks`);
  await fetch(`${ours}/v2.0/networks/1`, { method: "DELETE" });
  expect(changes).toEqual([false, false, true]);
});

test("an API that is gone is a connection cut", async () => {
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
  await expect(post("/")).rejects.toThrow("fetch failed");
  expect(proxy.unanswered).toEqual([expect.stringMatching(/^POST \d+ \/: Error: .*ECONNREFUSED/)]);
});

test("the n-th request of a route has the same fault for the same seed, in any order, about as often as wanted", () => {
  const drawn = (routes: string[], seed: string): Record<string, (Fault | undefined)[]> => {
    const draw = faultsAt(0.15, seed);
    const all: Record<string, (Fault | undefined)[]> = {};
    for (const route of routes) (all[route] ??= []).push(draw(route));
    return all;
  };
  const routes = Array.from({ length: 4000 }, (_, index) => (index % 3 === 0 ? "POST a" : "GET b"));
  const one = drawn(routes, "7");
  expect(drawn(routes.toReversed(), "7")).toEqual(one);
  expect(drawn(routes, "8")).not.toEqual(one);
  const faults = Object.values(one)
    .flat()
    .filter((fault) => fault !== undefined);
  expect(faults.length / 4000).toBeCloseTo(0.15, 1);
  expect(new Set(faults).size).toBe(FAULTS.length);
});
