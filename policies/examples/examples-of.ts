import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "../policy.ts";
import type { PolicyExamples } from "./examples.ts";

/** The folder of each area of the catalogue, by the letters of its ids. */
export const AREAS: Readonly<Record<string, string>> = {
  BGP: "bgp",
  BLK: "volume",
  CMP: "server",
  DNS: "dns",
  FIP: "floating-ip",
  IAM: "identity",
  IMG: "image",
  LB: "load-balancer",
  LIF: "lifecycle",
  NET: "network",
  PRT: "port",
  QOS: "qos",
  RTR: "router",
  SEC: "security-group",
  TAG: "tags",
  V6O: "v6-only",
  VPN: "vpn",
};

/** Where a policy's rule lies, its test beside it, and its examples. */
export function filesOf({ id, slug }: Pick<Policy, "id" | "slug">): { rule: string; test: string; examples: string } {
  const area = AREAS[id.split("-")[0] ?? ""] ?? "";
  const rule = join(import.meta.dirname, "../rules", area, slug);
  return { rule: `${rule}.ts`, test: `${rule}.test.ts`, examples: join(import.meta.dirname, area, `${slug}.ts`) };
}

/** The examples beside a policy's file; undefined when it has none yet. */
export async function examplesOf(policy: Policy): Promise<PolicyExamples | undefined> {
  const file = filesOf(policy).examples;
  if (!existsSync(file)) return undefined;
  // The shape of every file of that name, which tsc holds
  return ((await import(file)) as { examples: PolicyExamples }).examples;
}

/** The examples of all policies given that have some. */
export async function allExamples(
  policies: readonly Policy[],
): Promise<readonly { policy: Policy; examples: PolicyExamples }[]> {
  const found = await Promise.all(policies.map(async (policy) => ({ policy, examples: await examplesOf(policy) })));
  return found.flatMap(({ policy, examples }) => (examples ? [{ policy, examples }] : []));
}
