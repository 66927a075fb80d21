import type { z } from "zod";
import type { KeyPath } from "./messages/fault.ts";
import type { evidence } from "./schema/agency-evidence.ts";
import type { agencyKind, mode, phase, quotas, securityBaselineCode, securityLevel, stage } from "./schema/fields.ts";

/** Code of a zone of the reference network model, such as `dmz`. */
export type ZoneCode = string;

/** `dual` both families; `v6-preferred` both, IPv4 only where declared necessary; `v6-only` no IPv4 at all (R1-40). */
export type StackMode = z.output<typeof mode>;
export type AgencyKind = z.output<typeof agencyKind>;
export type SecurityLevel = z.output<typeof securityLevel>;
export type SecurityBaselineCode = z.output<typeof securityBaselineCode>;
export type Phase = z.output<typeof phase>;
export type Stage = z.output<typeof stage>;

/** What speaks for a system before citizens depend on it (LIF-01). */
export type Evidence = z.output<typeof evidence>;

/** Upper limits of the tenant's OpenStack project. */
export type Quotas = z.output<typeof quotas>;

/** Who opens a connection: everyone, a zone of the same tenant, or a zone of another agency. */
export type Peer =
  | { kind: "internet" }
  | { kind: "zone"; zone: ZoneCode }
  | { kind: "agency"; agency: string; zone: ZoneCode };

/** One allowed flow of a tenant, after the standard flows and the declared ones were put together. */
export interface TenantFlow {
  from: Peer;
  to: ZoneCode;
  /** Service names, sorted. */
  services: string[];
  /** `flows` of the zone catalogue, or `allow` of the agency's YAML. */
  origin: "standard" | "declared";
  /** By service the entry of `allow` that declares it; absent for a standard flow. */
  keys?: Readonly<Record<string, KeyPath>>;
}

export interface TenantServer {
  /** Key in the YAML; replicas are `<name>-1`, `<name>-2`, ... */
  name: string;
  template: string;
  zone: ZoneCode;
  replicas: number;
  /** True: reachable from the Internet; gets a floating IPv4 address beside its global IPv6 one (FIP-01). */
  publish: boolean;
  /** First host number in the zone's subnet. */
  host: number;
  /** Phase of this system, where it is not the tenant's. */
  phase?: Phase;
  dataVolumeGb?: number;
  /** Where the tenant's part of `source` says it; absent where only the standard of its kind does. */
  key?: KeyPath;
}

export interface TenantZone {
  code: ZoneCode;
  subnets: number;
  /** Where the zone has no IPv4 by the agency's choice. */
  mode?: "v6-only";
  /** Where the tenant's part of `source` says it; absent where only the standard of its kind does. */
  key?: KeyPath;
}

/** One agency's tenant as its YAML and the standard of its kind give it; plain data, sorted, nothing left to default. */
export interface Tenant {
  code: string;
  name: string;
  kind: AgencyKind;
  /** Area of a district or commune; undefined for provincial agencies. */
  area?: string;
  dataCentre: string;
  securityLevel: SecurityLevel;
  securityBaseline: SecurityBaselineCode;
  mode: StackMode;
  /** Phase 1..3 of the IPv6 plan: policy strictness follows it (R1-11). */
  phase: Phase;
  stage: Stage;
  /** Absent where nothing is written down yet. */
  evidence?: Evidence;
  owner: string;
  zones: TenantZone[];
  servers: TenantServer[];
  flows: TenantFlow[];
  quotas: Quotas;
  /** Whether the agency has a file of its own; all others have the standard of their level. */
  declared: boolean;
  /** Whether the platform makes a project for it: it has a file, or `enrolled` of province.yaml names it. */
  enrolled: boolean;
  /** Repository-relative path of the file that says most of it: its own, or that of the register. */
  source: string;
}
