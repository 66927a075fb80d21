import * as z from "zod";

/** Runs `pulumi` with these arguments; the caller knows the engine, its environment and its folder. */
export type RunPulumi = (args: readonly string[]) => Promise<{ code: number; stdout: string; stderr: string }>;

const stackList = z.array(z.object({ name: z.string() }));
const outputs = z.record(z.string(), z.unknown());

/**
 * Outputs of those of the named stacks that there are, by stack. Secrets stay masked.
 * @throws Error with Pulumi's own words when it cannot read its state.
 */
export async function readStackOutputs(
  run: RunPulumi,
  stacks: readonly string[],
): Promise<Record<string, Record<string, unknown>>> {
  const list = await run(["stack", "ls", "--json"]);
  if (list.code !== 0) throw new Error(`pulumi stack ls: ${list.stderr.trim()}`);
  // A self-managed backend may give full names, `organization/project/stack`.
  const names = stackList.parse(JSON.parse(list.stdout)).map(({ name }) => name.split("/").at(-1));
  const there = stacks.filter((stack) => names.includes(stack));
  const read = await Promise.all(
    there.map(async (stack): Promise<[string, Record<string, unknown>]> => {
      const result = await run(["stack", "output", "--json", "--stack", stack]);
      if (result.code !== 0) throw new Error(`pulumi stack output --stack ${stack}: ${result.stderr.trim()}`);
      return [stack, outputs.parse(JSON.parse(result.stdout))];
    }),
  );
  return Object.fromEntries(read);
}
