import * as z from "zod";
import type { Repository } from "../../infra/repository/repository.ts";
import type { Tenant } from "../../model/tenant.ts";
import type { Finding } from "../../policies/policy.ts";
import type { DeployedServer, DeployedTenant } from "../deployed/deployed-tenant.ts";
import { plannedServers, type PlannedServer } from "../expected/planned-server.ts";
import { difference } from "../finding.ts";
import { NO_WAY, VantageError } from "../packets/python-job.ts";
import type { Vantage, VantageOf } from "../packets/vantage.ts";
import { FACTS_PER_GUEST, judgeGuest, readGuestFacts } from "./guest-facts.ts";
import { judgeMetadata, metadataFamilies, readGuestMetadata } from "./guest-metadata.ts";

/** A deployed server and the way into it. */
export interface Guest {
  tenant: Tenant;
  planned: PlannedServer;
  deployed: DeployedServer;
  vantage: Vantage | undefined;
}

export interface GuestResult {
  /** Facts that were compared, in servers that told them. */
  facts: number;
  findings: Finding[];
}

/** The deployed servers of tenants. */
export function guestsOf(
  { province, plan }: Repository,
  tenants: readonly Tenant[],
  deployed: Record<string, DeployedTenant>,
  vantageOf: VantageOf,
): Guest[] {
  return tenants.flatMap((tenant) =>
    plannedServers(province, plan, tenant).flatMap((planned) => {
      const server = deployed[tenant.code]?.servers[planned.name];
      const vantage = vantageOf({ kind: "server", agency: tenant.code, server: planned.name });
      return server === undefined ? [] : [{ tenant, planned, deployed: server, vantage }];
    }),
  );
}

/**
 * Reads and judges the facts of all servers at the same time, each when its cloud-init is done, for which it waits
 * `patience` seconds. `mtuOf` tells the MTU of the network that a zone's servers are on, as the cloud has it.
 */
export function verifyGuests(
  { province }: Repository,
  guests: readonly Guest[],
  patience: number,
  mtuOf: (agency: string, zone: string) => Promise<number | undefined>,
): Promise<GuestResult> {
  return visit(guests, FACTS_PER_GUEST, async (vantage, { tenant, planned, deployed }) => {
    const facts = await readGuestFacts(vantage, patience);
    return judgeGuest(facts, { province, tenant, planned, deployed, mtu: await mtuOf(tenant.code, planned.zone) });
  });
}

/** Lets all servers ask the metadata service who they are. */
export async function verifyMetadata(guests: readonly Guest[]): Promise<GuestResult> {
  const result = await visit(guests, 0, async (vantage, { tenant, planned, deployed }) =>
    judgeMetadata(
      await readGuestMetadata(vantage, metadataFamilies(tenant, planned, deployed)),
      tenant,
      planned,
      deployed,
    ),
  );
  const asked = guests.map(({ tenant, planned, deployed }) => metadataFamilies(tenant, planned, deployed).length);
  return { ...result, facts: asked.reduce((sum, count) => sum + count, 0) };
}

const UNKNOWN_FORM = { en: "its answer is not of the known form", vi: "câu trả lời không đúng dạng đã biết" };

async function visit(
  guests: readonly Guest[],
  factsOfEach: number,
  judge: (vantage: Vantage, guest: Guest) => Promise<Finding[]>,
): Promise<GuestResult> {
  const results = await Promise.all(
    guests.map(async (guest): Promise<GuestResult> => {
      const place = `${guest.tenant.code}/${guest.planned.name}`;
      try {
        if (guest.vantage === undefined) throw new VantageError(NO_WAY);
        return { facts: factsOfEach, findings: await judge(guest.vantage, guest) };
      } catch (error) {
        if (!(error instanceof VantageError) && !(error instanceof z.ZodError)) throw error;
        const reason = error instanceof VantageError ? error.text : UNKNOWN_FORM;
        const message = {
          en: `${place}: it could not be asked: ${reason.en}`,
          vi: `${place}: không hỏi được: ${reason.vi}`,
        };
        return { facts: 0, findings: [difference("VER-17", place, message)] };
      }
    }),
  );
  return {
    facts: results.reduce((sum, { facts }) => sum + facts, 0),
    findings: results.flatMap(({ findings }) => findings),
  };
}
