import { ROUTER, ROUTER_INTERFACE } from "../../resources/types.ts";
import { dualStackNetwork } from "../building-blocks.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const network = dualStackNetwork("dmz", { ipv4: "10.96.43.0/24", ipv6: "3fff:38:60:200b::/64" });
const router: Draft = { type: ROUTER, name: "router", inputs: {} };
const leg = (family: "ipv4" | "ipv6"): Draft => ({
  type: ROUTER_INTERFACE,
  name: `dmz-leg-${family}`,
  inputs: { routerId: ref("router"), subnetId: ref(`dmz-${family}`) },
});

export const examples: PolicyExamples = {
  passes: [...network, router, leg("ipv4"), leg("ipv6")],
  fails: [...network, router, leg("ipv4")],
};
