import type { Repair } from "../../verify/repair-stacks.ts";
import { say } from "../terminal/language.ts";
import { type Part, runParts } from "../terminal/progress.ts";
import type { BuildWork } from "./build-stacks.ts";

/** Puts back what was changed by hand in the projects of a run's agencies, as far as a request can, and tells each. */
export async function putBack({ repository, engine, environments, agencies, timings }: BuildWork): Promise<void> {
  const { stackOutputs } = await import("../../engine/engine.ts");
  const { repairStacks } = await import("../../verify/repair-stacks.ts");
  const part: Part<Repair> = {
    title: say({ en: "repair: what was changed by hand", vi: "sửa lại: những gì đã bị sửa tay" }),
    run: async () =>
      repairStacks({
        repository,
        agencies,
        // As the last run left them.
        outputs: await stackOutputs(engine, agencies, { cwd: repository.root, env: environments.agency }, (damage) =>
          console.error(say(damage)),
        ),
        environment: environments.platform,
      }),
  };
  const [{ done, refused }] = await runParts([part], timings);
  for (const what of done) console.log(say({ en: `put back: ${what.en}`, vi: `đã đưa về như cũ: ${what.vi}` }));
  for (const what of refused) console.log(say({ en: `not put back: ${what.en}`, vi: `chưa đưa về được: ${what.vi}` }));
  if (done.length + refused.length === 0) {
    console.log(
      say({
        en: "nothing that a request could put back was changed",
        vi: "không có gì bị sửa mà một yêu cầu API trả lại được",
      }),
    );
  }
}
