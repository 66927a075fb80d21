import { ADDRESS_SCOPE, SUBNET_POOL } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const scope: Draft = { type: ADDRESS_SCOPE, name: "province-ipv6", inputs: { ipVersion: 6, shared: true } };
const pool: Draft = {
  type: SUBNET_POOL,
  name: "stttt-ipv6",
  inputs: {
    addressScopeId: ref("province-ipv6"),
    prefixes: ["3fff:38:60:2000::/52"],
    minPrefixlen: 64,
    defaultPrefixlen: 64,
    maxPrefixlen: 64,
  },
};
const { addressScopeId: _, ...unscoped } = pool.inputs;

export const examples: PolicyExamples = {
  passes: [scope, pool],
  fails: [{ ...pool, inputs: unscoped }],
  context: { aggregates: { ipv4: [], ipv6: ["3fff:38::/40"] } },
};
