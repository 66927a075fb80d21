import { explainAddress, type Explanation } from "../../address-plan/explain/explain.ts";
import type { LedgerEntry } from "../../address-plan/ledger/ledger.ts";
import { Replay } from "../../address-plan/ledger/replay.ts";
import { formatAddress } from "../../address-plan/prefixes/address.ts";
import { formatBoth, formatPrefix, type Block } from "../../address-plan/prefixes/prefix.ts";
import { nearest } from "../../model/messages/nearest.ts";
import { asText, languageOf, type Text, textOf } from "../../model/text.ts";
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
    const why = textOf(error);
    throw new UserError({
      en: `${why.en}.${near === undefined ? "" : ` Did you mean the site "${near}"?`}`,
      vi: `${why.vi}.${near === undefined ? "" : ` Có phải điểm "${near}"?`}`,
    });
  }
}

const WORDS = {
  site: { en: "site", vi: "điểm" },
  zone: { en: "zone", vi: "vùng" },
  subnet: { en: "subnet", vi: "mạng con" },
  gateways: { en: "gateways", vi: "cổng ra" },
  host: { en: "host", vi: "máy" },
  twin: { en: "other family", vi: "họ địa chỉ kia" },
  holds: { en: "holds", vi: "gồm" },
  resting: { en: "resting", vi: "đang cách ly" },
  ledger: { en: "ledger", vi: "sổ cấp phát" },
  seq: { en: "seq", vi: "dòng" },
  slot: { en: "slot", vi: "vị trí" },
  owner: { en: "owner", vi: "chủ quản" },
  rests: { en: "rests", vi: "cách ly" },
  reverse: { en: "reverse", vi: "vùng ngược" },
} as const;

const EVENTS: Readonly<Record<LedgerEntry["event"], Text>> = {
  allocate: { en: "allocate", vi: "cấp phát" },
  retire: { en: "retire", vi: "thu hồi" },
  recode: { en: "recode", vi: "đổi mã" },
  rename: { en: "rename", vi: "đổi tên" },
  transfer: { en: "transfer", vi: "chuyển" },
  grow: { en: "grow", vi: "mở rộng" },
  registrant: { en: "registrant", vi: "đứng tên" },
};

/** The explanation as lines: what is known, from the whole to the part. */
export function explanationText(explanation: Explanation): string {
  const { query, summary, site, zone, subnet, host, holds, resting, ledger, history, quarantined, reverse } =
    explanation;
  const lines: [Text, string][] = [];
  if (site) lines.push([WORDS.site, blockText(site)]);
  if (zone) {
    const name = zone.name === undefined ? "" : `: ${zone.name}`;
    lines.push([WORDS.zone, `${blockText(zone)}   ${zone.zone} (nibble ${zone.nibble.toString(16)})${name}`]);
  }
  if (subnet) {
    lines.push([WORDS.subnet, blockText({ ipv6: subnet.ipv6.cidr, ipv4: subnet.ipv4.cidr })]);
    lines.push([WORDS.gateways, `${formatAddress(subnet.ipv6.gateway)}   ${formatAddress(subnet.ipv4.gateway)}`]);
  }
  if (host) {
    const twin = host.twin === undefined ? "" : `; ${say(WORDS.twin)} ${formatAddress(host.twin)}`;
    lines.push([WORDS.host, `${say(host.meaning)}${twin}`]);
  }
  if (holds) lines.push([WORDS.holds, shortList(holds)]);
  if (resting) lines.push([WORDS.resting, shortList(resting)]);
  if (ledger) {
    lines.push([
      WORDS.ledger,
      `${say(WORDS.seq)} ${ledger.seq}, ${say(WORDS.slot)} ${ledger.slot}, ${ledger.date}: ${ledger.document}`,
    ]);
    lines.push([WORDS.owner, `${site?.owner ?? ledger.owner}; ${ledger.purpose}`]);
  }
  for (const line of history?.slice(1) ?? []) {
    lines.push([
      EVENTS[line.event],
      `${say(WORDS.seq)} ${line.seq}, ${line.date}: ${changeText(line)}${line.document}`,
    ]);
  }
  if (quarantined) {
    lines.push([WORDS.rests, `${blockText(quarantined)}   ${say({ en: "until", vi: "đến" })} ${quarantined.until}`]);
  }
  if (reverse.zones.length > 0) lines.push([WORDS.reverse, shortList(reverse.zones)]);
  if (reverse.pointer !== undefined) lines.push([asText("PTR"), reverse.pointer]);
  return [
    `${style("bold", query)}: ${say(summary)}`,
    ...lines.map(([key, value]) => `  ${say(key).padEnd(languageOf() === "vi" ? 16 : 11)}${value}`),
  ].join("\n");
}

function blockText(block: Block): string {
  const { ipv6, ipv4 } = formatBoth(block);
  return `${ipv6}   ${ipv4}`;
}

function changeText(line: LedgerEntry): string {
  switch (line.event) {
    case "retire":
      return line.into === undefined
        ? say({ en: "ended; ", vi: "kết thúc; " })
        : say({ en: `went into ${line.into}; `, vi: `nhập vào ${line.into}; ` });
    case "recode":
      return say({ en: `goes on as ${line.into}, ${line.name}; `, vi: `tiếp tục với mã ${line.into}, ${line.name}; ` });
    case "rename":
      return say({ en: `is ${line.name}; `, vi: `là ${line.name}; ` });
    case "transfer":
      return `${[
        line.owner && say({ en: `owner ${line.owner}`, vi: `chủ quản ${line.owner}` }),
        line.area && say({ en: `wired to area ${line.area}`, vi: `nối vào vùng kết nối ${line.area}` }),
      ]
        .filter(Boolean)
        .join(", ")}; `;
    case "grow":
      return say({ en: `has ${line.ipv6} and ${line.ipv4}; `, vi: `có ${line.ipv6} và ${line.ipv4}; ` });
    default:
      return "";
  }
}

const shortList = (words: string[]): string =>
  words.length > 8
    ? `${words.slice(0, 8).join(", ")} ${say({ en: `and ${words.length - 8} more`, vi: `và ${words.length - 8} mục nữa` })}`
    : words.join(", ");
