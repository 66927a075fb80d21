import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, root, run } from "../measure.ts";

/** Every stack of this repository: without a cache of verdicts, with one, and after a change of one agency's file. */
export async function check(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-check-"));
  const cache = join(folder, "cache");
  const file = join(folder, "stacks/agencies/stttt.yaml");
  const env = { PROVINCE_ROOT: folder, XDG_CACHE_HOME: cache };
  try {
    cpSync(join(root, "stacks"), join(folder, "stacks"), { recursive: true });
    const text = readFileSync(file, "utf8");
    const whole = await run("cli/province.js", ["check"], env); // warms the compile cache, and says how much there is
    const summary = whole.output.split("\n").find((line) => line.includes("resources")) ?? "";
    // A violation is a result too: code 1.
    const checked = { args: ["check", "--format", "json"], env, codes: [0, 1] };
    const cold = () => rmSync(cache, { recursive: true, force: true });
    await measure({ ...checked, what: "check of every stack, cold", runs: 3, prepare: cold, remark: summary.trim() });
    await measure({ ...checked, what: "check of every stack, nothing changed", runs: 3 });
    let replicas = 2;
    const change = () => writeFileSync(file, text.replace("replicas: 2", `replicas: ${(replicas += 1)}`));
    await measure({ ...checked, what: "check of every stack, one YAML changed", runs: 3, prepare: change });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
