import * as z from "zod";
import { formatAddress } from "../../address-plan/prefixes/address.ts";
import { parseAddress } from "../../address-plan/prefixes/prefix.ts";
import { partName } from "../../infra/tenant/names.ts";
import { resolversIn, serverHasIpv4 } from "../../infra/tenant/tenant-facts.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import { modeIn } from "../../model/tenants/zone-mode.ts";
import type { Finding } from "../../policies/policy.ts";
import type { DeployedServer } from "../deployed/deployed-tenant.ts";
import type { PlannedServer } from "../expected/planned-server.ts";
import { difference, type CheckId } from "../finding.ts";
import { runPython } from "../packets/python-job.ts";
import type { Vantage } from "../packets/vantage.ts";

const defaultRoutes = z.array(
  z.object({ gateway: z.string().nullish(), interface: z.string().nullish(), mtu: z.number().nullish() }),
);
const guestFacts = z.object({
  cloudInit: z.object({ finished: z.boolean(), datasource: z.string().nullish(), errors: z.array(z.string()) }),
  interfaces: z.array(
    z.object({ name: z.string(), mtu: z.number(), ipv6Mtu: z.number().nullable(), addresses: z.array(z.string()) }),
  ),
  routes: z.object({ ipv4: defaultRoutes, ipv6: defaultRoutes }),
  resolvers: z.array(z.string()),
  hostname: z.string(),
});

/** What a guest sees of itself; guest/facts.py prints it. */
export type GuestFacts = z.infer<typeof guestFacts>;

/** Asks a guest; waits up to `patience` seconds until its cloud-init is done. Throws `VantageError` or a zod error. */
export async function readGuestFacts(vantage: Vantage, patience: number): Promise<GuestFacts> {
  return guestFacts.parse(await runPython(vantage, "facts.py", { patience }));
}

/** What a guest should see. */
export interface GuestExpectation {
  province: Province;
  tenant: Tenant;
  planned: PlannedServer;
  deployed: DeployedServer;
  /** Of its network; undefined when nobody knows it. */
  mtu: number | undefined;
}

/** Number of facts that `judgeGuest` looks at in each server: the report counts them. */
export const FACTS_PER_GUEST = 8;

/** Compares a guest's facts with the plan; no finding when all is right. */
export function judgeGuest(facts: GuestFacts, expected: GuestExpectation): Finding[] {
  const { tenant, planned, province, deployed } = expected;
  const place = `${tenant.code}/${planned.name}`;
  const found = (check: CheckId, message: string): Finding => difference(check, place, `${place}: ${message}`);
  const hasIpv4 = serverHasIpv4(tenant, planned.zone, deployed.ipv4);
  return [
    ...addressFaults(facts, planned, hasIpv4).map((message) => found("VER-05", message)),
    ...routeFaults(facts, planned, hasIpv4).map((message) => found("VER-06", message)),
    ...resolverFaults(facts, resolversIn(province, modeIn(tenant, planned.zone)), hasIpv4).map((message) =>
      found("VER-07", message),
    ),
    ...mtuFaults(facts, expected.mtu).map((message) => found("VER-08", message)),
    ...cloudInitFaults(facts).map((message) => found("VER-10", message)),
    ...hostnameFaults(facts, tenant, planned).map((message) => found("VER-11", message)),
  ];
}

const canonical = (text: string): string => formatAddress(parseAddress(text));
const list = (words: readonly string[]): string => (words.length === 0 ? "none" : words.join(", "));

function addressFaults(facts: GuestFacts, planned: PlannedServer, hasIpv4: boolean): string[] {
  const seen = facts.interfaces.flatMap(({ addresses }) => addresses.map(canonical));
  const compare = (family: "IPv4" | "IPv6", wanted: string[]): string[] => {
    const own = seen.filter((address) => address.includes(":") === (family === "IPv6")).toSorted();
    return own.join() === wanted.join()
      ? []
      : [`has ${family} addresses ${list(own)}; the address plan gives it ${list(wanted)}`];
  };
  return [...compare("IPv4", hasIpv4 ? [planned.ipv4] : []), ...compare("IPv6", [planned.ipv6])];
}

