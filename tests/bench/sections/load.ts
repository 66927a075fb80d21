import { note, run, seconds } from "../measure.ts";

/** How long it takes to read and check all of stacks/, in a process of its own each time. */
export async function load(): Promise<void> {
  const samples: Record<string, number>[] = [];
  for (let n = 0; n < 6; n += 1) {
    const sample = await run("tests/bench/loading.ts", []);
    if (sample.code !== 0) throw new Error(`loading ended with ${sample.code}:\n${sample.output.slice(-3000)}`);
    // The first one warms the compile cache.
    if (n > 0) samples.push(JSON.parse(/^\{.*\}$/m.exec(sample.output)?.[0] ?? "{}") as Record<string, number>);
  }
  for (const step of Object.keys(samples[0] ?? {})) {
    const times = samples.map((sample) => sample[step] ?? 0).toSorted((a, b) => a - b);
    note(`load: ${step}`, seconds(times[2] ?? 0), `of processor; least ${seconds(times[0] ?? 0)}`);
  }
}
