import * as z from "zod";
import { networkKey, partOf } from "../../infra/tenant/names.ts";

const deployedServer = z.object({
  /** Nova's UUID. */
  instanceId: z.string(),
  zone: z.string(),
  /** Name of its template. */
  role: z.string(),
  /** Absent in a tenant without IPv4. */
  ipv4: z.string().optional(),
  ipv6: z.string(),
  /** Its floating IPv4 address. */
  floating: z.string().optional(),
});

/** The part of an agency stack's outputs that the proof reads; infra/tenant/agency.ts gives them. */
const agencyOutputs = z.object({
  agency: z.string(),
  /** Keystone's id of the agency's project. */
  projectId: z.string(),
  networks: z.record(z.string(), z.object({ zone: z.string(), networkId: z.string() })),
  servers: z.record(z.string(), deployedServer),
});

/** One server as the agency's stack gives it. */
export type DeployedServer = z.infer<typeof deployedServer>;

/**
 * What stands in the cloud for one agency: its servers by name with replica number (`web-1`), and by zone code the first
 * network of each zone, where its servers are.
 */
export type DeployedTenant = z.infer<typeof agencyOutputs>;

/**
 * The deployed facts in the outputs of an agency's stack; undefined when the stack has none, as one that was never up
 * or was destroyed.
 * @throws Error that names the stack when the outputs are there and not of the known form.
 */
export function deployedTenant(stack: string, outputs: Record<string, unknown>): DeployedTenant | undefined {
  if (outputs["servers"] === undefined) return undefined;
  const read = agencyOutputs.safeParse(outputs);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(`stack ${stack}: its outputs are not those of this version: ${faults.join("; ")}`);
  }
  const { agency, networks, servers } = read.data;
  const first = Object.entries(networks).filter(([key, { zone }]) => key === networkKey(zone, 0));
  return {
    ...read.data,
    networks: Object.fromEntries(first.map(([, network]) => [network.zone, network])),
    servers: Object.fromEntries(
      Object.entries(servers).map(([name, server]) => [partOf(agency, name) ?? name, server]),
    ),
  };
}
