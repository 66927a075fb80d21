/** Kinds in the order in which new sites are placed: areas before their communes. */
export const SITE_KINDS = ["platform", "department", "area", "commune"] as const;

/** Kinds of sites. Areas are the points where the wide-area network aggregates; they outlive the districts. */
export type SiteKind = (typeof SITE_KINDS)[number];

/** Names of all profiles, the recommended one first. */
export const PROFILE_NAMES = ["P40", "P36", "P32", "P48"] as const;

export type ProfileName = (typeof PROFILE_NAMES)[number];
