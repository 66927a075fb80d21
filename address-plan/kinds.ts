import type { Text } from "../model/text.ts";

/** Kinds in the order in which new sites are placed: areas before their communes. */
export const SITE_KINDS = ["platform", "department", "area", "commune"] as const;

/** Kinds of sites. Areas are the points where the wide-area network aggregates; they outlive the districts. */
export type SiteKind = (typeof SITE_KINDS)[number];

/** What a new site's addresses are for (AP-24), by kind; written into its line of the ledger. */
export const SITE_PURPOSES: Readonly<Record<SiteKind, string>> = {
  platform: "hạ tầng dùng chung của tỉnh",
  department: "mạng và máy chủ của cơ quan",
  area: "vùng kết nối: mạng của huyện và các xã trong vùng",
  commune: "mạng và máy chủ của xã, phường, thị trấn",
};

/** What a person calls a kind of site. */
export const KIND_TEXTS: Readonly<Record<SiteKind, Text>> = {
  platform: { en: "platform", vi: "nền tảng" },
  department: { en: "department", vi: "cơ quan" },
  area: { en: "area", vi: "vùng kết nối" },
  commune: { en: "commune", vi: "xã" },
};
