import { spawn } from "node:child_process";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { repositoryRoot } from "../../infra/repository/repository.ts";

export const root = repositoryRoot();

export interface Sample {
  seconds: number;
  /** Of the processor, in all threads: what other people's load on the machine does not change much. */
  cpuSeconds: number;
  /** Peak of the process with all its threads; not of processes that it starts. */
  maxRssMiB: number;
  code: number;
  output: string;
}

const TELL = `data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();
process.stderr.write("\\nusage "+u.maxRSS+" "+(u.userCPUTime+u.systemCPUTime)+"\\n")})`;

/** Runs a script of this repository as a process of its own, without variables that would change what it does. */
export function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Sample> {
  return new Promise((resolve) => {
    const environment = Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_|PROVINCE_)/.test(name));
    const start = performance.now();
    const child = spawn(process.execPath, ["--import", TELL, join(root, script), ...args], {
      cwd: root,
      env: { ...Object.fromEntries(environment), ...env },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
    child.on("close", (code) => {
      const [, kibibytes = "0", microseconds = "0"] = /^usage (\d+) (\d+)$/m.exec(output) ?? [];
      resolve({
        seconds: (performance.now() - start) / 1000,
        cpuSeconds: Number(microseconds) / 1e6,
        maxRssMiB: Number(kibibytes) / 1024,
        code: code ?? 1,
        output,
      });
    });
  });
}

const rows: [string, string, string][] = [];

/** Puts a line into the table, and shows it at once. */
export function note(what: string, figure: string, remark = ""): void {
  rows.push([what, figure, remark]);
  console.error(`${what}: ${figure} ${remark}`);
}

export function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

/** The value in the middle; of an even number of values, the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export interface Measured {
  what: string;
  runs: number;
  args: string[];
  env?: NodeJS.ProcessEnv;
  remark?: string;
  /** Exit codes that are no failure of the measurement. */
  codes?: number[];
  /** Before each run, outside the measurement. */
  prepare?: () => void;
}

/** Runs `province` some times as a whole process and notes the median. Throws when it fails. */
export async function measure({ what, runs, args, env, remark, codes = [0], prepare }: Measured): Promise<Sample> {
  const samples: Sample[] = [];
  for (let n = 0; n < runs; n += 1) {
    prepare?.();
    const sample = await run("cli/province.js", args, env);
    if (!codes.includes(sample.code)) {
      throw new Error(`province ${args.join(" ")} ended with ${sample.code}:\n${sample.output.slice(-3000)}`);
    }
    samples.push(sample);
  }
  const peak = Math.max(...samples.map((sample) => sample.maxRssMiB));
  const cpu = median(samples.map((sample) => sample.cpuSeconds));
  const said = [`${peak.toFixed(0)} MiB`, `${seconds(cpu)} of processor`, ...(remark === undefined ? [] : [remark])];
  note(what, seconds(median(samples.map((sample) => sample.seconds))), said.join(", "));
  return samples.at(-1) as Sample;
}

export async function timed(what: string, work: () => Promise<unknown>, remark = ""): Promise<void> {
  const start = performance.now();
  await work();
  note(what, seconds((performance.now() - start) / 1000), remark);
}

/** The machine and all that was noted, as a table. */
export function report(): string {
  const table = new Table({ head: ["what", "figure", "remark"], style: { head: [], border: [] } });
  for (const row of rows) table.push(row);
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? "processor"}, ${memory} GiB`;
  return `${machine}, Node ${process.versions.node}\n${table.toString()}`;
}
