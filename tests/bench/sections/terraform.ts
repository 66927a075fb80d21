import { note } from "../measure.ts";
import { ratiosOf, ratioTable } from "../pairs.ts";
import { compareWithTerraform } from "../terraform.ts";

/** The same agency's tenant by Pulumi and by Terraform on one local cloud, where both are there. */
export async function terraform(): Promise<void> {
  const compared = await compareWithTerraform((line) => console.error(`  ${line}`));
  if ("skipped" in compared) {
    note("Pulumi beside Terraform", "skipped", compared.skipped);
    return;
  }
  note("Pulumi beside Terraform", `${compared.pairs.length} pairs`, compared.remark);
  console.log(ratioTable(ratiosOf(compared.pairs)));
}
