import type { PolicyConfigSchema } from "@pulumi/policy";
import { LIFECYCLE_STAGES, STACK_MODES, type PolicyContext } from "./policy.ts";

const text = { type: "string" } as const;
const texts = { type: "array", items: { type: "string" } } as const;
const day = { type: "string", pattern: String.raw`^\d{4}-\d{2}-\d{2}$` } as const;

type Properties = Required<PolicyConfigSchema>["properties"];

const properties: Record<keyof PolicyContext, Properties[string]> = {
  addresses: {
    type: "string",
    enum: ["documentation", "registered"],
    description: "Which addresses the environment uses (NET-07)",
  },
  agency: { ...text, description: "Code of the agency that the stack belongs to (TAG-01)" },
  phase: {
    type: "integer",
    minimum: 1,
    maximum: 3,
    description: "Phase of the IPv6 plan: in phase 1 family-related policies advise",
  },
  systemPhases: {
    type: "object",
    description: "Phases of systems that are not in the stack's own, by the tag system of their resources",
    additionalProperties: { type: "integer", minimum: 1, maximum: 3 },
  },
  mode: { type: "string", enum: [...STACK_MODES] },
  v6OnlyZones: { ...texts, description: "Zones without IPv4 whatever the mode, beside v6only (NET-01, V6O-01)" },
  securityLevel: { type: "integer", minimum: 1, maximum: 5 },
  zones: {
    type: "object",
    description: "The agency's prefixes by zone code (NET-03)",
    additionalProperties: {
      type: "object",
      properties: { ipv6: text, ipv4: text, addressMode: text },
      required: ["ipv6", "ipv4", "addressMode"],
      additionalProperties: false,
    },
  },
  dualStackExternalNetworks: { ...texts, description: "Names or ids (RTR-02)" },
  ulaPrefixes: { ...texts, description: "Unique local /48s of the plan (NET-09)" },
  tags: { type: "object", additionalProperties: text, description: "Values for missing tags (TAG-01)" },
  platform: { type: "boolean", description: "True in the stack that owns external networks" },
  date: { ...day, description: "Day of judgement; absent means today (LIF-02)" },
  environment: { type: "string", enum: ["production", "staging", "example"] },
  aggregates: {
    type: "object",
    description: "Prefixes that addresses may come from (DNS-02, BGP-03, RTR-03)",
    properties: { ipv4: texts, ipv6: texts },
    required: ["ipv4", "ipv6"],
    additionalProperties: false,
  },
  requiredZones: { ...texts, description: "Zones that the security level asks for (SEC-10)" },
  providedZones: { ...texts, description: "Zones that the data centre lends (SEC-10)" },
  flows: {
    type: "array",
    description: "Allowed flows between zones (SEC-10)",
    items: {
      type: "object",
      properties: {
        from: text,
        to: text,
        ports: {
          type: "array",
          items: {
            type: "object",
            properties: {
              protocol: { type: "string", enum: ["tcp", "udp"] },
              port: { type: "integer" },
              portTo: { type: "integer" },
            },
            required: ["protocol", "port", "portTo"],
            additionalProperties: false,
          },
        },
      },
      required: ["from", "to", "ports"],
      additionalProperties: false,
    },
  },
  asns: { type: "array", items: { type: "integer" }, description: "Registered AS numbers (BGP-01)" },
  roas: {
    type: "array",
    description: "Route origin authorizations (BGP-03)",
    items: {
      type: "object",
      properties: { prefix: text, asn: { type: "integer" }, maxLength: { type: "integer" } },
      required: ["prefix", "asn", "maxLength"],
      additionalProperties: false,
    },
  },
  uplinks: {
    type: "array",
    description: "Carriers by AS number, and whether their lines carry IPv4 and IPv6 (BGP-02)",
    items: {
      type: "object",
      properties: { carrier: text, asn: { type: "integer" }, ipv4: { type: "boolean" }, ipv6: { type: "boolean" } },
      required: ["carrier", "asn"],
      additionalProperties: false,
    },
  },
  approvedImages: { ...texts, description: "Images that servers may use (IMG-01)" },
  approvedFlavors: { ...texts, description: "Flavors that servers may use (IMG-01)" },
  encryptedVolumeTypes: { ...texts, description: "Volume types that are encrypted (BLK-01)" },
  dedicatedVolumeTypes: { ...texts, description: "Volume types of this level alone (BLK-01)" },
  cloudServices: {
    type: "array",
    items: { type: "string", enum: ["block-storage", "load-balancer"] },
    description: "What the cloud has beside servers and networks (IAM-03)",
  },
  dnsZones: { ...texts, description: "DNS zones of one's own (DNS-03)" },
  reverseZones: { ...texts, description: "Reverse zones of one's delegations (DNS-04)" },
  nat64: {
    type: "object",
    description: "What an IPv6-only tenant needs around it (V6O-02)",
    properties: {
      prefix: text,
      dns64Servers: texts,
      pref64: { type: "boolean" },
      logRetentionMonths: { type: "integer" },
    },
    required: ["prefix", "dns64Servers", "pref64", "logRetentionMonths"],
    additionalProperties: false,
  },
  lifecycle: {
    type: "object",
    description: "Where the system stands in the transition (LIF-01)",
    properties: {
      stage: { type: "string", enum: [...LIFECYCLE_STAGES] },
      previous: { type: "string", enum: [...LIFECYCLE_STAGES] },
      tests: { type: "object", additionalProperties: { type: "string", enum: ["pass", "fail"] } },
      fallback: { type: "boolean" },
      risks: { type: "boolean" },
    },
    required: ["stage"],
    additionalProperties: false,
  },
  waivers: {
    type: "array",
    description: "Exceptions that somebody approved (LIF-02)",
    items: {
      type: "object",
      properties: {
        policy: text,
        stack: text,
        resource: text,
        reason: text,
        approvedBy: text,
        expires: day,
        document: text,
      },
      required: ["policy", "resource", "reason", "approvedBy", "expires"],
      additionalProperties: false,
    },
  },
};

/** `PolicyContext` as JSON Schema: the config of the pack's policy `province`, and of `province check --config`. */
export const contextSchema: PolicyConfigSchema = { properties };
