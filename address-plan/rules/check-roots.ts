import type { Finding } from "../../policies/policy.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { contains } from "../prefixes/address.ts";
import { parsePrefix } from "../prefixes/prefix.ts";
import { addressFinding } from "./finding.ts";

/** AP-04 at the top: what the ledger hands out lies in what the province has registered. */
export function checkRoots(ledger: Ledger, registered: readonly { prefix: string }[]): Finding[] {
  const blocks = registered.map(({ prefix }) => parsePrefix(prefix));
  return [ledger.root6, ledger.root4]
    .filter((root) => !blocks.some((block) => contains(block, parsePrefix(root))))
    .map((root) =>
      addressFinding("AP-04", root, {
        found: `root ${root}`,
        wanted: `a block inside a registered resource (${registered.map(({ prefix }) => prefix).join(", ")})`,
        fix: "register the block in stacks/province.yaml, or start a ledger for the block that is registered",
      }),
    );
}
