import type { SiteKind } from "../kinds.ts";

/** What a new site's addresses are for (AP-24), by kind; written into its line of the ledger. */
export const SITE_PURPOSES: Readonly<Record<SiteKind, string>> = {
  platform: "hạ tầng dùng chung của tỉnh",
  department: "mạng và máy chủ của cơ quan",
  area: "vùng kết nối: mạng của huyện và các xã trong vùng",
  commune: "mạng và máy chủ của xã, phường, thị trấn",
};
