import { LISTENER, LOAD_BALANCER, MEMBERS, MONITOR, POOL } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";

const VIPS = { 4: "10.96.32.100", 6: "3fff:38:60:2000::100" } as const;
const SUBNETS = { 4: "5d0c9a57-3c1e-4b52-8a51-9d9b7c60f1a4", 6: "c1f0f2b6-7f0b-4b26-9f1c-0a5e8d3b7e66" } as const;
const SERVERS = { 4: "10.96.32.11", 6: "3fff:38:60:2000::a:1" } as const;

/** One load balancer of the service `portal`, as the examples of LB-01 to LB-04 share it. */
export function balancer(family: 4 | 6): Draft {
  return {
    type: LOAD_BALANCER,
    name: `portal-ipv${family}`,
    inputs: { vipSubnetId: SUBNETS[family], vipAddress: VIPS[family], tags: ["svc:portal", "exposure:public"] },
  };
}

/** Its listener for TLS. */
export function listener(family: 4 | 6): Draft {
  return {
    type: LISTENER,
    name: `portal-https-ipv${family}`,
    inputs: {
      loadbalancerId: ref(`portal-ipv${family}`),
      protocol: "TERMINATED_HTTPS",
      protocolPort: 443,
      defaultTlsContainerRef: "https://keys.example/v1/containers/portal",
      tlsVersions: ["TLSv1.2", "TLSv1.3"],
      connectionLimit: 5000,
    },
  };
}

/** The pool behind it, one server and a monitor. */
export function backend(family: 4 | 6): Draft[] {
  const pool = `portal-pool-ipv${family}`;
  return [
    {
      type: POOL,
      name: pool,
      inputs: { listenerId: ref(`portal-https-ipv${family}`), protocol: "HTTP", lbMethod: "LEAST_CONNECTIONS" },
    },
    {
      type: MEMBERS,
      name: `portal-members-ipv${family}`,
      inputs: { poolId: ref(pool), members: [{ address: SERVERS[family], protocolPort: 80 }] },
    },
    {
      type: MONITOR,
      name: `portal-monitor-ipv${family}`,
      inputs: { poolId: ref(pool), type: "HTTP", delay: 5, timeout: 3, maxRetries: 3 },
    },
  ];
}

/** A service that LB-01 to LB-04 find no fault with. */
export function portal(): Draft[] {
  return ([4, 6] as const).flatMap((family) => [balancer(family), listener(family), ...backend(family)]);
}
