import { asText } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { siteBlocks } from "../plan-of.ts";
import type { AddressPlan, SitePlan } from "../plan.ts";
import { contains, isSame, type Prefix } from "../prefixes/address.ts";
import { formatPrefix } from "../prefixes/prefix.ts";
import { reverseZonesOf } from "../prefixes/reverse-zone.ts";
import { routesOf, type PlanRoute } from "../prefixes/routes.ts";
import { addressFinding } from "./finding.ts";
import { addressesIn } from "./references.ts";
import { ADDRESS_RULES } from "./rules.ts";

/**
 * AP-14: the core has one route for each area. A commune that is wired elsewhere, or an area of several blocks (P48), is
 * a route more and said as advice; more routes than twice the areas are refused.
 */
export function checkAggregates(plan: AddressPlan, routes: readonly PlanRoute[] = routesOf(plan)): Finding[] {
  const areas = Object.values(plan.sites).filter(({ kind }) => kind === "area").length;
  const behindAreas = routes.filter(({ table, family, site, action }) => {
    const kind = plan.sites[site ?? ""]?.kind;
    return table === "core" && family === 6 && action === "forward" && (kind === "area" || kind === "commune");
  });
  if (behindAreas.length <= areas) return [];
  const more = behindAreas.filter(({ site }) => plan.sites[site ?? ""]?.kind === "commune").map(({ site }) => site);
  const elsewhere =
    more.length > 0
      ? { en: `; communes wired elsewhere: ${more.join(", ")}`, vi: `; các xã đấu nối nơi khác: ${more.join(", ")}` }
      : asText("");
  return [
    addressFinding("AP-14", formatPrefix(plan.root6), {
      level: behindAreas.length > 2 * areas ? "mandatory" : "advisory",
      found: {
        en: `${behindAreas.length} routes of the core for ${areas} areas${elsewhere.en}`,
        vi: `mạng lõi có ${behindAreas.length} tuyến cho ${areas} vùng kết nối${elsewhere.vi}`,
      },
      wanted: { en: `${areas}, one for each area`, vi: `${areas} tuyến, mỗi vùng kết nối một tuyến` },
      fix:
        more.length > 0
          ? {
              en: "wire them to the area that their addresses are from, or live with the routes: nobody is renumbered for it",
              vi: "hãy đấu nối vào vùng kết nối đã cấp địa chỉ, hoặc chấp nhận các tuyến này: không ai phải đổi địa chỉ vì thế",
            }
          : {
              en: "a larger root (profile P40) makes each area one block",
              vi: "khối gốc lớn hơn (phương án P40) cho mỗi vùng kết nối một khối",
            },
    }),
  ];
}

/** AP-20: each announced root, and each area's block, has a discard route for what is unallocated in it. */
export function checkDiscards(plan: AddressPlan, routes: readonly PlanRoute[] = routesOf(plan)): Finding[] {
  const discarded = new Set(
    routes
      .filter(({ action }) => action === "discard")
      .map(({ table, area, destination }) => `${table} ${area ?? ""} ${formatPrefix(destination)}`),
  );
  const areas = Object.values(plan.sites).filter(({ kind }) => kind === "area");
  const [root6, root4] = [formatPrefix(plan.root6), formatPrefix(plan.root4)];
  const wanted = [
    ...[root6, root4].map((prefix) => ({ key: `core  ${prefix}`, site: root6, prefix })),
    ...areas.flatMap(({ site, ipv6, ipv4 }) =>
      [ipv6, ipv4].map(formatPrefix).map((prefix) => ({ key: `area ${site} ${prefix}`, site, prefix })),
    ),
  ];
  return wanted
    .filter(({ key }) => !discarded.has(key))
    .map(({ site, prefix }) =>
      addressFinding("AP-20", site, {
        found: { en: `no discard route for ${prefix}`, vi: `chưa có tuyến loại bỏ cho ${prefix}` },
        wanted: {
          en: "one, so that packets to what is unallocated don't loop with the provider (RFC 6666)",
          vi: "có tuyến đó, để gói tin đến phần chưa cấp không quay vòng với nhà cung cấp (RFC 6666)",
        },
        fix: {
          en: "add the routes that `province address export --format routes` prints",
          vi: "hãy thêm các tuyến mà `province address export --format routes` in ra",
        },
      }),
    );
}

/** A reverse zone with the prefix that it is to delegate. */
export interface ReverseDelegation {
  site: string;
  prefix: Prefix;
  zones: readonly string[];
}

/** Every active site's delegations, both families. */
export function reverseDelegationsOf(plan: AddressPlan): ReverseDelegation[] {
  return Object.values(plan.sites).flatMap((site) => siteDelegationsOf(site));
}

/** One site's delegations, both families. */
export function siteDelegationsOf(site: SitePlan): ReverseDelegation[] {
  return siteBlocks(site)
    .flatMap(({ ipv6, ipv4 }) => [ipv6, ipv4])
    .map((prefix) => ({ site: site.site, prefix, zones: reverseZonesOf(prefix) }));
}

/**
 * AP-19: each site's prefixes have reverse zones, and the names say these prefixes. The names are read back digit by
 * digit, apart from the code that makes them.
 */
export function checkReverseZones(
  plan: AddressPlan,
  delegations: readonly ReverseDelegation[] = reverseDelegationsOf(plan),
): Finding[] {
  const bySite = Map.groupBy(delegations, ({ site }) => site);
  const fix = ADDRESS_RULES["AP-19"].remedy;
  return Object.values(plan.sites).flatMap(({ site, ipv6 }) => {
    const own = bySite.get(site) ?? [];
    if (!own.some(({ prefix }) => isSame(prefix, ipv6))) {
      return [
        addressFinding("AP-19", site, {
          found: {
            en: `no reverse zone for ${formatPrefix(ipv6)}`,
            vi: `chưa có vùng ngược cho ${formatPrefix(ipv6)}`,
          },
          wanted: reverseZonesOf(ipv6).join(", "),
          fix,
        }),
      ];
    }
    return own.flatMap(({ prefix, zones }) => {
      const wrong = zones.filter((zone) => zone.endsWith(".ip6.arpa") && !isOf(zone, prefix));
      if (zones.length > 0 && wrong.length === 0) return [];
      const found =
        wrong.length > 0
          ? { en: `zone ${wrong.join(", ")}`, vi: `vùng ${wrong.join(", ")}` }
          : { en: "no zone", vi: "không có vùng nào" };
      return [
        addressFinding("AP-19", site, {
          found: { en: `${found.en} for ${formatPrefix(prefix)}`, vi: `${found.vi} cho ${formatPrefix(prefix)}` },
          wanted: reverseZonesOf(prefix).join(", "),
          fix,
        }),
      ];
    });
  });
}

/** True when what the name of a reverse zone stands for lies in the prefix. */
function isOf(zone: string, prefix: Prefix): boolean {
  const [read] = addressesIn(zone);
  return read !== undefined && contains(prefix, read.prefix);
}
