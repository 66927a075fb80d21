import { ROUTER, ROUTER_ROUTE } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const router: Draft = { type: ROUTER, name: "core", inputs: {} };
const route = (family: 4 | 6, destinationCidr: string, nextHop: string): Draft => ({
  type: ROUTER_ROUTE,
  name: `areas-ipv${family}`,
  inputs: { routerId: ref("core"), destinationCidr, nextHop },
});
const ipv4 = route(4, "10.128.0.0/9", "10.64.0.1");

export const examples: PolicyExamples = {
  passes: [router, ipv4, route(6, "3fff:38:80::/42", "3fff:38:10::1")],
  fails: [router, ipv4],
  context: { aggregates: { ipv4: ["10.0.0.0/8"], ipv6: ["3fff:38::/40"] } },
};
