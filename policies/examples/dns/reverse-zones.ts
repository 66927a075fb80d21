import { DNS_ZONE } from "../../resources/types.ts";
import type { Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const zone = (name: string): Draft => ({ type: DNS_ZONE, name, inputs: { name: `${name}.`, email: "dns@example" } });
const IPV6 = "0.0.8.3.0.0.f.f.f.3.ip6.arpa";
const IPV4 = "10.in-addr.arpa";

export const examples: PolicyExamples = {
  passes: [zone("example"), zone(IPV6), zone(IPV4)],
  fails: [zone("example"), zone(IPV4)],
  context: { reverseZones: [IPV6, IPV4] },
};
