import { Option, type Command } from "commander";
import type { AllocationReason } from "../../address-plan/allocation/allocate.ts";
import type { Change } from "../../address-plan/allocation/change.ts";
import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { addressReplacer } from "../../address-plan/prefixes/prefix.ts";
import { findingJson } from "../../policies/messages/finding-json.ts";
import { registerImport } from "../address/import-command.ts";
import { registerSettle } from "../address/settle-command.ts";
import { writeOutput } from "../report/write-output.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { asOfOption, languageOption } from "../terminal/stacks-options.ts";

/** `province address`: the address plan, its ledger and its picture. */
export function register(program: Command): void {
  const address = program.command("address").description("the address plan: who has which addresses, in both families");

  address
    .command("show")
    .description("all sites, or one site with its zones and servers")
    .argument("[site]", "code, such as stttt, 389 or 15061")
    .option("--json", "one JSON document")
    .action(async (site: string | undefined, options: { json?: boolean }) => {
      const { planText, siteText, siteView } = await import("../address/show.ts");
      const work = await open();
      if (site === undefined) {
        const { planOf } = await import("../../address-plan/plan-of.ts");
        print(options.json ? json(planOf(work.ledger, work.province.asOf)) : planText(work));
      } else {
        const view = siteView(work, site);
        print(options.json ? json(view) : siteText(view));
      }
    });

  address
    .command("explain")
    .description("whose an address is, where it lies in the plan, and what it means")
    .argument("<what>", "an address or a prefix of either family, or a site's code")
    .option("--json", "one JSON document")
    .action(async (what: string, options: { json?: boolean }) => {
      const { explain, explanationText } = await import("../address/explain.ts");
      const explanation = explain(await open(), what);
      print(options.json ? json(explanation) : explanationText(explanation));
    });

  address
    .command("check")
    .description(
      "judge ledger, registration, routes, reverse zones, zones and servers by the rules AP-01..24; exit code 1 on a violation",
    )
    .option(
      "--base <revision>",
      "git revision whose ledger and zones must be continued unchanged (AP-07, AP-10)",
      "HEAD",
    )
    .addOption(referencesOption())
    .option("--json", "one JSON document")
    .action(async (options: { base: string; references: string[]; json?: boolean }) => {
      const { checkAddresses } = await import("../address/check.ts");
      const { findings, uncompared } = checkAddresses(await open(), options.base, options.references);
      if (options.json) {
        const { ADDRESS_RULES } = await import("../../address-plan/rules/rules.ts");
        print(json({ findings: findings.map(findingJson), uncompared, rules: ADDRESS_RULES }));
      } else {
        for (const { level, message } of findings) print(`${level.padEnd(9)} ${message.en}`);
        if (uncompared !== undefined) print(`Not compared with an earlier ledger: ${uncompared}.`);
        print(findings.length === 0 ? "The address plan keeps its rules." : `${findings.length} finding(s).`);
      }
      if (findings.some(({ level }) => level === "mandatory")) process.exitCode = exitCode.failed;
    });

  address
    .command("allocate")
    .description("give addresses to the register's units that have none yet")
    .option("--document <text>", "the document that approves the allocation (needed with --write)")
    .option("--date <date>", "ISO date of the new lines; the province's day (asOf) without it")
    .addOption(referencesOption())
    .option("--write", "append the lines to the ledger")
    .option("--json", "the new lines as one JSON document")
    .action(async (options: LineOptions & { json?: boolean }) => {
      const { appendLines, proposalText, propose } = await import("../address/allocate.ts");
      const document = documentOf(options, "approves the allocation");
      const work = await open();
      const proposal = propose(work, { date: options.date ?? work.province.asOf, document });
      const { added } = proposal;
      const written = appendLines(work, proposal, options);
      if (options.json) print(json({ added, written }));
      else if (added.length === 0) print("Every unit of the register has its addresses.");
      else {
        print(proposalText(added));
        print(
          written
            ? closing(added.length, written)
            : `Proposal: nothing was written. Add --document "..." --write to append ${added.length} line(s).`,
        );
      }
    });

  address
    .command("reform")
    .description(
      "carry the province's reforms into the ledger: who survives keeps its addresses, who ends goes to quarantine",
    )
    .option("--until <date>", "last day whose reforms are applied; today without it")
    .option("--all", "name every site")
    .addOption(referencesOption())
    .option("--write", "append the lines to the ledger")
    .option("--json", "one JSON document")
    .action(async (options: ReformOptions) => {
      const { appendLines } = await import("../address/allocate.ts");
      const { proposeReforms, reformText } = await import("../address/reform.ts");
      const work = await open();
      const proposal = proposeReforms(work, options.until ?? new Date().toISOString().slice(0, 10));
      const { added, steps } = proposal;
      const written = appendLines(work, proposal, options);
      if (options.json) return print(json({ steps, written }));
      print(steps.length === 0 ? "No reform is in force by that day." : reformText(proposal, options.all));
      if (steps.length > 0) print(closing(added.length, written));
    });

  const oneLine = (name: string, argument: string, description: string) =>
    address
      .command(name)
      .description(description)
      .argument("<site>", argument)
      .option("--document <text>", "the document that orders it (needed with --write)")
      .option("--date <date>", "ISO date of the new line; the province's day (asOf) without it")
      .option("--write", "append the line to the ledger");

  oneLine("grow", "code, such as 15061", "let a site's prefixes grow in place; no address changes")
    .addOption(referencesOption())
    .requiredOption("--to <length>", "new IPv6 length: 54 for a commune, 47 for an agency or an area", Number)
    .action(async (site: string, options: LineOptions & { to: number }) => {
      const { growSite } = await import("../../address-plan/allocation/change.ts");
      await changeLedger(options, (ledger, reason) => growSite(ledger, site, options.to, reason));
    });

  oneLine("registrant", "code of the organisation", "record who holds the root at the registry").action(
    async (site: string, options: LineOptions) => {
      const { recordRegistrant } = await import("../../address-plan/allocation/change.ts");
      await changeLedger(options, (ledger, reason) => recordRegistrant(ledger, site, reason));
    },
  );

  registerSettle(address);
  registerImport(address);

  address
    .command("export")
    .description("the plan for other tools: spreadsheets, NetBox, BIND, Kea, routers")
    .option("--format <format>", "what to write; an unknown one lists all", "csv")
    .option("--out <file>", "file to write; standard output without it")
    .action(async ({ format, out }: { format: string; out?: string }) => {
      const { exportInput, TEXT_EXPORTS } = await import("../address/export.ts");
      if (format === "xlsx") {
        if (out === undefined) throw new UserError("A workbook is no text for the terminal: name a file with --out.");
        const { planWorkbook } = await import("../address/workbook.ts");
        return writeOutput(await planWorkbook(exportInput(await open())), out);
      }
      const textOf = Object.hasOwn(TEXT_EXPORTS, format) ? TEXT_EXPORTS[format] : undefined;
      if (!textOf) throw new UserError(`No format ${format}: ${Object.keys(TEXT_EXPORTS).join(", ")}, xlsx.`);
      await writeOutput(textOf(await open()), out);
    });

  address
    .command("picture")
    .description("a map of the plan, as SVG")
    .option("--site <code>", "draw this site's zones too")
    .option("--out <file>", "file to write; standard output without it")
    .action(async (options: { site?: string; out?: string }) => {
      const { planPicture } = await import("../report/picture/picture.ts");
      const { siteView } = await import("../address/show.ts");
      const work = await open();
      const site = options.site === undefined ? {} : { site: siteView(work, options.site).site.site };
      const { name, zones, asOf } = work.province;
      await writeOutput(
        planPicture(work.ledger, { title: `Quy hoạch địa chỉ: ${name}`, asOf, zones: Object.values(zones), ...site }),
        options.out,
      );
    });

  for (const command of address.commands) {
    for (const option of [asOfOption(), languageOption()]) {
      if (!command.options.some(({ long }) => long === option.long)) command.addOption(option);
    }
  }
  address.hook("preAction", (_, action) => {
    language = action.opts<{ lang: "en" | "vi" }>().lang;
  });
}

