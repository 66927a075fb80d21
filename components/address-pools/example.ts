import { AddressPools } from "./index.ts";

// The operator's: two scopes, and the pool that the external network takes its IPv6 prefix from.
const shared = new AddressPools("province", { ipv6: { prefixes: ["2001:db8:ffff::/48"] } });

// An agency's: exactly its own prefixes, owned by its project, in the shared scopes.
const own = new AddressPools("stttt", {
  ipv4: { prefixes: ["10.96.0.0/20"] },
  ipv6: { prefixes: ["2001:db8:60::/48"] },
  scopes: shared.scopeIds,
  projectId: "id-of-the-agency's-project",
});

export const poolIds = { ipv4: own.ipv4PoolId, ipv6: own.ipv6PoolId };
