import * as z from "zod";
import { serverHasIpv4 } from "../../infra/tenant/tenant-facts.ts";
import type { Tenant } from "../../model/tenant.ts";
import type { Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import type { DeployedServer } from "../deployed/deployed-tenant.ts";
import type { PlannedServer } from "../expected/planned-server.ts";
import { difference } from "../finding.ts";
import { runPython } from "../packets/python-job.ts";
import type { Vantage } from "../packets/vantage.ts";

const answer = z.union([
  z.object({ error: z.string() }),
  z.object({ uuid: z.string().nullable(), hostname: z.string().nullable(), name: z.string().nullable() }),
]);
const guestMetadata = z.object({ ipv4: answer.optional(), ipv6: answer.optional() });

/** What the metadata service told a guest, over each family that it was asked over; guest/metadata.py prints it. */
export type GuestMetadata = z.infer<typeof guestMetadata>;

/** Seconds to go on asking: the service is slow on an instance's first question, more so when all ask at once. */
const PATIENCE = 15;

type MetadataFamily = "ipv4" | "ipv6";

/** The families that a server should reach the metadata service over; Nova answers on IPv6 since Victoria. */
export function metadataFamilies(tenant: Tenant, { zone }: PlannedServer, { ipv4 }: DeployedServer): MetadataFamily[] {
  return serverHasIpv4(tenant, zone, ipv4) ? ["ipv4", "ipv6"] : ["ipv6"];
}

/** Lets a guest ask the metadata service who it is. Throws `VantageError` or a zod error. */
export async function readGuestMetadata(vantage: Vantage, families: readonly MetadataFamily[]): Promise<GuestMetadata> {
  return guestMetadata.parse(await runPython(vantage, "metadata.py", { patience: PATIENCE, families }));
}

const SERVICE = { ipv4: "http://169.254.169.254", ipv6: "http://[fe80::a9fe:a9fe]" } as const;

/** Compares what the service said with who the server is. */
export function judgeMetadata(
  metadata: GuestMetadata,
  tenant: Tenant,
  planned: PlannedServer,
  deployed: DeployedServer,
): Finding[] {
  const place = `${tenant.code}/${planned.name}`;
  return metadataFamilies(tenant, planned, deployed).flatMap((family) => {
    const told = metadata[family];
    const fault = ({ en, vi }: Text): Finding[] => [
      difference("VER-09", place, {
        en: `${place}: ${SERVICE[family]} ${en}`,
        vi: `${place}: ${SERVICE[family]} ${vi}`,
      }),
    ];
    if (told === undefined) {
      return fault({ en: "does not answer: it was not asked", vi: "không trả lời: chưa được hỏi" });
    }
    if ("error" in told) return fault({ en: `does not answer: ${told.error}`, vi: `không trả lời: ${told.error}` });
    const id = deployed.instanceId;
    if (told.uuid === id) return [];
    return fault({
      en: `takes it for instance ${told.uuid ?? "none"}; it is ${id}`,
      vi: `coi nó là máy ${told.uuid ?? "không rõ"}; đúng ra là ${id}`,
    });
  });
}
