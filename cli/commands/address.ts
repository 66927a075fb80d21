import { Option, type Command } from "commander";
import { AllocationError, type AllocationReason } from "../../address-plan/allocation/allocate.ts";
import type { Change } from "../../address-plan/allocation/change.ts";
import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { addressReplacer } from "../../address-plan/prefixes/prefix.ts";
import { englishReplacer, linesOf, type Text, textOf } from "../../model/text.ts";
import { findingJson } from "../../policies/messages/finding-json.ts";
import { registerImport } from "../address/import-command.ts";
import { registerSettle } from "../address/settle-command.ts";
import { writeOutput } from "../report/write-output.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say } from "../terminal/language.ts";
import { addOutput, jsonOption, type OutputOptions } from "../terminal/output-options.ts";
import { asOfOption } from "../terminal/stacks-options.ts";

/** `province address`: the address plan, its ledger and its picture. */
export function register(program: Command): void {
  const address = program.command("address").description(
    say({
      en: "the address plan: who has which addresses, in both families",
      vi: "quy hoạch địa chỉ: ai có địa chỉ nào, ở cả hai họ",
    }),
  );

  address
    .command("show")
    .description(
      say({
        en: "all sites, or one site with its zones and servers",
        vi: "mọi điểm, hoặc một điểm với các vùng mạng và máy chủ",
      }),
    )
    .argument("[site]", say({ en: "code, such as stttt, 389 or 15061", vi: "mã, ví dụ stttt, 389 hoặc 15061" }))
    .addOption(jsonOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address show", { en: "all sites", vi: "mọi điểm" }],
          ["province address show stttt", { en: "one site in full", vi: "đầy đủ một điểm" }],
        ],
      }),
    )
    .action(async (site: string | undefined, options: OutputOptions & { json?: boolean }) => {
      const { planText, siteText, siteView } = await import("../address/show.ts");
      const work = await open();
      if (site === undefined) {
        const { planOf } = await import("../../address-plan/plan-of.ts");
        await show(options.json ? json(planOf(work.ledger, work.province.asOf)) : planText(work), options);
      } else {
        const view = siteView(work, site);
        await show(options.json ? json(view) : siteText(view), options);
      }
    });

  address
    .command("explain")
    .description(
      say({
        en: "whose an address is, where it lies in the plan, and what it means",
        vi: "địa chỉ của ai, nằm đâu trong quy hoạch, và có nghĩa gì",
      }),
    )
    .argument(
      "<address>",
      say({
        en: "an address or a prefix of either family, or a site's code",
        vi: "một địa chỉ hoặc tiền tố IPv4 hay IPv6, hoặc mã của một điểm",
      }),
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address explain 10.96.32.10", { en: "whose it is", vi: "của ai" }],
          ["province address explain 15061", { en: "a site", vi: "một điểm" }],
        ],
      }),
    )
    .action(async (what: string, options: OutputOptions & { json?: boolean }) => {
      const { explain, explanationText } = await import("../address/explain.ts");
      const explanation = explain(await open(), what);
      await show(options.json ? json(explanation) : explanationText(explanation), options);
    });

  address
    .command("check")
    .description(
      say({
        en: "judge ledger, registration, routes, reverse zones, zones and servers by the rules AP-01..24",
        vi: "đánh giá sổ cấp phát, đăng ký, tuyến, vùng ngược, vùng mạng và máy chủ theo các quy tắc AP-01..24",
      }),
    )
    .option(
      "--base <revision>",
      say({
        en: "git revision whose ledger and zones must be continued unchanged (AP-07, AP-10); HEAD without it",
        vi: "phiên bản git mà sổ cấp phát và vùng mạng phải được tiếp nối nguyên vẹn (AP-07, AP-10); mặc định là HEAD",
      }),
    )
    .addOption(referencesOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address check", { en: "against what is committed", vi: "so với bản đã lưu" }],
          ["province address check --base origin/main", { en: "against a branch", vi: "so với một nhánh" }],
        ],
        exits: { failed: { en: "a rule is broken", vi: "có quy tắc bị vi phạm" } },
      }),
    )
    .action(async (options: OutputOptions & { base?: string; references: string[]; json?: boolean }) => {
      const { checkAddresses, verdictText } = await import("../address/check.ts");
      const verdict = checkAddresses(await open(), options.base, options.references);
      const { findings, uncompared } = verdict;
      if (options.json) {
        const { ADDRESS_RULES } = await import("../../address-plan/rules/rules.ts");
        const all = { findings: findings.map(findingJson), uncompared: uncompared?.en, rules: ADDRESS_RULES };
        await show(json(all), options);
      } else await show(verdictText(verdict), options);
      if (findings.some(({ level }) => level === "mandatory")) process.exitCode = exitCode.failed;
    });

  address
    .command("allocate")
    .description(
      say({
        en: "give addresses to the register's units that have none yet",
        vi: "cấp địa chỉ cho các đơn vị trong sổ đăng ký chưa có",
      }),
    )
    .option(
      "--document <text>",
      say({
        en: "the document that approves the allocation (needed with --write)",
        vi: "văn bản phê duyệt việc cấp (bắt buộc khi có --write)",
      }),
    )
    .option(
      "--date <date>",
      say({
        en: "ISO date of the new lines; the province's day (asOf) without it",
        vi: "ngày ISO của các dòng mới; không ghi thì là ngày của tỉnh (asOf)",
      }),
    )
    .addOption(referencesOption())
    .addOption(writeOption())
    .option("--json", say({ en: "the new lines as one JSON document", vi: "các dòng mới dưới dạng một tài liệu JSON" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address allocate", { en: "shows the lines", vi: "xem các dòng" }],
          ["province address allocate --document 12/QD --write", { en: "writes them", vi: "ghi các dòng" }],
        ],
      }),
    )
    .action(async (options: LineOptions) => {
      const { appendLines, proposalText, propose } = await import("../address/allocate.ts");
      const document = documentOf(options, { en: "approves the allocation", vi: "phê duyệt việc cấp" });
      const work = await open();
      const proposal = propose(work, { date: options.date ?? work.province.asOf, document });
      const { added } = proposal;
      const written = appendLines(work, proposal, options);
      if (options.json) return show(json({ added, written }), options);
      if (added.length === 0) {
        const text = {
          en: "Every unit of the register has its addresses.",
          vi: "Mọi đơn vị trong sổ đăng ký đã có địa chỉ.",
        };
        return show(say(text), options);
      }
      const proposed = say({
        en: `Proposal: nothing was written. Add --document "..." --write to append ${added.length} line(s).`,
        vi: `Đề xuất: chưa ghi gì. Thêm --document "..." --write để ghi ${added.length} dòng.`,
      });
      await show(`${proposalText(added)}\n${written ? closing(added.length, written) : proposed}`, options);
    });

  address
    .command("reform")
    .description(
      say({
        en: "carry the province's reforms into the ledger: who survives keeps its addresses, who ends goes to quarantine",
        vi: "đưa các đợt sắp xếp của tỉnh vào sổ cấp phát: đơn vị còn lại giữ địa chỉ, địa chỉ của đơn vị kết thúc được cách ly",
      }),
    )
    .option(
      "--until <date>",
      say({
        en: "last day whose reforms are applied; today without it",
        vi: "ngày cuối cùng áp dụng các đợt sắp xếp; không ghi thì là hôm nay",
      }),
    )
    .option("--all", say({ en: "name every site", vi: "nêu tên mọi điểm" }))
    .addOption(referencesOption())
    .addOption(writeOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address reform", { en: "up to today", vi: "đến hôm nay" }],
          [
            "province address reform --until 2025-07-01 --all",
            { en: "up to a day, with every site", vi: "đến một ngày, nêu mọi điểm" },
          ],
        ],
      }),
    )
    .action(async (options: ReformOptions) => {
      const { appendLines } = await import("../address/allocate.ts");
      const { proposeReforms, reformText } = await import("../address/reform.ts");
      const work = await open();
      const proposal = proposeReforms(work, options.until ?? new Date().toISOString().slice(0, 10));
      const { added, steps } = proposal;
      const written = appendLines(work, proposal, options);
      if (options.json) return show(json({ steps, written }), options);
      if (steps.length === 0) {
        const text = {
          en: "No reform is in force by that day.",
          vi: "Đến ngày đó chưa có đợt sắp xếp nào có hiệu lực.",
        };
        return show(say(text), options);
      }
      await show(`${reformText(proposal, options.all)}\n${closing(added.length, written)}`, options);
    });

  const oneLine = (name: string, argument: string, description: string) =>
    address
      .command(name)
      .description(description)
      .argument("<site>", argument)
      .option(
        "--document <text>",
        say({
          en: "the document that orders it (needed with --write)",
          vi: "văn bản quyết định việc này (bắt buộc khi có --write)",
        }),
      )
      .option(
        "--date <date>",
        say({
          en: "ISO date of the new line; the province's day (asOf) without it",
          vi: "ngày ISO của dòng mới; không ghi thì là ngày của tỉnh (asOf)",
        }),
      )
      .addOption(jsonOption())
      .option("--write", say({ en: "append the line to the ledger", vi: "ghi thêm dòng vào sổ cấp phát" }));

  oneLine(
    "grow",
    say({ en: "code, such as 15061", vi: "mã, ví dụ 15061" }),
    say({
      en: "let a site's prefixes grow in place; no address changes",
      vi: "mở rộng tiền tố của một điểm tại chỗ; không địa chỉ nào thay đổi",
    }),
  )
    .addOption(referencesOption())
    .requiredOption(
      "--to <length>",
      say({
        en: "new IPv6 length: 54 for a commune, 47 for an agency or an area",
        vi: "độ dài IPv6 mới: 54 cho xã, 47 cho cơ quan hoặc vùng kết nối",
      }),
      Number,
    )
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address grow 15061 --to 54", { en: "shows the line", vi: "xem dòng sẽ ghi" }],
          ["province address grow 15061 --to 54 --document 12/QD --write", { en: "writes it", vi: "ghi dòng đó" }],
        ],
      }),
    )
    .action(async (site: string, options: LineOptions & { to: number }) => {
      const { growSite } = await import("../../address-plan/allocation/change.ts");
      await changeLedger(options, (ledger, reason) => growSite(ledger, site, options.to, reason));
    });

  oneLine(
    "registrant",
    say({ en: "code of the organisation", vi: "mã của tổ chức" }),
    say({
      en: "record who holds the root at the registry",
      vi: "ghi lại tổ chức đứng tên tiền tố gốc tại cơ quan đăng ký",
    }),
  )
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address registrant skhcn", { en: "shows the line", vi: "xem dòng sẽ ghi" }],
          [
            "province address registrant skhcn --date 2025-03-01 --document 12/QD --write",
            { en: "writes it", vi: "ghi dòng đó" },
          ],
        ],
      }),
    )
    .action(async (site: string, options: LineOptions) => {
      const { recordRegistrant } = await import("../../address-plan/allocation/change.ts");
      await changeLedger(options, (ledger, reason) => recordRegistrant(ledger, site, reason));
    });

  registerSettle(address);
  registerImport(address);

  address
    .command("export")
    .description(
      say({
        en: "the plan for other tools: spreadsheets, NetBox, BIND, Kea, routers",
        vi: "quy hoạch cho công cụ khác: bảng tính, NetBox, BIND, Kea, bộ định tuyến",
      }),
    )
    .option(
      "--format <format>",
      say({ en: "what to write; an unknown one lists all", vi: "dạng cần ghi; ghi dạng lạ thì liệt kê tất cả" }),
      "csv",
    )
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address export --format xlsx --output plan.xlsx", { en: "a workbook", vi: "sổ tính" }],
          ["province address export --format bind", { en: "zones for BIND", vi: "vùng cho BIND" }],
        ],
      }),
    )
    .action(async ({ format, output }: OutputOptions & { format: string }) => {
      const { exportInput, TEXT_EXPORTS } = await import("../address/export.ts");
      if (format === "xlsx") {
        if (output === undefined)
          throw new UserError({
            en: "A workbook is no text for the terminal: name a file with --output.",
            vi: "Sổ tính không hiện được trên màn hình: hãy ghi tên tệp với --output.",
          });
        const { planWorkbook } = await import("../address/workbook.ts");
        return writeOutput(await planWorkbook(exportInput(await open())), output);
      }
      const exported = Object.hasOwn(TEXT_EXPORTS, format) ? TEXT_EXPORTS[format] : undefined;
      if (!exported)
        throw new UserError({
          en: `No format ${format}: ${Object.keys(TEXT_EXPORTS).join(", ")}, xlsx.`,
          vi: `Không có dạng ${format}: ${Object.keys(TEXT_EXPORTS).join(", ")}, xlsx.`,
        });
      await writeOutput(exported(await open()), output);
    });

  address
    .command("picture")
    .description(say({ en: "a map of the plan, as SVG", vi: "bản đồ quy hoạch, dạng SVG" }))
    .option("--site <code>", say({ en: "draw this site's zones too", vi: "vẽ thêm các vùng mạng của điểm này" }))
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province address picture --output plan.svg", { en: "the whole plan", vi: "toàn bộ quy hoạch" }],
          [
            "province address picture --site stttt --output stttt.svg",
            { en: "with one site's zones", vi: "kèm vùng mạng của một điểm" },
          ],
        ],
      }),
    )
    .action(async (options: OutputOptions & { site?: string }) => {
      const { planPicture } = await import("../report/picture/picture.ts");
      const { siteView } = await import("../address/show.ts");
      const work = await open();
      const site = options.site === undefined ? {} : { site: siteView(work, options.site).site.site };
      const { name, zones, asOf } = work.province;
      await writeOutput(
        planPicture(work.ledger, { title: `Quy hoạch địa chỉ: ${name}`, asOf, zones: Object.values(zones), ...site }),
        options.output,
      );
    });

  for (const command of address.commands) addOutput(command.addOption(asOfOption()));
}

