import type { Command } from "commander";
import type { Side } from "../../address-plan/reforms/settle.ts";
import { UserError } from "../terminal/exit-codes.ts";

/** `province address settle`: one ledger of what two branches added. */
export function registerSettle(address: Command): void {
  address
    .command("settle")
    .description("join the ledger after a merge in which both branches gave out addresses")
    .option("--keep <side>", "whose lines stay as they are: ours (checked out) or theirs (merged in)", "ours")
    .option("--write", "write the joined ledger")
    .option("--json", "one JSON document")
    .action(async ({ keep, write, json }: { keep: string; write?: boolean; json?: boolean }) => {
      const side = (["ours", "theirs"] as const).find((each): each is Side => each === keep);
      if (side === undefined) throw new UserError(`--keep ${keep}: it is ours or theirs.`);
      const { openSettlement, settlementText } = await import("./settle.ts");
      const work = openSettlement(side);
      if (write) work?.write();
      if (json) {
        const { kept = [], settled = [] } = work?.settlement ?? {};
        console.log(JSON.stringify({ kept, settled, written: work !== undefined && write === true }, null, 2));
      } else if (work === undefined) console.log("The ledger is one: there is nothing to settle.");
      else {
        console.log(settlementText(work.settlement));
        console.log(
          write
            ? "The ledger is joined. Look at it with `province address check`, then commit the merge."
            : "Nothing was written. Add --write to join the ledger.",
        );
      }
    });
}
