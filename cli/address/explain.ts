import { explainAddress, type Explanation } from "../../address-plan/explain.ts";
import { nearest } from "../../model/nearest.ts";
import { UserError } from "../exit-codes.ts";
import { style } from "../report/style.ts";
import type { AddressWork } from "./open.ts";

/**
 * Explains an address, a prefix or a site's code.
 * @throws UserError that says what is wrong when `query` is none of them.
 */
export const explain = ({ ledger, province }: AddressWork, query: string): Explanation => {
  const site = ledger.entries.find((entry) => entry.site === query);
  try {
    return explainAddress(ledger, Object.values(province.zones), site?.ipv6 ?? query);
  } catch (error) {
    const near = nearest(
      query,
      ledger.entries.map((entry) => entry.site),
    );
    const hint = near === undefined ? "" : ` Did you mean the site "${near}"?`;
    throw new UserError(`${error instanceof Error ? error.message : String(error)}.${hint}`);
  }
};

/** The explanation as lines: what is known, from the whole to the part. */
export const explanationText = (explanation: Explanation): string => {
  const { query, summary, site, zone, subnet, host, holds, ledger, reverse } = explanation;
  const lines: [string, string][] = [];
  if (site) lines.push(["site", `${site.ipv6}   ${site.ipv4}`]);
  if (zone) {
    const name = zone.name === undefined ? "" : `: ${zone.name}`;
    lines.push(["zone", `${zone.ipv6}   ${zone.ipv4}   ${zone.zone} (nibble ${zone.nibble.toString(16)})${name}`]);
  }
  if (subnet) {
    lines.push(["subnet", `${subnet.ipv6.cidr}   ${subnet.ipv4.cidr}`]);
    lines.push(["gateways", `${subnet.ipv6.gateway}   ${subnet.ipv4.gateway}`]);
  }
  if (host) lines.push(["host", host.twin === undefined ? host.meaning : `${host.meaning}; other family ${host.twin}`]);
  if (holds) lines.push(["holds", shortList(holds)]);
  if (ledger) {
    lines.push(["ledger", `seq ${ledger.seq}, slot ${ledger.slot}, ${ledger.date}: ${ledger.document}`]);
    lines.push(["owner", `${ledger.owner}; ${ledger.purpose}`]);
  }
  if (reverse.zones.length > 0) lines.push(["reverse", shortList(reverse.zones)]);
  if (reverse.pointer !== undefined) lines.push(["PTR", reverse.pointer]);
  return [`${style("bold", query)}: ${summary}`, ...lines.map(([key, value]) => `  ${key.padEnd(9)}${value}`)].join(
    "\n",
  );
};

const shortList = (words: string[]): string =>
  words.length > 8 ? `${words.slice(0, 8).join(", ")} and ${words.length - 8} more` : words.join(", ");