let language: "en" | "vi" = "en";

interface LineOptions {
  document?: string;
  date?: string;
  references?: string[];
  write?: boolean;
}

interface ReformOptions extends Pick<LineOptions, "references" | "write"> {
  until?: string;
  all?: boolean;
  json?: boolean;
}

/** Files that name addresses in a cloud; the option may be given more than once. */
const referencesOption = (): Option =>
  new Option(
    "--references <file>",
    "JSON of a Pulumi state or preview, or of a Terraform plan or state, that may name retired prefixes (AP-11); stacks/ is always looked through",
  )
    .argParser<string[]>((file, before) => [...before, file])
    .default([], "none");

/** Shows the line that a change would add, and appends it when asked to. */
async function changeLedger(
  options: LineOptions,
  change: (ledger: Ledger, reason: AllocationReason) => Change,
): Promise<void> {
  const { formatEntry } = await import("../../address-plan/ledger/ledger-file.ts");
  const { appendLines } = await import("../address/allocate.ts");
  const document = documentOf(options, "orders it");
  const work = await open();
  const proposal = change(work.ledger, { date: options.date ?? work.province.asOf, document });
  const written = appendLines(work, proposal, options);
  for (const line of proposal.added) print(formatEntry(line));
  print(closing(proposal.added.length, written));
}

/** The document as the ledger has it: terminals of some systems give letters and accents apart. */
function documentOf({ document, write }: LineOptions, does: string): string {
  if (write && document === undefined) {
    throw new UserError(`Say which document ${does}: --document "Quyết định số ..." (AP-24).`);
  }
  return (document ?? "(proposal)").normalize("NFC").trim();
}

function closing(lines: number, written: boolean): string {
  if (lines === 0) return "The ledger has all of it already.";
  return written
    ? `${lines} line(s) added. Commit the ledger: its lines never change again.`
    : `Nothing was written. Add --write to append ${lines} line(s).`;
}

const open = async () => (await import("../address/open.ts")).openAddressWork(language);

const print = (text: string): void => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);

const json = (value: unknown): string => JSON.stringify(value, addressReplacer, 2);
