import { createSocket, type Socket } from "node:dgram";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Probe } from "../../verify/expected/probe.ts";
import { runProbes } from "../../verify/packets/prober.ts";
import { outsideVantage } from "../../verify/packets/vantage.ts";

// The script that runs in servers, here on loopback: it needs Python 3 and raw sockets, which only cloud machines have.

const open: { close(): unknown }[] = [];
const ports: Record<string, number> = {};

const listen = (host: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.listen(0, host, () => resolve(server));
  });

const bind = (answer: (socket: Socket, message: Buffer, port: number) => void): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.on("message", (message, { port }) => answer(socket, message, port));
    socket.bind(0, "127.0.0.1", () => resolve(socket));
  });

beforeAll(async () => {
  const [tcp4, tcp6, gone] = await Promise.all([listen("127.0.0.1"), listen("::1"), listen("127.0.0.1")]);
  const resolver = await bind((socket, message, port) => {
    // A response with the question's identity: the rest is the resolver's own affair.
    const answer = Buffer.from(message);
    answer.writeUInt16BE(0x8185, 2);
    socket.send(answer, port, "127.0.0.1");
  });
  const silent = await bind(() => {});
  open.push(tcp4, tcp6, resolver, silent);
  const port = (server: Server): number => (server.address() as AddressInfo).port;
  Object.assign(ports, { tcp4: port(tcp4), tcp6: port(tcp6), gone: port(gone) });
  Object.assign(ports, { resolver: resolver.address().port, silent: silent.address().port });
  await new Promise((resolve) => gone.close(resolve));
});
afterAll(() => {
  for (const each of open) each.close();
});

const probe = (protocol: Probe["protocol"], address: string, port: number, wanted: Probe["expect"]): Probe => ({
  id: `${protocol} ${address} ${port}`,
  family: address.includes(":") ? 6 : 4,
  from: { kind: "internet" },
  to: { kind: "resolver" },
  address,
  path: "direct",
  protocol,
  port,
  expect: wanted,
  why: { en: "", vi: "" },
});

test("the probing script tells open, refused and silent apart, in both families", async () => {
  const start = performance.now();
  const [probed] = await runProbes(
    [
      probe("tcp", "127.0.0.1", ports["tcp4"] ?? 0, "open"),
      probe("tcp", "::1", ports["tcp6"] ?? 0, "open"),
      probe("tcp", "127.0.0.1", ports["gone"] ?? 0, "drop"),
      probe("tcp", "::1", ports["gone"] ?? 0, "drop"),
      probe("icmp", "127.0.0.1", 0, "open"),
      probe("icmp", "::1", 0, "open"),
      probe("dns", "127.0.0.1", ports["resolver"] ?? 0, "open"),
      probe("dns", "127.0.0.1", ports["silent"] ?? 0, "drop"),
    ],
    outsideVantage,
  );
  expect(probed?.failure).toBeUndefined();
  expect(probed?.outcomes.map(({ seen, detail }) => `${seen} ${detail}`.trim())).toEqual([
    "open",
    "open",
    "refused",
    "refused",
    "open",
    "open",
    "open rcode 5",
    "timeout",
  ]);
  // One time-out, not one for each probe.
  expect(performance.now() - start).toBeLessThan(4000);
});

test("a service that is only just starting is waited for; one that may stay silent is not", async () => {
  const late = createServer();
  const port = ports["gone"] ?? 0;
  setTimeout(() => late.listen(port, "127.0.0.1"), 2500);
  open.push(late);
  const [probed] = await runProbes(
    [probe("tcp", "127.0.0.1", port, "open"), probe("tcp", "::1", port, "admitted")],
    outsideVantage,
  );
  expect(probed?.outcomes.map(({ seen }) => seen)).toEqual(["open", "refused"]);
});

test("five hundred probes take one time-out, and nothing is lost on the way", async () => {
  const silent = Array.from({ length: 250 }, () => probe("dns", "127.0.0.1", ports["silent"] ?? 0, "drop"));
  const answered = Array.from({ length: 250 }, () => probe("tcp", "127.0.0.1", ports["tcp4"] ?? 0, "open"));
  const start = performance.now();
  const [probed] = await runProbes([...silent, ...answered], outsideVantage);
  const count = (seen: string): number => probed?.outcomes.filter((outcome) => outcome.seen === seen).length ?? 0;
  expect({ timeout: count("timeout"), open: count("open") }).toEqual({ timeout: 250, open: 250 });
  expect(performance.now() - start).toBeLessThan(6000);
});

test("a command that cannot run is a failure of its source, not an error", async () => {
  const [probed] = await runProbes([probe("icmp", "::1", 0, "open")], () => ({
    run: async () => ({ code: 125, stdout: "", stderr: "the server does not run\n" }),
  }));
  expect(probed?.failure?.en).toBe("python3 ended with code 125: the server does not run");
});