interface LineOptions extends OutputOptions {
  json?: boolean;
  document?: string;
  date?: string;
  references?: string[];
  write?: boolean;
}

interface ReformOptions extends OutputOptions, Pick<LineOptions, "references" | "write"> {
  until?: string;
  all?: boolean;
  json?: boolean;
}

const writeOption = (): Option =>
  new Option("--write", say({ en: "append the lines to the ledger", vi: "ghi thêm các dòng vào sổ cấp phát" }));

/** Files that name addresses in a cloud; the option may be given more than once. */
const referencesOption = (): Option =>
  new Option(
    "--references <file>",
    say({
      en: "JSON of a Pulumi state or preview, or of a Terraform plan or state, that may name retired prefixes (AP-11); stacks/ is always looked through",
      vi: "JSON của trạng thái hoặc bản xem trước Pulumi, hay của kế hoạch hoặc trạng thái Terraform, có thể còn ghi tiền tố đã thu hồi (AP-11); stacks/ luôn được xem",
    }),
  )
    .argParser<string[]>((file, before) => [...before, file])
    .default([], say({ en: "none", vi: "không có" }));

/** Shows the line that a change would add, and appends it when asked to. */
async function changeLedger(
  options: LineOptions,
  change: (ledger: Ledger, reason: AllocationReason) => Change,
): Promise<void> {
  const { appendLines, lineText } = await import("../address/allocate.ts");
  const document = documentOf(options, { en: "orders it", vi: "quyết định việc này" });
  const work = await open();
  const { asOf } = work.province;
  const dated = options.date === undefined ? undatedText(asOf) : undefined;
  try {
    const proposal = change(work.ledger, { date: options.date ?? asOf, document });
    const { added } = proposal;
    const written = appendLines(work, proposal, options);
    if (options.json) return await show(json({ added, written }), options);
    const parts = [lineText(added), ...(dated ? [say(dated)] : []), closing(added.length, written)];
    await show(parts.join("\n"), options);
  } catch (error) {
    // Of a line without a date the day is most often what its rules refuse.
    if (dated === undefined || !(error instanceof AllocationError)) throw error;
    throw new UserError(linesOf([textOf(error), dated]));
  }
}

