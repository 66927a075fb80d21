import { runIn } from "./run-in.ts";
import type { CloudStatus } from "./types.ts";

/** Memory of a running cloud, its servers included: proportional set sizes, and the layers held in memory. */
export async function measureMemory(name: string): Promise<CloudStatus["memory"]> {
  const result = await runIn(name, { node: true }, ["python3", "/opt/devcloud/memory.py"], { timeoutMs: 30_000 });
  if (result.code !== 0) return undefined;
  const memory: CloudStatus["memory"] = JSON.parse(result.stdout);
  return memory;
}
