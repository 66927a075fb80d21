import type { Province } from "../../model/province.ts";

/** TCP ports of the service catalogue, sorted; of a range the first and the last. */
export function tcpPorts(province: Province): number[] {
  const ports = Object.values(province.services).flatMap((service) =>
    service.ports.filter(({ protocol }) => protocol === "tcp").flatMap(({ port, portTo }) => [port, portTo]),
  );
  return [...new Set(ports)].toSorted((a, b) => a - b);
}

/** Candidates, first choice first: a port below 1024, and one that no ephemeral range and no habit uses. */
const CANDIDATES = [11, 17, 48_005, 48_006, 48_007];

/** Two TCP ports that no service of the catalogue has: nothing may pass there. */
export function portsOfNoService(province: Province): number[] {
  const taken = (port: number): boolean =>
    Object.values(province.services).some((service) =>
      service.ports.some((range) => range.port <= port && port <= range.portTo),
    );
  const [low] = CANDIDATES.filter((port) => port < 1024 && !taken(port));
  const [high] = CANDIDATES.filter((port) => port >= 1024 && !taken(port));
  return [low, high].filter((port) => port !== undefined);
}