const undatedText = (day: string): Text => ({
  en: `Without --date the line has the province's day, ${day} (asOf): name the day on which it is written.`,
  vi: `Không ghi --date thì dòng mang ngày của tỉnh, ${day} (asOf): hãy ghi ngày viết dòng đó.`,
});

/** The document as the ledger has it: terminals of some systems give letters and accents apart. */
function documentOf({ document, write }: LineOptions, does: Text): string {
  if (write && document === undefined) {
    throw new UserError({
      en: `Say which document ${does.en}: --document "Quyết định số ..." (AP-24).`,
      vi: `Hãy ghi văn bản ${does.vi}: --document "Quyết định số ..." (AP-24).`,
    });
  }
  return (document ?? "(proposal)").normalize("NFC").trim();
}

function closing(lines: number, written: boolean): string {
  if (lines === 0) return say({ en: "The ledger has all of it already.", vi: "Sổ cấp phát đã có đủ." });
  return written
    ? say({
        en: `${lines} line(s) added. Commit the ledger: its lines never change again.`,
        vi: `Đã ghi thêm ${lines} dòng. Hãy lưu sổ vào kho mã: các dòng này không bao giờ thay đổi nữa.`,
      })
    : say({
        en: `Nothing was written. Add --write to append ${lines} line(s).`,
        vi: `Chưa ghi gì. Thêm --write để ghi ${lines} dòng.`,
      });
}

const open = async () => (await import("../address/open.ts")).openAddressWork();

const show = (text: string, { output }: OutputOptions): Promise<void> =>
  writeOutput(text.endsWith("\n") ? text : `${text}\n`, output);

const json = (value: unknown): string =>
  JSON.stringify(value, (key, each: unknown) => addressReplacer(key, englishReplacer(key, each)), 2);
