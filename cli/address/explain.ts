import { explainAddress, type Explanation } from "../../address-plan/explain/explain.ts";
import type { LedgerEntry } from "../../address-plan/ledger/ledger.ts";
import { Replay } from "../../address-plan/ledger/replay.ts";
import { formatAddress } from "../../address-plan/prefixes/address.ts";
import { formatBoth, formatPrefix, type Block } from "../../address-plan/prefixes/prefix.ts";
import { nearest } from "../../model/messages/nearest.ts";
import { style } from "../report/style.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { say } from "../terminal/language.ts";
import type { AddressWork } from "./open.ts";

/**
 * Explains an address, a prefix or a site's code; of a code whose prefix another site has by now, it says that first.
 * @throws UserError that says what is wrong when `query` is none of them.
 */
export function explain({ ledger, province }: AddressWork, query: string): Explanation {
  const { asOf } = province;
  const state = Replay.of(ledger, asOf).siteEver(query) ?? Replay.of(ledger).siteEver(query);
  try {
    const asked = state ? formatPrefix(state.block.ipv6) : query.trim();
    const explanation = explainAddress(ledger, Object.values(province.zones), asked, asOf);
    const isOther = state?.retired && state.retired.date <= asOf && explanation.quarantined?.site !== state.site;
    if (!isOther) return explanation;
    return {
      ...explanation,
      summary: {
        en: `${query} ended on ${state.retired?.date}; what it had is ${explanation.summary.en}`,
        vi: `${query} đã chấm dứt ngày ${state.retired?.date}; những gì nó có nay ${explanation.summary.vi}`,
      },
    };
  } catch (error) {
    const near = nearest(
      query,
      ledger.entries.map((entry) => entry.site),
    );
    const hint = near === undefined ? "" : ` Did you mean the site "${near}"?`;
    throw new UserError(`${error instanceof Error ? error.message : String(error)}.${hint}`);
  }
}

/** The explanation as lines: what is known, from the whole to the part. */
export function explanationText(explanation: Explanation): string {
  const { query, summary, site, zone, subnet, host, holds, resting, ledger, history, quarantined, reverse } =
    explanation;
  const lines: [string, string][] = [];
  if (site) lines.push(["site", blockText(site)]);
  if (zone) {
    const name = zone.name === undefined ? "" : `: ${zone.name}`;
    lines.push(["zone", `${blockText(zone)}   ${zone.zone} (nibble ${zone.nibble.toString(16)})${name}`]);
  }
  if (subnet) {
    lines.push(["subnet", blockText({ ipv6: subnet.ipv6.cidr, ipv4: subnet.ipv4.cidr })]);
    lines.push(["gateways", `${formatAddress(subnet.ipv6.gateway)}   ${formatAddress(subnet.ipv4.gateway)}`]);
  }
  if (host) {
    const twin = host.twin === undefined ? "" : `; other family ${formatAddress(host.twin)}`;
    lines.push(["host", `${say(host.meaning)}${twin}`]);
  }
  if (holds) lines.push(["holds", shortList(holds)]);
  if (resting) lines.push(["resting", shortList(resting)]);
  if (ledger) {
    lines.push(["ledger", `seq ${ledger.seq}, slot ${ledger.slot}, ${ledger.date}: ${ledger.document}`]);
    lines.push(["owner", `${site?.owner ?? ledger.owner}; ${ledger.purpose}`]);
  }
  for (const line of history?.slice(1) ?? []) {
    lines.push([line.event, `seq ${line.seq}, ${line.date}: ${changeText(line)}${line.document}`]);
  }
  if (quarantined) {
    lines.push(["rests", `${blockText(quarantined)}   until ${quarantined.until}`]);
  }
  if (reverse.zones.length > 0) lines.push(["reverse", shortList(reverse.zones)]);
  if (reverse.pointer !== undefined) lines.push(["PTR", reverse.pointer]);
  return [
    `${style("bold", query)}: ${say(summary)}`,
    ...lines.map(([key, value]) => `  ${key.padEnd(11)}${value}`),
  ].join("\n");
}

function blockText(block: Block): string {
  const { ipv6, ipv4 } = formatBoth(block);
  return `${ipv6}   ${ipv4}`;
}

function changeText(line: LedgerEntry): string {
  switch (line.event) {
    case "retire":
      return line.into === undefined ? "ended; " : `went into ${line.into}; `;
    case "recode":
      return `goes on as ${line.into}, ${line.name}; `;
    case "rename":
      return `is ${line.name}; `;
    case "transfer":
      return `${[line.owner && `owner ${line.owner}`, line.area && `wired to area ${line.area}`].filter(Boolean).join(", ")}; `;
    case "grow":
      return `has ${line.ipv6} and ${line.ipv4}; `;
    default:
      return "";
  }
}

const shortList = (words: string[]): string =>
  words.length > 8 ? `${words.slice(0, 8).join(", ")} and ${words.length - 8} more` : words.join(", ");