function routeFaults({ routes }: GuestFacts, planned: PlannedServer, hasIpv4: boolean): string[] {
  const gateways = routes.ipv4.map(({ gateway }) => gateway ?? "none");
  const faults: string[] = [];
  if (hasIpv4 && gateways.join() !== planned.gatewayIpv4) {
    faults.push(`its IPv4 default route goes by ${list(gateways)}; wanted ${planned.gatewayIpv4}, once`);
  }
  if (!hasIpv4 && gateways.length > 0) faults.push(`has an IPv4 default route by ${list(gateways)} and no IPv4`);
  // Which address the router advertises itself with is its own affair (RFC 4861 section 4.2: a link-local one).
  if (!routes.ipv6.some(({ gateway }) => gateway?.startsWith("fe80:") === true)) {
    const seen = routes.ipv6.map(({ gateway }) => gateway ?? "none");
    faults.push(`its IPv6 default route goes by ${list(seen)}; wanted a router's link-local address`);
  }
  return faults;
}

function resolverFaults(
  facts: GuestFacts,
  { ipv4, ipv6 }: Province["environment"]["resolvers"],
  hasIpv4: boolean,
): string[] {
  const seen = new Set(facts.resolvers.map((text) => text.split("%")[0] ?? text).map(canonicalOrText));
  const wanted = [...ipv6, ...(hasIpv4 ? ipv4 : [])].map(canonical);
  const missing = wanted.filter((address) => !seen.has(address));
  const foreign = [...seen].filter((address) => !wanted.includes(address));
  return [
    ...(missing.length === 0 ? [] : [`its resolv.conf lacks ${list(missing)}; it has ${list([...seen])}`]),
    ...(foreign.length === 0 ? [] : [`its resolv.conf names ${list(foreign)}, no resolver of the environment`]),
  ];
}

function canonicalOrText(text: string): string {
  try {
    return canonical(text);
  } catch {
    return text;
  }
}

/** IPv6 works from 1280 on (RFC 8200 section 5). */
const LEAST_MTU = 1280;

/**
 * What a packet may measure in each family: the link's MTU, or a smaller one that the network told and that the guest
 * keeps with IPv6 or with its default route, as DHCP clients differ in where they put it.
 */
const mtuFaults = ({ interfaces, routes }: GuestFacts, wanted: number | undefined): string[] =>
  interfaces.flatMap(({ name, mtu, ipv6Mtu }) =>
    (["ipv4", "ipv6"] as const).flatMap((family) => {
      const ways = routes[family].filter((route) => route.interface === name);
      if (ways.length === 0) return [];
      const told = [...ways.map((route) => route.mtu), family === "ipv6" ? ipv6Mtu : undefined];
      const effective = Math.min(mtu, ...told.filter((value) => typeof value === "number"));
      const text = `MTU of ${name} over ${family === "ipv4" ? "IPv4" : "IPv6"} is ${effective}`;
      if (wanted !== undefined && effective !== wanted) return [`${text}; its network says ${wanted}`];
      return effective < LEAST_MTU ? [`${text}, below ${LEAST_MTU}, the least for IPv6`] : [];
    }),
  );

function cloudInitFaults({ cloudInit }: GuestFacts): string[] {
  if (!cloudInit.finished) return [`cloud-init has not finished: ${list(cloudInit.errors)}`];
  // The fallback source: nobody told the server who it is, and nothing of its template was done.
  if (!/OpenStack|ConfigDrive/.test(cloudInit.datasource ?? "")) {
    return [`cloud-init finished without metadata, by ${cloudInit.datasource ?? "no data source"}`];
  }
  return cloudInit.errors.map((error) => `cloud-init finished with an error: ${error}`);
}

function hostnameFaults({ hostname }: GuestFacts, tenant: Tenant, planned: PlannedServer): string[] {
  const own = hostname.split(".")[0] ?? "";
  const wanted = partName(tenant.code, planned.name);
  return own === wanted ? [] : [`calls itself '${own}'; its name is '${wanted}'`];
}
