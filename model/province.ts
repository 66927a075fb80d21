import type {
  AgencyKind,
  Phase,
  Quotas,
  SecurityBaselineCode,
  SecurityLevel,
  StackMode,
  Stage,
  ZoneCode,
} from "./tenant.ts";
import type { ExpectedCounts, Reform } from "./units/reform.ts";

/** How guests of a zone get their IPv6 address (NET-06). */
export type AddressMode = "slaac" | "dhcpv6-stateless" | "dhcpv6-stateful";

/** One entry of the zone catalogue; `nibble` is its fixed place in every site prefix (AP-10). */
export interface Zone {
  code: ZoneCode;
  /** Vietnamese official term. */
  name: string;
  /** 0..15. */
  nibble: number;
  description: string;
  addressMode: AddressMode;
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
  grant: "standard" | "declared";
}

/** VM template: what a server of that role is. */
export interface ServerTemplate {
  name: string;
  description: string;
  image: string;
  flavor: string;
  /** Zone that the server goes to when its YAML names none. */
  zone: ZoneCode;
  /** First host number of this role in a subnet; replica n takes `host + n - 1` (AP-18: interface ids come from the plan). */
  host: number;
  /** Services that the server offers; the proof probes them. */
  offers: string[];
  /** cloud-config text, joined from the template's files, dual-stack by itself; nothing in it is expanded. */
  cloudInit: string;
  dataVolumeGb?: number;
}

export interface Image {
  name: string;
  diskFormat: string;
  containerFormat: string;
  /** Path relative to stacks/, or an https URL. */
  source: string;
  minDiskGb: number;
  ipv6Ready: boolean;
}

export interface Flavor {
  name: string;
  vcpus: number;
  ramMb: number;
  diskGb: number;
}

export interface ExternalNetwork {
  name: string;
  physicalNetwork: string;
  networkType: "flat" | "vlan";
  mtu: number;
  ipv4: { cidr: string; gateway: string; poolStart: string; poolEnd: string };
  ipv6: { cidr: string; gateway: string };
}

export interface DataCentre {
  code: string;
  name: string;
  /** Code of the agency that owns it: two centres, two owners. */
  owner: string;
  securityLevel: SecurityLevel;
  /** Zones that its tenants use without having their own (edge, ...). */
  providesZones: ZoneCode[];
  externalNetwork: string;
}

export interface Environment {
  name: string;
  /** `documentation` allows only RFC 3849/9637/5737 (+1918) addresses, `registered` forbids them (NET-07). */
  addresses: "documentation" | "registered";
  description: string;
  resolvers: { ipv4: string[]; ipv6: string[] };
  /** OpenStack region. */
  region: string;
  /** What the cloud has beside identity, compute, images and network; absent where nobody said so (IAM-03). */
  cloudServices?: CloudService[];
  /** Volume types of the cloud; absent where there is no block storage, or where nobody said so (BLK-01). */
  volumes?: VolumeSettings;
  /** The way of IPv6-only hosts to IPv4; absent where there is none (V6O-02). */
  nat64?: Nat64;
}

export type CloudService = "block-storage" | "load-balancer";

export interface VolumeSettings {
  /** Type of data volumes. */
  type: string;
  /** Types that are encrypted, and those whose backend systems of level 3 and above have for themselves. */
  encryptedTypes: string[];
  dedicatedTypes: string[];
  /** How data volumes are backed up; the copies lie in another data centre than the volume (BLK-02). */
  backup: { schedule: string; copies: number };
}

/** NAT64 (RFC 6146) and what goes with it. */
export interface Nat64 {
  /** 64:ff9b::/96, or a /96 of the plan. */
  prefix: string;
  /** Addresses of resolvers that synthesize AAAA records (RFC 6147). */
  dns64Servers: string[];
  /** Whether routers advertise the prefix (RFC 8781). */
  pref64: boolean;
  logRetentionMonths: number;
}

export interface RegisteredResource {
  family: 4 | 6;
  prefix: string;
  registry: string;
  status: string;
  asn?: number;
  document?: string;
  date?: string;
}

/** One line to a carrier, and what it carries (R1-27). */
export interface Uplink {
  carrier: string;
  asn: number;
  ipv4: boolean;
  ipv6: boolean;
}

/** One route origin authorization, as the registry has it (RFC 9582). */
export interface RouteOrigin {
  prefix: string;
  asn: number;
  maxLength: number;
}

/** Shape of the address plan: how long the root is, and with it everything below. */
export type ProfileName = "P40" | "P36" | "P32" | "P48";

/** What a unit is; districts and communes are administrative levels, and may be abolished. */
export type UnitKind = "platform" | "department" | "district" | "commune";

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
  kind: UnitKind;
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
export interface TenantStandard {
  kind: AgencyKind;
  description: string;
  securityLevel: SecurityLevel;
  phase: Phase;
  stage: Stage;
  dataCentre: string;
  zones: ZoneCode[];
  servers: Record<string, StandardServer>;
  quotas: Quotas;
  /** How many subnets a zone of such a tenant may have in the address plan. */
  subnetsPerZone: number;
  /** Host numbers that the address plan gives to servers in a subnet of such a tenant. */
  hosts: { first: number; last: number };
}

/** A server as a standard names it; what is absent comes from its template. */
export interface StandardServer {
  template: string;
  zone?: ZoneCode;
  replicas?: number;
  publish?: boolean;
  host?: number;
  dataVolumeGb?: number;
}

/** The minimum zones that a regulation asks for at each security level (TT 12/2022/TT-BTTTT, NĐ 331/2026/NĐ-CP). */
export interface SecurityBaseline {
  code: SecurityBaselineCode;
  name: string;
  /** ISO date. */
  validFrom: string;
  /** All zones of a level, those of the levels below included. */
  zones: Record<SecurityLevel, ZoneCode[]>;
}

/** Everything in stacks/ that is not one agency. Every record is keyed by its code or name, sorted by key. */
export interface Province {
  code: string;
  name: string;
  profile: ProfileName;
  /** ISO date of the day that all of this describes. */
  asOf: string;
  /** The register of administrative units: its first day, where its rows come from, the official counts of that day. */
  register: { validFrom: string; source: string; expected?: ExpectedCounts };
  environment: Environment;
  resources: RegisteredResource[];
  /** Lines to the Internet, ROAs, DNS zones and unique local prefixes; empty where nobody said anything. */
  uplinks: Uplink[];
  roas: RouteOrigin[];
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
export interface Waiver {
  policy: string;
  /** Stack that it holds for; absent means every stack. */
  stack?: string;
  /** Name or URN of resources; `*` stands for any run of characters. */
  resource: string;
  reason: string;
  approvedBy: string;
  /** Last day, ISO date. */
  expires: string;
  document?: string;
}
