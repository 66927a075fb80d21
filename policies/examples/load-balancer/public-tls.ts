import { L7_POLICY, LISTENER } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";
import { balancer } from "./portal.ts";

const http = (family: 4 | 6): Draft[] => [
  {
    type: LISTENER,
    name: `portal-http-ipv${family}`,
    inputs: { loadbalancerId: ref(`portal-ipv${family}`), protocol: "HTTP", protocolPort: 80 },
  },
];
const redirect = (family: 4 | 6): Draft => ({
  type: L7_POLICY,
  name: `portal-redirect-ipv${family}`,
  inputs: {
    listenerId: ref(`portal-http-ipv${family}`),
    action: "REDIRECT_TO_URL",
    redirectUrl: "https://portal.example/",
  },
});
const both = [balancer(4), balancer(6), ...http(4), ...http(6)];

export const examples: PolicyExamples = { passes: [...both, redirect(4), redirect(6)], fails: both };
