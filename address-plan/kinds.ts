/** Kinds in the order in which new sites are placed: areas before their communes. */
export const SITE_KINDS = ["platform", "department", "area", "commune"] as const;

/** Kinds of sites. Areas are the points where the wide-area network aggregates; they outlive the districts. */
export type SiteKind = (typeof SITE_KINDS)[number];
