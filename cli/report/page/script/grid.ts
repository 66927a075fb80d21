import type { PageSite } from "../page-data.ts";
import { agencyOf, verdictOf } from "./data.ts";
import { element } from "./element.ts";
import { word } from "./language.ts";
import { show, state } from "./state.ts";

/** Equal blocks in rows of sixteen; `siteAt` says who holds a block, which may be the area's own network. */
export function grid(count: number, siteAt: (block: number) => PageSite | "hub" | undefined): HTMLElement {
  const sixteen = Array.from({ length: 16 }, (_, digit) => digit);
  const heads = sixteen.map((column) => element("div", { class: "digit" }, `_${column.toString(16)}`));
  const rows = Array.from({ length: Math.ceil(count / 16) }, (_, row) => [
    element("div", { class: "digit" }, `${row.toString(16)}_`),
    ...sixteen.map((column) => cell(siteAt(row * 16 + column))),
  ]);
  const map = element("div", { class: "map" }, element("div"), ...heads, ...rows.flat());
  return element("div", { class: "scroll" }, map);
}

function cell(site: PageSite | "hub" | undefined): HTMLElement {
  if (site === undefined) return element("button", { class: "cell", disabled: true, title: word("free") });
  if (site === "hub") return element("button", { class: "cell area", disabled: true, title: word("hub") });
  const agency = agencyOf.get(site.code);
  const failing = agency !== undefined && verdictOf(agency) === "fails";
  const open = site.code === state.area || site.code === state.agency;
  return element(
    "button",
    {
      class: `cell ${site.until ? "quarantined" : site.kind}${failing ? " failing" : ""}${open ? " open" : ""}`,
      title: [`${site.code} ${site.name}`, site.ipv6, site.ipv4, ...quarantineOf(site)].join("\n"),
      "data-site": site.code,
      onclick: () => choose(site),
    },
    site.kind === "area" || site.kind === "commune" ? shortName(site.name) : site.code,
  );
}

/** What to say of a block that rests. */
export function quarantineOf({ until }: PageSite): string[] {
  return until ? [word("quarantined", { until })] : [];
}

/** Name without the word for its rank, which every neighbour shares. */
function shortName(name: string): string {
  return name.replace(/^(Thành phố|Thị xã|Huyện|Quận|Thị trấn|Phường|Xã|Vùng)\s+/u, "");
}

function choose(site: PageSite): void {
  const agency = agencyOf.has(site.code);
  if (site.kind === "area") show({ area: site.code, agency: agency ? site.code : undefined, query: "" });
  else if (agency)
    show({ agency: site.code, ...(site.kind === "commune" ? {} : { area: undefined }), query: site.code });
  else show({ agency: site.code, area: undefined });
}
