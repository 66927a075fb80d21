import { z } from "zod";
import { policyContext, type PolicyContext } from "../context.ts";
import { pulumiName } from "../level.ts";
import type { Level, Policy } from "../policy.ts";

/** What a user's config makes of a policy's level; one that is `disabled` is not asked. */
export type ConfiguredLevel = Level | "disabled";

/** A file as `--policy-pack-config` takes it: what is known of the stack, and how strict policies are. */
export interface PackConfig {
  context: PolicyContext;
  /** By policy id. */
  levels: ReadonlyMap<string, ConfiguredLevel>;
}

const level = z.enum(["mandatory", "advisory", "remediate", "disabled"]);
const entry = z.union([level, z.strictObject({ enforcementLevel: level })]);

/** Whether plain data is a pack's config, and not only what its policy `province` takes. */
export function isPackConfig(data: Record<string, unknown>, policies: readonly Policy[]): boolean {
  const names = new Set(["province", "all", ...policies.map(pulumiName)]);
  return Object.keys(data).some((key) => names.has(key));
}

/** A pack's config as Pulumi takes it: by names of policies, and `all` for those that are not named. Nothing else fits. */
export function packConfigSchema(policies: readonly Policy[]) {
  const names = Object.fromEntries(policies.map((policy) => [pulumiName(policy), entry.optional()]));
  return z.strictObject({ province: policyContext.optional(), all: entry.optional(), ...names });
}

/** What a config that fits that schema says, by the ids of the policies. */
export function packConfig(policies: readonly Policy[], given: object): PackConfig {
  // `province` alone is no level
  const { province, ...entries } = given as { province?: PolicyContext } & Record<string, z.infer<typeof entry>>;
  const levels = policies.flatMap((policy): [string, ConfiguredLevel][] => {
    const own = entries[pulumiName(policy)] ?? entries["all"];
    if (own === undefined) return [];
    return [[policy.id, typeof own === "string" ? own : own.enforcementLevel]];
  });
  return { context: province ?? {}, levels: new Map(levels) };
}
