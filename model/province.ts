import type { z } from "zod";
import type { environment, externalNetwork } from "./schema/environments.ts";
import type { profileName, unitKind } from "./schema/fields.ts";
import type { dataCentre, provinceSchema } from "./schema/province.ts";
import type { Reform } from "./schema/reform.ts";
import type { baseline, standard } from "./schema/standards.ts";
import type { flavor, image, template } from "./schema/templates.ts";
import type { waiver } from "./schema/waivers.ts";
import type { flow, zone } from "./schema/zones.ts";
import type { AgencyKind, SecurityBaselineCode, SecurityLevel, StackMode, ZoneCode } from "./tenant.ts";

/** One entry of the zone catalogue; `nibble` is its fixed place in every site prefix (AP-10). */
export interface Zone extends z.output<typeof zone> {
  code: ZoneCode;
}

/** A named service: what a security rule names instead of raw ports. */
export interface Service {
  name: string;
  description: string;
  /** `port` and `portTo` are the same for a single port. */
  ports: { protocol: "tcp" | "udp"; port: number; portTo: number }[];
}

/** One line of the allowed-flow matrix (B.4): who may open connections to whom, with which services. */
export interface ZoneFlow {
  /** Zone code, `internet` or `agency` (another agency's tenant, only when a tenant declares it). */
  from: string;
  to: ZoneCode;
  services: string[];
  /** `standard`: every tenant that has both zones gets it. `declared`: allowed only where a tenant's YAML says so. */
  grant: z.output<typeof flow>["grant"];
}

/** VM template: what a server of that role is; replica n takes the host number `host + n - 1` (AP-18). */
export interface ServerTemplate extends Omit<z.output<typeof template>, "cloudInit"> {
  name: string;
  /** cloud-config text, joined from the template's files, dual-stack by itself; nothing in it is expanded. */
  cloudInit: string;
}

export interface Image extends z.output<typeof image> {
  name: string;
  /** Path relative to stacks/, or an https URL. */
  source: string;
}

export interface Flavor extends z.output<typeof flavor> {
  name: string;
}

export interface ExternalNetwork extends z.output<typeof externalNetwork> {
  name: string;
}

export interface DataCentre extends z.output<typeof dataCentre> {
  code: string;
}

/** What differs between clouds; of what is absent nobody said whether the cloud has it. */
export interface Environment extends Omit<z.output<typeof environment>, "images" | "unprovenImages"> {
  name: string;
}

export type CloudService = NonNullable<Environment["cloudServices"]>[number];

/** Shape of the address plan: how long the root is, and with it everything below. */
export type ProfileName = z.output<typeof profileName>;

/**
 * An aggregation point of the state's data network (TSLCD) with everything that is wired to it. In 2022 there was one
 * for each district, under the same code; areas outlive the districts: addresses follow the
 * network, not the administrative level.
 */
export interface Area {
  code: string;
  name: string;
  /** Place in the register among areas, from 1: the order in which they get addresses. */
  order: number;
  owner?: string;
}

/**
 * An organisation or place as it stands at the province's day: all of the register, and all agencies with a file.
 * A district's network is its area's hub, so that it has no addresses of its own.
 */
export interface Unit {
  code: string;
  name: string;
  kind: Exclude<z.output<typeof unitKind>, "area">;
  /** Form of a district or commune: city, town, rural-district; ward, township, commune. */
  form?: string;
  /**
   * Place in the register among the units of its kind, from 1: the order in which they get addresses. Agencies that
   * are not registered share the place after the last; their codes decide among them.
   */
  order: number;
  /** Area code of a district or commune. */
  area?: string;
  /** Code of a commune's district, while there are districts. */
  district?: string;
  owner?: string;
  /** ISO date of the first day. */
  validFrom: string;
  /** ISO date of the last day, when a reform ends it. */
  validTo?: string;
}

/** A unit that was there before the province's day. */
export interface EndedUnit extends Unit {
  validTo: string;
  /** Code of the unit that took over its duties; where several took parts, the first. */
  successor?: string;
}

/** What a tenant of one kind holds when its YAML says nothing. */
export interface TenantStandard extends z.output<typeof standard> {
  kind: AgencyKind;
}

/** The minimum zones that a regulation asks for at each security level (TT 12/2022/TT-BTTTT, NĐ 331/2026/NĐ-CP). */
export interface SecurityBaseline extends Omit<z.output<typeof baseline>, "addedZones"> {
  code: SecurityBaselineCode;
  /** All zones of a level, those of the levels below included. */
  zones: Record<SecurityLevel, ZoneCode[]>;
}

/** What province.yaml says once each key is there. */
type ProvinceFile = Required<z.output<typeof provinceSchema>>;

/** Everything in stacks/ that is not one agency. Every record is keyed by its code or name, sorted by key. */
export interface Province {
  code: string;
  name: string;
  profile: ProfileName;
  /** ISO date of the day that all of this describes. */
  asOf: string;
  /** The register of administrative units: its first day, where its rows come from, the official counts of that day. */
  register: ProvinceFile["register"];
  environment: Environment;
  resources: ProvinceFile["resources"];
  /** Lines to the Internet, ROAs, DNS zones and unique local prefixes; empty where nobody said anything. */
  uplinks: Required<ProvinceFile["uplinks"][number]>[];
  roas: ProvinceFile["roas"];
  /** Without the final dot. */
  dnsZones: string[];
  uniqueLocalPrefixes: string[];
  dataCentres: Record<string, DataCentre>;
  zones: Record<ZoneCode, Zone>;
  flows: ZoneFlow[];
  services: Record<string, Service>;
  templates: Record<string, ServerTemplate>;
  images: Record<string, Image>;
  flavors: Record<string, Flavor>;
  externalNetworks: Record<string, ExternalNetwork>;
  standards: Partial<Record<AgencyKind, TenantStandard>>;
  /** Units that are valid at `asOf`. */
  units: Record<string, Unit>;
  areas: Record<string, Area>;
  /** Codes of the only units that may be of the kind `office`; any department may without it. */
  offices?: readonly string[];
  /** Units that ended before `asOf`. */
  ended: Record<string, EndedUnit>;
  /** All known reforms by date, those after `asOf` too. */
  reforms: Reform[];
  /** The baseline that holds for all tenants. */
  securityBaseline: SecurityBaseline;
  /** Default mode of new tenants. */
  stackMode: StackMode;
  /** Exceptions from policies, as they were approved (LIF-02). */
  waivers: Waiver[];
}

/** One approved exception: a policy does not hold for some resources until that day. */
export type Waiver = z.output<typeof waiver>;
