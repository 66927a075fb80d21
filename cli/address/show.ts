import { KIND_TEXTS, SITE_KINDS } from "../../address-plan/kinds.ts";
import type { AllocateEntry } from "../../address-plan/ledger/ledger.ts";
import { poolUsage, unassignedShare } from "../../address-plan/ledger/pool-usage.ts";
import { activeLines, Replay } from "../../address-plan/ledger/replay.ts";
import { planOf } from "../../address-plan/plan-of.ts";
import type { SitePlan, SubnetPlan, ZonePlan } from "../../address-plan/plan.ts";
import { formatBoth } from "../../address-plan/prefixes/prefix.ts";
import { subnetPlanOf } from "../../address-plan/prefixes/subnet.ts";
import { partName } from "../../infra/tenant/names.ts";
import { replicasIn, zonePlansOf } from "../../infra/tenant/tenant-facts.ts";
import { nearest } from "../../model/messages/nearest.ts";
import { style } from "../report/style.ts";
import { tableText } from "../report/table.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { say } from "../terminal/language.ts";
import type { AddressWork } from "./open.ts";

/** One site in full: its ledger line, its zones, and the servers of its tenant. */
export interface SiteView {
  site: SitePlan;
  ledger: AllocateEntry;
  zones: (ZonePlan & { name: string; subnets: SubnetPlan[] })[];
  servers: { name: string; zone: string; ipv6: string; ipv4: string }[];
}

/**
 * The site of that code with everything that the plan says of it; `subnets` are those that the agency's YAML asks for.
 * @throws UserError with the nearest code when the ledger has no such site.
 */
export function siteView(work: AddressWork, code: string): SiteView {
  const { sites } = planOf(work.ledger, work.province.asOf);
  const site = sites[code];
  const ledger = activeLines(work.ledger, work.province.asOf).find((line) => line.site === code);
  if (!site || !ledger) {
    const end = Replay.of(work.ledger, work.province.asOf).endOf(code);
    if (end) {
      const { date, into } = end;
      throw new UserError({
        en: `Site "${code}" ended on ${date}${into === undefined ? "" : ` and went on as ${into}`}: province address explain ${code} tells the rest.`,
        vi: `Điểm "${code}" đã kết thúc ngày ${date}${into === undefined ? "" : ` và tiếp tục với mã ${into}`}: xem thêm bằng province address explain ${code}.`,
      });
    }
    const near = nearest(code, Object.keys(sites));
    throw new UserError({
      en: `The ledger has no site "${code}".${near === undefined ? "" : ` Did you mean "${near}"?`}`,
      vi: `Sổ cấp phát không có điểm "${code}".${near === undefined ? "" : ` Có phải "${near}"?`}`,
    });
  }
  const tenant = work.tenants.find((each) => each.code === code);
  const zones = zonePlansOf(work.province, site).map((plan) => {
    const count = tenant?.zones.find(({ code: zone }) => zone === plan.zone)?.subnets ?? 0;
    const name = work.province.zones[plan.zone]?.name ?? plan.zone;
    return { ...plan, name, subnets: Array.from({ length: count }, (_, index) => subnetPlanOf(plan, index)) };
  });
  const servers = (tenant?.servers ?? []).flatMap((server) => {
    const { name, zone, replicas } = server;
    const subnet = zones.find((each) => each.zone === zone)?.subnets[0];
    if (!subnet) return [];
    return replicasIn(subnet, server).map(({ number, ...addresses }) => ({
      name: replicas === 1 ? name : partName(name, number),
      zone,
      ...addresses,
    }));
  });
  return { site, ledger, zones, servers };
}

/** A site's kind where kinds stand beside each other: there "cơ quan" could be any of them. */
const SITE_TERMS = { ...KIND_TEXTS, department: { en: "department", vi: "sở, ban, ngành" } };

const WORDS = {
  site: { en: "site", vi: "điểm" },
  kind: { en: "kind", vi: "loại" },
  name: { en: "name", vi: "tên" },
  since: { en: "since", vi: "từ ngày" },
  zone: { en: "zone", vi: "vùng" },
  server: { en: "server", vi: "máy chủ" },
  slot: { en: "slot", vi: "vị trí" },
  line: { en: "ledger seq", vi: "dòng sổ số" },
  owner: { en: "owner", vi: "chủ quản" },
  profile: { en: "profile", vi: "kiểu quy hoạch" },
} as const;

/** A site as a person reads it: facts, zones (those in use marked), servers. */
export function siteText({ site, ledger, zones, servers }: SiteView): string {
  const zoneRows = zones.map(({ zone, name, nibble, subnets, ...block }) => {
    const { ipv6, ipv4 } = formatBoth(block);
    return [subnets.length > 0 ? "●" : "", nibble.toString(16), zone, name, ipv6, ipv4];
  });
  const serverRows = servers.map(({ name, zone, ipv6, ipv4 }) => [name, zone, ipv6, ipv4]);
  return [
    `${style("bold", site.name)} (${say(SITE_TERMS[site.kind])} ${site.site}${site.parent === undefined ? "" : `, ${say({ en: `area ${site.parent}`, vi: `vùng kết nối ${site.parent}` })}`})`,
    `${ledger.ipv6}   ${ledger.ipv4}   ${say(WORDS.slot)} ${ledger.slot}`,
    `${say(WORDS.line)} ${ledger.seq}, ${ledger.date}: ${ledger.document}`,
    `${say(WORDS.owner)} ${ledger.owner}; ${ledger.purpose}`,
    "",
    tableText(["", "nibble", say(WORDS.zone), "", "IPv6", "IPv4"], zoneRows),
    ...(zones.some(({ subnets }) => subnets.length > 0)
      ? [say({ en: "● in use by the agency's tenant", vi: "● cơ quan đang dùng" })]
      : []),
    ...(servers.length > 0 ? ["", tableText([say(WORDS.server), say(WORDS.zone), "IPv6", "IPv4"], serverRows)] : []),
  ].join("\n");
}

/** All sites in order of the ledger, and how full the pools are. */
export function planText({ ledger, province: { asOf } }: AddressWork): string {
  const rows = activeLines(ledger, asOf)
    .toSorted((a, b) => SITE_KINDS.indexOf(a.kind) - SITE_KINDS.indexOf(b.kind) || a.seq - b.seq)
    .map(({ site, kind, name, ipv6, ipv4, date }) => [site, say(SITE_TERMS[kind]), name, ipv6, ipv4, date]);
  const pools = poolUsage(ledger, asOf).filter(({ area, used }) => area === undefined || used > 0);
  return [
    `${style("bold", `${ledger.root6}   ${ledger.root4}`)}   ${say(WORDS.profile)} ${ledger.profile}`,
    tableText([say(WORDS.site), say(WORDS.kind), say(WORDS.name), "IPv6", "IPv4", say(WORDS.since)], rows),
    ...pools.map(({ kind, area, used, slots }) =>
      say({
        en: `${SITE_TERMS[kind].en}${area === undefined ? "" : ` of area ${area}`}: ${used} of ${slots} slots`,
        vi: `${SITE_TERMS[kind].vi}${area === undefined ? "" : ` của vùng kết nối ${area}`}: ${used} trên ${slots} vị trí`,
      }),
    ),
    say({
      en: `${Math.round(unassignedShare(ledger, asOf) * 100)} % of ${ledger.root6} is unassigned`,
      vi: `${Math.round(unassignedShare(ledger, asOf) * 100)} % của ${ledger.root6} chưa cấp`,
    }),
  ].join("\n");
}
