import { renameSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { exitCode, UserError } from "../exit-codes.ts";

/** `province address`: the address plan, its ledger and its picture. */
export const register = (program: Command): void => {
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
      "judge the ledger, zones and servers by the rules AP-02..10, 16..18, 22..24; exit code 1 on a violation",
    )
    .option("--base <revision>", "git revision whose ledger must be continued unchanged (AP-07)", "HEAD")
    .option("--json", "one JSON document")
    .action(async (options: { base: string; json?: boolean }) => {
      const { checkAddresses } = await import("../address/check.ts");
      const { findings, uncompared } = checkAddresses(await open(), options.base);
      if (options.json) print(json({ findings, ...(uncompared === undefined ? {} : { uncompared }) }));
      else {
        for (const { level, message } of findings) print(`${level.padEnd(9)} ${message}`);
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
    .option("--write", "append the lines to the ledger")
    .option("--json", "the new lines as one JSON document")
    .action(async (options: { document?: string; date?: string; write?: boolean; json?: boolean }) => {
      const { appendToLedger, proposalText, propose } = await import("../address/allocate.ts");
      if (options.write && options.document === undefined) {
        throw new UserError('Say which document approves the allocation: --document "Quyết định số ..." (AP-24).');
      }
      const work = await open();
      const { ledger, added } = propose(work, {
        date: options.date ?? work.province.asOf,
        document: options.document ?? "(proposal)",
      });
      if (options.write && added.length > 0) appendToLedger(work, ledger);
      if (options.json) print(json({ added, written: options.write === true && added.length > 0 }));
      else if (added.length === 0) print("Every unit of the register has its addresses.");
      else {
        print(proposalText(added));
        print(
          options.write
            ? `${added.length} line(s) added. Commit the ledger: its lines never change again.`
            : `Proposal: nothing was written. Add --document "..." --write to append ${added.length} line(s).`,
        );
      }
    });

  address
    .command("export")
    .description("the plan for other tools: spreadsheets, NetBox, BIND, Kea, routers")
    .option("--format <format>", "what to write; an unknown one lists all", "csv")
    .option("--out <file>", "file to write; standard output without it")
    .action(async ({ format, out }: { format: string; out?: string }) => {
      const { exportInput, exportPlan, TEXT_FORMATS } = await import("../address/export.ts");
      if (format === "xlsx") {
        if (out === undefined) throw new UserError("A workbook is no text for the terminal: name a file with --out.");
        const { planWorkbook } = await import("../address/workbook.ts");
        return deliver(await planWorkbook(exportInput(await open())), out);
      }
      const known = TEXT_FORMATS.find((each) => each === format);
      if (known === undefined) throw new UserError(`No format ${format}: ${TEXT_FORMATS.join(", ")}, xlsx.`);
      deliver(exportPlan(await open(), known), out);
    });

  address
    .command("picture")
    .description("a map of the plan, as SVG")
    .option("--site <code>", "draw this site's zones too")
    .option("--out <file>", "file to write; standard output without it")
    .action(async (options: { site?: string; out?: string }) => {
      const { planPicture } = await import("../../address-plan/picture.ts");
      const { siteView } = await import("../address/show.ts");
      const work = await open();
      const site = options.site === undefined ? {} : { site: siteView(work, options.site).site.site };
      const { name, zones } = work.province;
      deliver(
        planPicture(work.ledger, { title: `Quy hoạch địa chỉ: ${name}`, zones: Object.values(zones), ...site }),
        options.out,
      );
    });
};

const open = async () => (await import("../address/open.ts")).openAddressWork();

const print = (text: string): void => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** To the terminal, or to a file that is complete or not there. */
const deliver = (text: string | Buffer, file: string | undefined): void => {
  if (file === undefined) return print(text.toString());
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
};
