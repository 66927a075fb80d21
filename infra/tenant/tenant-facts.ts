import type { Province } from "../../model/province.ts";
import type { StackMode, Tenant } from "../../model/tenant.ts";
import { modeIn } from "../../model/tenants/zone-mode.ts";

type Resolvers = Province["environment"]["resolvers"];

/** Whom hosts ask: those without IPv4 ask resolvers that know the way to it, where the province has some (V6O-02). */
export function resolversIn({ environment: { resolvers, nat64 } }: Province, mode: StackMode): Resolvers {
  return mode === "v6-only" && nat64 !== undefined ? { ipv4: resolvers.ipv4, ipv6: nat64.dns64Servers } : resolvers;
}

/** IPv6 resolvers of a tenant's servers without IPv4; undefined where they ask as the others do, or are none. */
export function v6OnlyResolvers(province: Province, tenant: Tenant): readonly string[] | undefined {
  if (province.environment.nat64 === undefined || tenant.mode === "v6-only") return undefined;
  const some = tenant.servers.some(({ zone }) => modeIn(tenant, zone) === "v6-only");
  return some ? resolversIn(province, "v6-only").ipv6 : undefined;
}
