import { SITE_PURPOSES, type SiteKind } from "../../address-plan/kinds.ts";
import type { SiteRequest } from "../../address-plan/ledger/ledger.ts";
import type { Province } from "../../model/province.ts";

/**
 * Areas and units as requests for addresses; who has no owner answers for itself. Districts ask for nothing: they use
 * the hub of their area.
 */
export function siteRequestsOf({ units, areas }: Pick<Province, "units" | "areas">): SiteRequest[] {
  return [
    ...Object.values(areas).map((area) => requestOf({ ...area, kind: "area" })),
    ...Object.values(units).flatMap(({ kind, ...unit }) =>
      kind === "district"
        ? []
        : [requestOf({ ...unit, kind, ...(unit.area === undefined ? {} : { parent: unit.area }) })],
    ),
  ];
}

const requestOf = ({
  code,
  kind,
  parent,
  name,
  owner,
  order,
}: {
  code: string;
  kind: SiteKind;
  parent?: string;
  name: string;
  owner?: string;
  order: number;
}): SiteRequest => ({
  site: code,
  kind,
  ...(parent === undefined ? {} : { parent }),
  name,
  owner: owner ?? code,
  purpose: SITE_PURPOSES[kind],
  order,
});
