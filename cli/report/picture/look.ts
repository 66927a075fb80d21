import type { SiteKind } from "../../../address-plan/kinds.ts";

/** Measures in pixels; the map's 16 columns set the width. */
export const PAGE = { width: 1240, margin: 40 };

/** Fill, line and text colour of each kind of site. */
export const COLOURS: Record<SiteKind, { fill: string; line: string; ink: string }> = {
  platform: { fill: "#d6e6f8", line: "#3b7fc4", ink: "#153e6b" },
  department: { fill: "#d9f0dc", line: "#3f9a54", ink: "#14502a" },
  area: { fill: "#fde8c8", line: "#c98a1b", ink: "#6b4408" },
  commune: { fill: "#f7d9e3", line: "#c04d77", ink: "#6f1f3d" },
};

/** Vietnamese term, with the English one, of each kind of site. */
export const KIND_TERMS: Record<SiteKind, { vi: string; en: string }> = {
  platform: { vi: "Nền tảng dùng chung", en: "platform" },
  department: { vi: "Sở, ban, ngành", en: "departments" },
  area: { vi: "Vùng kết nối (huyện)", en: "areas" },
  commune: { vi: "Xã, phường, thị trấn", en: "communes" },
};
