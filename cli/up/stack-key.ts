import { createHash } from "node:crypto";
import { readCheckpoint, rootOutputs } from "../../engine/checkpoint.ts";
import { fileBackendFolder } from "../../engine/state.ts";
import { queuedStack } from "../../infra/check/queued-stack.ts";
import { verdictKey } from "../../infra/check/verdict-key.ts";
import type { Repository } from "../../infra/repository/repository.ts";
import { PLATFORM_STACK, PROJECT, projectStack, stackKind } from "../../infra/stack-names.ts";

/**
 * A name for all that an update of a stack follows from: code, files, and the outputs of the stack that it reads.
 * Undefined where that stack's state can't be read without the engine.
 *
 * @param code the fingerprint of the code, which is the same for all stacks of a run
 */
export function stackKey(
  code: string,
  repository: Repository,
  stack: string,
  env: Record<string, string>,
): string | undefined {
  const folder = fileBackendFolder(env["PULUMI_BACKEND_URL"] ?? "");
  if (folder === undefined) return undefined;
  const which = stackKind(stack);
  const read = {
    platform: undefined,
    project: PLATFORM_STACK,
    agency: projectStack("agency" in which ? which.agency : ""),
  };
  const source = read[which.kind];
  const outputs = source === undefined ? {} : rootOutputs(readCheckpoint(folder, PROJECT, source));
  const own = verdictKey(code, queuedStack(repository, stack));
  return createHash("sha256")
    .update(`${own}\0${JSON.stringify(outputs)}`)
    .digest("base64url");
}
