import type { Command } from "commander";
import type { Policy } from "../../policies/policy.ts";
import { UserError } from "../terminal/exit-codes.ts";

/** `province policy`: what the policies are, what they want and how to satisfy them. */
export function register(program: Command): void {
  const policy = program.command("policy").description("the policies that judge every plan: list and explain them");
  policy
    .command("list")
    .description("one line for each policy")
    .option("--json", "id, name, title, level, kind, serves, source, why and fix of each")
    .action(async (options: { json?: boolean }) => {
      const { allPolicies } = await import("../../policies/all.ts");
      const { pulumiName } = await import("../../policies/level.ts");
      if (options.json) {
        const policies = allPolicies.map((each) => ({ ...plain(each), name: pulumiName(each) }));
        process.stdout.write(`${JSON.stringify({ policies }, null, 2)}\n`);
        return;
      }
      const { default: Table } = await import("cli-table3");
      const table = new Table({ head: ["id", "level", "policy"], style: { head: [], border: [] } });
      for (const each of allPolicies) table.push([each.id, each.level, each.title]);
      console.log(table.toString());
      console.log("province policy explain <id> says more of one.");
    });
  policy
    .command("explain")
    .description("what one policy wants, why, and how to satisfy it")
    .argument("<id>", "such as NET-01, or the name in Pulumi's output")
    .option("--json", "its metadata as `list --json` has it, and the page")
    .action(async (id: string, options: { json?: boolean }) => {
      const found = await find(id);
      const { examplesOf } = await import("../../policies/examples/examples-of.ts");
      const { policyPage } = await import("../../policies/pages/page.ts");
      const { pulumiName } = await import("../../policies/level.ts");
      const page = policyPage(found, await examplesOf(found));
      const text = options.json
        ? `${JSON.stringify({ ...plain(found), name: pulumiName(found), page }, null, 2)}\n`
        : page;
      process.stdout.write(text);
    });
}

const plain = ({ id, title, level, levelNote, kind, serves, source, why, fix }: Policy) => ({
  id,
  title,
  level,
  ...(levelNote === undefined ? {} : { levelNote }),
  kind,
  serves,
  source,
  why,
  fix,
});

/** The policy of an id, whatever its case, or of a name; a `UserError` with the nearest ids otherwise. */
async function find(wanted: string): Promise<Policy> {
  const { allPolicies } = await import("../../policies/all.ts");
  const { pulumiName } = await import("../../policies/level.ts");
  const key = wanted.toLowerCase();
  const found = allPolicies.find((each) => [each.id.toLowerCase(), each.slug, pulumiName(each)].includes(key));
  if (found) return found;
  const area = allPolicies.filter((each) => each.id.toLowerCase().startsWith(key.slice(0, 3)));
  const near = (area.length > 0 ? area : allPolicies).map((each) => each.id).join(", ");
  throw new UserError(`There is no policy ${wanted}. Did you mean one of ${near}? (province policy list)`);
}
