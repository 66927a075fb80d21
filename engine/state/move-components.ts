import { asText } from "../../model/text.ts";
import { type Deployment, type ResourceState, urnIn } from "../checkpoint.ts";
import { EngineError } from "../errors.ts";
import { tail } from "../host/tool.ts";
import { runPulumi } from "../run-pulumi.ts";
import type { Engine } from "../setup/resolve.ts";
import { editState, exportState, type Place } from "./edit-state.ts";

/**
 * Moves components with all that they hold from the state of one stack to that of another, which is made when there is
 * none. Nothing in the cloud is touched. Killed in between, it can be repeated: Pulumi writes the new stack before the
 * old one, so that what stands in both only has to leave the old one.
 *
 * @param urns of the components, as they are in `from`
 * @throws EngineError when Pulumi refuses, or another resource has the place already
 */
export async function moveComponents(
  engine: Engine,
  { from, to, urns }: { from: string; to: string; urns: readonly string[] },
  place: Place,
): Promise<void> {
  const there = (await exportState(engine, to, place))?.deployment;
  if (there === undefined) await pulumi(engine, ["stack", "init", to, "--no-select"], place);
  const arrived = new Set(there?.resources?.map(({ urn }) => urn));
  const doubled = urns.filter((urn) => arrived.has(urnIn(to, urn)));
  if (doubled.length > 0) {
    await editState(engine, from, (state) => withoutDoubled(state, doubled, there?.resources ?? [], to), place);
  }
  const missing = urns.filter((urn) => !doubled.includes(urn));
  if (missing.length === 0) return;
  const stacks = ["--source", from, "--dest", to];
  await pulumi(engine, ["state", "move", "--yes", ...stacks, ...missing], place);
}

async function pulumi(engine: Engine, args: string[], place: Place): Promise<void> {
  const { code, stderr, stdout } = await runPulumi(engine, args, place);
  place.signal?.throwIfAborted();
  if (code === 0) return;
  throw new EngineError(asText(`pulumi ${args.slice(0, 2).join(" ")}: ${tail(stderr.trim() || stdout, 5)}`));
}

/** The state without these components and what they hold, each of which the other stack has with the same id. */
function withoutDoubled(
  state: Deployment,
  roots: readonly string[],
  there: readonly ResourceState[],
  to: string,
): Deployment {
  const ids = new Map(there.map(({ urn, id }) => [urn, id]));
  const leaving = new Set(roots);
  // Parents come before their children.
  for (const { urn, parent } of state.resources ?? []) if (leaving.has(String(parent))) leaving.add(urn);
  for (const { urn, id } of state.resources ?? []) {
    if (leaving.has(urn) && ids.get(urnIn(to, urn)) !== id) {
      throw new EngineError(
        {
          en: `${urn} can't be moved: the stack ${to} has another one of its name.`,
          vi: `Không chuyển được ${urn}: stack ${to} đã có tài nguyên khác cùng tên.`,
        },
        {
          en: `Look at both with \`pulumi stack --show-ids --stack ${to}\`.`,
          vi: `Xem cả hai bằng \`pulumi stack --show-ids --stack ${to}\`.`,
        },
      );
    }
  }
  return { ...state, resources: state.resources?.filter(({ urn }) => !leaving.has(urn)) };
}
