import { SITE_PURPOSES, type SiteKind } from "../../address-plan/kinds.ts";
import type { SiteRequest } from "../../address-plan/ledger/ledger.ts";
import type { Area, Province, Unit } from "../../model/province.ts";

/**
 * Areas and units as requests for addresses; who has no owner answers for itself. Districts ask for nothing: they use
 * the hub of their area.
 */
export function siteRequestsOf({ units, areas }: Pick<Province, "units" | "areas">): SiteRequest[] {
  return [
    ...Object.values(areas).map((area) => requestOf(area, "area")),
    ...Object.values(units).flatMap((unit) =>
      unit.kind === "district" ? [] : [requestOf(unit, unit.kind, unit.area)],
    ),
  ];
}

function requestOf({ code, name, owner = code, order }: Area | Unit, kind: SiteKind, parent?: string): SiteRequest {
  return { site: code, kind, ...(parent && { parent }), name, owner, purpose: SITE_PURPOSES[kind], order };
}
