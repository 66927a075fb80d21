import type { Command } from "commander";
import { addressReplacer } from "../../address-plan/prefixes/prefix.ts";
import { languageOption } from "../terminal/stacks-options.ts";

/** `province address import`: networks from before the plan, and who is in whose way. */
export function registerImport(address: Command): void {
  address
    .command("import")
    .description("take over networks that agencies run already, from CSV or a NetBox export, and report overlaps")
    .argument("<file>", "CSV with the columns prefix and agency, or NetBox's export of prefixes (Prefix, Tenant)")
    .option("--write", "add the rows to stacks/existing-prefixes.csv")
    .option("--json", "one JSON document")
    .addOption(languageOption())
    .action(async (file: string, options: { write?: boolean; json?: boolean; lang: "en" | "vi" }) => {
      const say = await import("../../model/messages/existing.ts");
      const { openAddressWork } = await import("./open.ts");
      const { proposeImport } = await import("./existing.ts");
      const { added, known, planned, withoutTenant, overlaps, write } = proposeImport(
        openAddressWork(options.lang),
        file,
        options.lang,
      );
      if (options.write && added.length > 0) write();
      if (options.json) {
        const written = options.write === true && added.length > 0;
        console.log(JSON.stringify({ added, known, planned, withoutTenant, overlaps, written }, addressReplacer, 2));
        return;
      }
      const { overlapText } = await import("./overlap-text.ts");
      console.log(say.importCounts({ added: added.length, known, planned, withoutTenant })[options.lang]);
      console.log(overlapText(overlaps));
      if (added.length > 0) {
        console.log(options.write ? "Added to stacks/existing-prefixes.csv." : "Nothing was written. Add --write.");
      }
    });
}
