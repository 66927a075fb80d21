// `npm run bench`: the figures of this toolkit on this machine, as a table. Plans need Node alone; the rest is measured on a
// local cloud of its own where this machine can run one. Nothing here is a test.
import { spawn } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { cloudStatus, cloudSupport, startCloud, stopCloud } from "../../devcloud/cloud.ts";
import { ensureEngine } from "../../engine/engine.ts";
import { repositoryRoot } from "../../infra/repository.ts";

const root = repositoryRoot();
const CLOUD = "bench";
const AGENCIES = ["stttt", "15061"];

interface Sample {
  seconds: number;
  maxRssMiB: number;
  code: number;
  output: string;
}

/** Runs `province` as a whole process; its own peak memory, without that of the engine it starts. */
const province = (...args: string[]): Promise<Sample> =>
  new Promise((resolve) => {
    const tellMemory =
      'data:text/javascript,process.on("exit",()=>process.stderr.write("\\nmaxRSS "+process.resourceUsage().maxRSS))';
    const environment = Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name));
    const start = performance.now();
    const child = spawn(process.execPath, ["--import", tellMemory, join(root, "cli/province.js"), ...args], {
      cwd: root,
      env: { ...Object.fromEntries(environment), PROVINCE_CLOUD: CLOUD },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
    child.on("close", (code) => {
      const kilobytes = Number(/maxRSS (\d+)/.exec(output)?.[1] ?? 0);
      resolve({ seconds: (performance.now() - start) / 1000, maxRssMiB: kilobytes / 1024, code: code ?? 1, output });
    });
  });

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const rows: [string, string, string][] = [];
const note = (what: string, seconds: number, remark = ""): void => {
  rows.push([what, `${seconds.toFixed(2)} s`, remark]);
  console.error(`${what}: ${seconds.toFixed(2)} s ${remark}`);
};

const measure = async (what: string, runs: number, args: string[], remark = ""): Promise<Sample> => {
  const samples: Sample[] = [];
  for (let run = 0; run < runs; run += 1) {
    const sample = await province(...args);
    if (sample.code !== 0)
      throw new Error(`province ${args.join(" ")} ended with ${sample.code}:\n${sample.output.slice(-3000)}`);
    samples.push(sample);
  }
  const peak = Math.max(...samples.map((sample) => sample.maxRssMiB));
  note(
    what,
    median(samples.map((sample) => sample.seconds)),
    `${peak.toFixed(0)} MiB${remark === "" ? "" : `, ${remark}`}`,
  );
  return samples.at(-1) as Sample;
};

const timed = async (what: string, work: () => Promise<unknown>, remark = ""): Promise<void> => {
  const start = performance.now();
  await work();
  note(what, (performance.now() - start) / 1000, remark);
};

await province("plan", "15061", "--json"); // warms the compile cache
await measure("plan of one agency (15061), whole process", 5, ["plan", "15061", "--json"]);
await measure("plan of one agency (stttt), whole process", 5, ["plan", "stttt", "--json"]);
await measure("check of every stack", 3, ["check"]);

const support = cloudSupport();
if (support.ok) {
  await timed("engine: found (or set up)", () => ensureEngine({ progress: (line) => console.error(`  ${line}`) }));
  try {
    await timed("cloud: start (build first, where it is missing)", () =>
      startCloud({ name: CLOUD, progress: (line) => console.error(`  ${line}`) }),
    );
    const up = await measure(`up of platform and ${AGENCIES.join(", ")}, first`, 1, ["up", ...AGENCIES], "with proof");
    for (const [, seconds, part] of up.output.matchAll(/^\s+([\d.]+) s {2}(pulumi up: .*|proof by packets)$/gm)) {
      rows.push([`  ${part}`, `${seconds} s`, ""]);
    }
    await measure("the same, nothing changed", 3, ["up", ...AGENCIES], "with proof");
    await measure("the same without proof", 3, ["up", "--no-prove", ...AGENCIES]);
    await measure("verify", 3, ["verify", ...AGENCIES]);
    const { memory } = await cloudStatus(CLOUD, { memory: true });
    rows.push([
      "cloud: memory with both agencies",
      `${memory?.processesMiB ?? "?"} MiB`,
      `writable layer ${memory?.writableLayerMiB ?? "?"} MiB`,
    ]);
    await measure("destroy of both agencies", 1, ["destroy", "--yes", ...AGENCIES]);
  } finally {
    await timed("cloud: stop", () => stopCloud(CLOUD));
  }
} else {
  rows.push(["engine and cloud", "not measured", support.reason ?? ""]);
}

const table = new Table({ head: ["what", "figure", "remark"], style: { head: [], border: [] } });
for (const row of rows) table.push(row);
const memory = (totalmem() / 2 ** 30).toFixed(0);
console.log(`${cpus().length} × ${cpus()[0]?.model ?? "processor"}, ${memory} GiB, Node ${process.versions.node}`);
console.log(table.toString());
