import { FLOATING_IP } from "../../resources/types.ts";
import { dualStackNetwork, dualStackPort } from "../building-blocks.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const network = dualStackNetwork("dmz", { ipv4: "10.96.45.0/24", ipv6: "3fff:38:60:200d::/64" });
const port = (zone: string) => dualStackPort("web", "dmz", { tags: [`zone:${zone}`] });
const published: Draft = { type: FLOATING_IP, name: "portal", inputs: { pool: "internet", portId: ref("web") } };

export const examples: PolicyExamples = {
  passes: [...network, port("dmz"), published],
  fails: [...network, port("db"), published],
};
