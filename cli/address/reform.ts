import type { Ledger, LedgerEntry } from "../../address-plan/ledger/ledger.ts";
import { formatPrefix } from "../../address-plan/prefixes/prefix.ts";
import type { ReformResult } from "../../address-plan/reforms/reform-result.ts";
import { applyReform } from "../../address-plan/reforms/reform.ts";
import type { Reform } from "../../model/schema/reform.ts";
import { style } from "../report/style.ts";
import { say } from "../terminal/language.ts";
import type { AddressWork } from "./open.ts";

/** A reform with what it does to addresses. */
interface ReformStep extends Omit<ReformResult, "ledger"> {
  reform: Pick<Reform, "date" | "document" | "title">;
}

export interface ReformProposal {
  ledger: Ledger;
  added: LedgerEntry[];
  /** In the order of dates, also those that add no line. */
  steps: ReformStep[];
}

/**
 * What the province's reforms up to a day (included) do to the ledger, one after the other.
 * @throws ReformError with every reason when one of them can't be applied; then none is.
 */
export function proposeReforms({ ledger, province }: AddressWork, until: string): ReformProposal {
  const names = { ...province.ended, ...province.units };
  let current = ledger;
  const steps: ReformStep[] = [];
  for (const reform of province.reforms.filter(({ date }) => date <= until)) {
    const { ledger: next, added, summary } = applyReform(current, reform, names);
    current = next;
    const { date, document, title } = reform;
    steps.push({ reform: { date, document, title }, added, summary });
  }
  return { ledger: current, added: steps.flatMap(({ added }) => added), steps };
}

/** What the reforms do, as a person reads it: counts first, then whom it concerns. */
export function reformText({ steps }: ReformProposal, all = false): string {
  return steps.map((step) => stepText(step, all)).join("\n\n");
}

function stepText({ reform, added, summary }: ReformStep, all: boolean): string {
  const { kept, renamed, recoded, moved, quarantined, fresh, straddling, registrant, renumbered, without } = summary;
  const counts = [
    [kept.length, "kept their addresses"],
    [renamed.length, "renamed"],
    ...(recoded.length > 0 ? ([[recoded.length, "with another code"]] as const) : []),
    [moved.length, "moved (owner or area)"],
    [quarantined.length, "in quarantine"],
    [fresh.length, "new"],
    [renumbered.length, "renumbered"],
  ].map(([count, what]) => `${count} ${what}`);
  const lines: string[][] = [
    ["new", ...fresh.map(({ site, ipv6, ipv4 }) => `${site} ${ipv6} ${ipv4}`)],
    ["recoded", ...recoded.map(({ site, from }) => `${from} goes on as ${site}, with its addresses`)],
    ["moved", ...moved.map(({ site, owner, area }) => `${site} to ${[owner, area].filter(Boolean).join(", ")}`)],
    [
      "rests",
      ...quarantined.map(
        ({ site, ipv6, into, until }) => `${site} ${formatPrefix(ipv6)} (${into ?? "-"}) until ${until}`,
      ),
    ],
    [
      "straddle",
      ...straddling.map(({ site, area, others }) => `${site} in area ${area}, with parts of ${others.join(", ")}`),
    ],
    ["untouched", ...without.map(({ code, reason }) => `${code}: ${say(reason)}`)],
  ];
  return [
    `${style("bold", `${reform.date}  ${reform.title}`)}  (${added.length} new lines)`,
    `  ${counts.join(", ")}`,
    ...(registrant === undefined
      ? []
      : [`  registrant is ${registrant} now: ask the registry for the change of name (NĐ 147/2024/NĐ-CP, Điều 17.5)`]),
    ...lines.flatMap(([head, ...items]) => {
      const shown = all ? items : items.slice(0, 3);
      const more = items.length - shown.length;
      return [
        ...shown.map((item, index) => `  ${(index === 0 ? String(head) : "").padEnd(10)}${item}`),
        ...(more > 0 ? [`  ${"".padEnd(10)}and ${more} more (--all)`] : []),
      ];
    }),
  ].join("\n");
}
