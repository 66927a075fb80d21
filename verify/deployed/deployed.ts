import * as z from "zod";
import { networkKey, partOf } from "../../infra/tenant/names.ts";
import type { DeployedTenant } from "./deployed-tenant.ts";

/** The part of an agency stack's outputs that the proof reads; infra/tenant/agency.ts gives them. */
const agencyOutputs = z.object({
  agency: z.string(),
  projectId: z.string(),
  networks: z.record(z.string(), z.object({ zone: z.string(), networkId: z.string() })),
  servers: z.record(
    z.string(),
    z.object({
      instanceId: z.string(),
      zone: z.string(),
      role: z.string(),
      ipv4: z.string().optional(),
      ipv6: z.string(),
      floating: z.string().optional(),
    }),
  ),
});

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
  const { agency, projectId, servers } = read.data;
  return {
    agency,
    projectId,
    servers: Object.fromEntries(
      Object.entries(servers).map(([name, { instanceId, zone, role, ipv4, ipv6, floating }]) => [
        partOf(agency, name) ?? name,
        {
          instanceId,
          zone,
          template: role,
          ipv6,
          ...(ipv4 === undefined ? {} : { ipv4 }),
          ...(floating === undefined ? {} : { floatingIpv4: floating }),
        },
      ]),
    ),
    networks: Object.fromEntries(
      Object.entries(read.data.networks).flatMap(([key, { zone, networkId }]) =>
        key === networkKey(zone, 0) ? [[zone, { networkId }]] : [],
      ),
    ),
  };
}
