import type { ManyStacks } from "../many-stacks.ts";
import { note, run, seconds } from "../measure.ts";

/** Cold checks of provinces of several sizes, the last of them four times Thanh Hóa: time should grow with resources. */
export async function scale(): Promise<void> {
  for (const stacks of [100, 300, 600, 2400]) {
    const sample = await run("tests/bench/many-stacks.ts", [String(stacks)]);
    if (sample.code !== 0)
      throw new Error(`${stacks} stacks ended with ${sample.code}:\n${sample.output.slice(-3000)}`);
    const made = JSON.parse(/^\{.*\}$/m.exec(sample.output)?.[0] ?? "{}") as ManyStacks;
    const each = ((sample.cpuSeconds / made.resources) * 1e6).toFixed(0);
    note(
      `check of ${stacks} stacks, cold`,
      seconds(sample.seconds),
      `${made.resources} resources, ${made.findings} findings, ${sample.maxRssMiB.toFixed(0)} MiB, ` +
        `${seconds(sample.cpuSeconds)} of processor (${each} µs a resource)`,
    );
  }
}
