import * as z from "zod";
import type { Repository } from "../infra/repository.ts";
import type { Tenant } from "../model/tenant.ts";
import type { Finding } from "../policies/policy.ts";
import type { DeployedTenant } from "./deployed-tenant.ts";
import { difference } from "./finding.ts";
import { guestHasIpv4, judgeGuest, readGuestFacts } from "./guest-facts.ts";
import { plannedServers } from "./planned-server.ts";
import { VantageError } from "./python-job.ts";
import type { VantageOf } from "./vantage.ts";

export interface GuestResult {
  /** Servers that told their facts. */
  guests: number;
  findings: Finding[];
}

/**
 * Reads and judges the facts of every server of the tenants, all at the same time. `mtuOf` tells the MTU of the network
 * that a zone's servers are on, as the cloud has it.
 */
export const verifyGuests = async (
  { province, plan }: Repository,
  tenants: readonly Tenant[],
  deployed: Record<string, DeployedTenant>,
  vantageOf: VantageOf,
  patience: number,
  mtuOf: (agency: string, zone: string) => Promise<number | undefined>,
): Promise<GuestResult> => {
  const guests = tenants.flatMap((tenant) =>
    plannedServers(province, plan, tenant).flatMap((planned) => {
      const facts = deployed[tenant.code]?.servers[planned.name];
      return facts === undefined ? [] : [{ tenant, planned, facts }];
    }),
  );
  const results = await Promise.all(
    guests.map(async ({ tenant, planned, facts }): Promise<Finding[] | undefined> => {
      const place = `${tenant.code}/${planned.name}`;
      const vantage = vantageOf({ kind: "server", agency: tenant.code, server: planned.name });
      try {
        if (vantage === undefined) throw new VantageError("there is no way to run a command there");
        const seen = await readGuestFacts(vantage, patience, guestHasIpv4(tenant, facts) ? ["ipv4", "ipv6"] : ["ipv6"]);
        const mtu = await mtuOf(tenant.code, planned.zone);
        return judgeGuest(seen, { province, tenant, planned, deployed: facts, mtu });
      } catch (error) {
        if (!(error instanceof VantageError) && !(error instanceof z.ZodError)) throw error;
        const reason = error instanceof VantageError ? error.message : "its facts are not of the known form";
        return [difference("VER-17", place, `${place}: its facts could not be read: ${reason}`)];
      }
    }),
  );
  return {
    guests: results.filter((found) => !(found ?? []).some(({ policy }) => policy === "VER-17")).length,
    findings: results.flatMap((found) => found ?? []),
  };
};
