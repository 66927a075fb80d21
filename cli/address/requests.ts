import type { SiteKind, SiteRequest } from "../../address-plan/ledger.ts";
import type { Unit } from "../../model/province.ts";

/** What a site's addresses are for (AP-24), by kind; written into new ledger lines. */
const PURPOSES: Record<SiteKind, string> = {
  platform: "hạ tầng dùng chung của tỉnh",
  department: "mạng và máy chủ của cơ quan",
  area: "vùng kết nối: mạng của huyện và các xã trong vùng",
  commune: "mạng và máy chủ của xã, phường, thị trấn",
};

/** The register's units as requests for addresses; a unit without owner answers for itself. */
export const siteRequestsOf = (units: Record<string, Unit>): SiteRequest[] =>
  Object.values(units).map(({ code, kind, name, area, owner, order }) => ({
    site: code,
    kind,
    ...(area === undefined ? {} : { parent: area }),
    name,
    owner: owner ?? code,
    purpose: PURPOSES[kind],
    order,
  }));
