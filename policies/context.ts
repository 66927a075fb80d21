import { z } from "zod";

const texts = z.array(z.string());
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const phase = z.literal([1, 2, 3]);

const lifecycleStage = z.enum([
  "survey",
  "design",
  "pilot",
  "dual-stack",
  "verified",
  "production",
  "cutover",
  "v6-only",
  "retired",
]);

/** Stages of a system's transition, in order; `production` needs `verified` (LIF-01, R1-14, R2-27). */
export const LIFECYCLE_STAGES = lifecycleStage.options;

export type LifecycleStage = z.infer<typeof lifecycleStage>;

/** The four tests of a system before it is taken over (R2-24). */
export const ACCEPTANCE_TESTS = ["functional", "feature", "performance", "security"] as const;

const lifecycle = z.strictObject({
  stage: lifecycleStage,
  previous: lifecycleStage.optional().describe("Stage of the last committed state; absent for a new tenant"),
  tests: z
    .record(z.string(), z.enum(["pass", "fail"]))
    .optional()
    .describe("Results of the acceptance tests (R2-24)"),
  fallback: z.boolean().optional().describe("Whether a fallback is written down (R1-12)"),
  risks: z.boolean().optional().describe("Whether the risks are written down (R2-18)"),
});

export type Lifecycle = z.infer<typeof lifecycle>;

const waiver = z.strictObject({
  policy: z.string(),
  stack: z.string().optional().describe("Stack that it holds for; absent means every stack"),
  resource: z.string().describe("Name of the resource, or its URN; * stands for any run of characters"),
  reason: z.string(),
  approvedBy: z.string(),
  expires: day.describe("Last day on which it holds"),
  document: z.string().optional().describe("Number of the document that approved it"),
});

/** One approved exception: this policy does not hold for these resources until that day. */
export type Waiver = z.infer<typeof waiver>;

const uplink = z.strictObject({
  carrier: z.string(),
  asn: z.int(),
  ipv4: z.boolean().optional(),
  ipv6: z.boolean().optional(),
});

const flow = z.strictObject({
  from: z.string().describe("A zone, internet or agency"),
  to: z.string(),
  ports: z.array(z.strictObject({ protocol: z.enum(["tcp", "udp"]), port: z.int(), portTo: z.int() })),
});

/**
 * What is known of the province: the config of the pack's policy `province`, and of `province check --config`. Every
 * field is optional, so that the pack judges any program on OpenStack.
 */
export const policyContext = z
  .strictObject({
    addresses: z
      .enum(["documentation", "registered"])
      .describe("Which addresses the environment uses: only those for documentation, or none of them (NET-07)"),
    agency: z.string().describe("Code of the agency that the stack belongs to (TAG-01)"),
    phase: phase.describe("Phase of the IPv6 plan: in phase 1 family-related policies advise"),
    systemPhases: z
      .record(z.string(), phase)
      .describe("Phases of systems that are not in the stack's own, by the tag system of their resources"),
    mode: z
      .enum(["dual", "v6-preferred", "v6-only"])
      .describe("Address families: both, both with IPv4 only where it is needed, IPv6 alone (R1-40)"),
    v6OnlyZones: texts.describe("Zones without IPv4 whatever the mode, beside v6only (NET-01, V6O-01)"),
    securityLevel: z.literal([1, 2, 3, 4, 5]),
    zones: z
      .record(z.string(), z.strictObject({ ipv6: z.string(), ipv4: z.string(), addressMode: z.string() }))
      .describe("The agency's prefixes by zone code (NET-03)"),
    dualStackExternalNetworks: texts.describe("Names or ids of dual-stack networks made elsewhere (RTR-02)"),
    ulaPrefixes: texts.describe("Unique local /48s of the plan (NET-09, AP-21)"),
    tags: z.record(z.string(), z.string()).describe("Values for missing tags (TAG-01)"),
    platform: z.boolean().describe("True in the stack that owns external networks and pools"),
    date: day.describe("Day of judgement; absent means today (LIF-02)"),
    environment: z
      .enum(["production", "staging", "example"])
      .describe("Rules for real traffic hold in the first two (BGP-01, DNS-02)"),
    aggregates: z
      .strictObject({ ipv4: texts, ipv6: texts })
      .describe("Root and site prefixes that addresses may come from (DNS-02, BGP-03, RTR-03)"),
    requiredZones: texts.describe("Zones that the security level asks for (SEC-10)"),
    providedZones: texts.describe("Zones that the data centre lends (SEC-10)"),
    flows: z.array(flow).describe("Allowed flows between zones; ranges of ports are inclusive (SEC-10)"),
    asns: z.array(z.int()).describe("Registered AS numbers (BGP-01)"),
    roas: z
      .array(z.strictObject({ prefix: z.string(), asn: z.int(), maxLength: z.int() }))
      .describe("Route origin authorizations (BGP-03)"),
    uplinks: z
      .array(uplink)
      .describe("Carriers by AS number, and what their lines carry: both families unless said otherwise (BGP-02)"),
    approvedImages: texts.describe("Images that servers may use (IMG-01)"),
    approvedFlavors: texts.describe("Flavors that servers may use (IMG-01)"),
    encryptedVolumeTypes: texts.describe("Volume types that are encrypted (BLK-01)"),
    dedicatedVolumeTypes: texts.describe("Volume types whose storage is this level's alone (BLK-01)"),
    cloudServices: z
      .array(z.enum(["block-storage", "load-balancer"]))
      .describe("What the cloud has beside identity, compute, images and network (IAM-03)"),
    dnsZones: texts.describe("DNS zones of one's own (DNS-03)"),
    reverseZones: texts.describe("Reverse zones of one's delegations (DNS-04)"),
    nat64: z
      .strictObject({ prefix: z.string(), dns64Servers: texts, pref64: z.boolean(), logRetentionMonths: z.int() })
      .describe("What an IPv6-only tenant needs around it (V6O-02)"),
    lifecycle: lifecycle.describe("Where the system stands in the transition, and what speaks for the step (LIF-01)"),
    waivers: z.array(waiver).describe("Exceptions that somebody approved, each with an end (LIF-02)"),
  })
  .partial();

export type PolicyContext = z.infer<typeof policyContext>;
