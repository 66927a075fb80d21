import { ensureEngine } from "../../../engine/engine.ts";
import { cloudStatus, cloudSupport, startCloud, stopCloud } from "../../../local-cloud/cloud.ts";
import type { Text } from "../../../model/text.ts";
import { measure, note, timed } from "../measure.ts";

const CLOUD = "bench";
const AGENCIES = ["stttt", "15061"];

/** A local cloud of its own: from nothing to proven tenants and away again. */
export async function cloud(): Promise<void> {
  const support = cloudSupport();
  if (!support.ok) {
    note("engine and cloud", "not measured", support.reason.en);
    return;
  }
  const env = { PROVINCE_CLOUD: CLOUD };
  const show = ({ en }: Text): void => console.error(`  ${en}`);
  await timed("engine: found (or set up)", () => ensureEngine({ progress: show }));
  try {
    await timed("cloud: start (build first, where it is missing)", () => startCloud({ name: CLOUD, progress: show }));
    const up = await measure({
      what: `up of platform and ${AGENCIES.join(", ")}, first`,
      runs: 1,
      args: ["up", ...AGENCIES],
      env,
      remark: "with proof",
    });
    for (const [, figure, part] of up.output.matchAll(/^\s+([\d.]+) s {2}(pulumi up: .*|proof by packets)$/gm)) {
      note(`  ${part}`, `${figure} s`);
    }
    await measure({ what: "the same, nothing changed", runs: 3, args: ["up", ...AGENCIES], env, remark: "with proof" });
    await measure({ what: "the same without proof", runs: 3, args: ["up", "--no-prove", ...AGENCIES], env });
    await measure({ what: "verify", runs: 3, args: ["verify", ...AGENCIES], env });
    const { memory } = await cloudStatus(CLOUD, { memory: true });
    note(
      "cloud: memory with both agencies",
      `${memory?.processesMiB ?? "?"} MiB`,
      `writable layer ${memory?.writableLayerMiB ?? "?"} MiB`,
    );
    await measure({ what: "destroy of both agencies", runs: 1, args: ["destroy", "--yes", ...AGENCIES], env });
  } finally {
    await timed("cloud: stop", () => stopCloud(CLOUD));
  }
}
