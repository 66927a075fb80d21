import type { SiteKind, SiteRequest } from "../../address-plan/ledger.ts";
import type { Province } from "../../model/province.ts";

/** What a site's addresses are for (AP-24), by kind; written into new ledger lines. */
const PURPOSES: Record<SiteKind, string> = {
  platform: "hạ tầng dùng chung của tỉnh",
  department: "mạng và máy chủ của cơ quan",
  area: "vùng kết nối: mạng của huyện và các xã trong vùng",
  commune: "mạng và máy chủ của xã, phường, thị trấn",
};

/**
 * Areas and units as requests for addresses; who has no owner answers for itself. Districts ask for nothing: they use
 * the hub of their area.
 */
export const siteRequestsOf = ({ units, areas }: Pick<Province, "units" | "areas">): SiteRequest[] => [
  ...Object.values(areas).map((area) => requestOf({ ...area, kind: "area" })),
  ...Object.values(units).flatMap(({ kind, ...unit }) =>
    kind === "district"
      ? []
      : [requestOf({ ...unit, kind, ...(unit.area === undefined ? {} : { parent: unit.area }) })],
  ),
];

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
  purpose: PURPOSES[kind],
  order,
});
