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
  const counts = (
    [
      [kept.length, { en: "kept their addresses", vi: "giữ nguyên địa chỉ" }],
      [renamed.length, { en: "renamed", vi: "đổi tên" }],
      ...(recoded.length > 0 ? ([[recoded.length, { en: "with another code", vi: "đổi mã" }]] as const) : []),
      [moved.length, { en: "moved (owner or area)", vi: "chuyển (chủ quản hoặc vùng kết nối)" }],
      [quarantined.length, { en: "in quarantine", vi: "cách ly" }],
      [fresh.length, { en: "new", vi: "mới" }],
      [renumbered.length, { en: "renumbered", vi: "đổi địa chỉ" }],
    ] as const
  ).map(([count, what]) => `${count} ${say(what)}`);
  const lines: string[][] = [
    [say({ en: "new", vi: "mới" }), ...fresh.map(({ site, ipv6, ipv4 }) => `${site} ${ipv6} ${ipv4}`)],
    [
      say({ en: "recoded", vi: "đổi mã" }),
      ...recoded.map(({ site, from }) =>
        say({
          en: `${from} goes on as ${site}, with its addresses`,
          vi: `${from} tiếp tục với mã ${site}, giữ địa chỉ`,
        }),
      ),
    ],
    [
      say({ en: "moved", vi: "chuyển" }),
      ...moved.map(({ site, owner, area }) => {
        const to = [owner, area].filter(Boolean).join(", ");
        return say({ en: `${site} to ${to}`, vi: `${site} sang ${to}` });
      }),
    ],
    [
      say({ en: "rests", vi: "cách ly" }),
      ...quarantined.map(
        ({ site, ipv6, into, until }) =>
          `${site} ${formatPrefix(ipv6)} (${into ?? "-"}) ${say({ en: "until", vi: "đến" })} ${until}`,
      ),
    ],
    [
      say({ en: "straddle", vi: "nhiều vùng" }),
      ...straddling.map(({ site, area, others }) =>
        say({
          en: `${site} in area ${area}, with parts of ${others.join(", ")}`,
          vi: `${site} ở vùng kết nối ${area}, có phần của ${others.join(", ")}`,
        }),
      ),
    ],
    [say({ en: "untouched", vi: "không đổi" }), ...without.map(({ code, reason }) => `${code}: ${say(reason)}`)],
  ];
  return [
    `${style("bold", `${reform.date}  ${reform.title}`)}  (${say({ en: `${added.length} new lines`, vi: `${added.length} dòng mới` })})`,
    `  ${counts.join(", ")}`,
    ...(registrant === undefined
      ? []
      : [
          say({
            en: `  registrant is ${registrant} now: ask the registry for the change of name (NĐ 147/2024/NĐ-CP, Điều 17.5)`,
            vi: `  tổ chức đứng tên nay là ${registrant}: đề nghị cơ quan đăng ký đổi tên (NĐ 147/2024/NĐ-CP, Điều 17.5)`,
          }),
        ]),
    ...lines.flatMap(([head, ...items]) => {
      const shown = all ? items : items.slice(0, 3);
      const more = items.length - shown.length;
      return [
        ...shown.map((item, index) => `  ${(index === 0 ? String(head) : "").padEnd(10)}${item}`),
        ...(more > 0
          ? [`  ${"".padEnd(10)}${say({ en: `and ${more} more (--all)`, vi: `và ${more} mục nữa (--all)` })}`]
          : []),
      ];
    }),
  ].join("\n");
}
