import { pathToFileURL } from "node:url";
import { backendUrl, fileBackendFolder } from "../../engine/state.ts";
import { repositoryRoot } from "../../infra/repository/repository.ts";
import type { CloudInfo } from "../../local-cloud/types.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";
import { localStateDirectory, withoutLocalBackend } from "./cloud-environment.ts";
import { localCloudName, namedTarget } from "./target.ts";

/** The running local cloud; undefined where OS_* names somebody else's, or none runs. */
export async function standingCloud(): Promise<CloudInfo | undefined> {
  const target = namedTarget() ?? { kind: "local", name: localCloudName() };
  if (target.kind === "named") return undefined;
  const { cloudStatus } = await import("../../local-cloud/cloud.ts");
  const { info, state } = await cloudStatus(target.name);
  return state === "running" ? info : undefined;
}

/** Where the state of a local cloud's stacks lies, as a URL; undefined for no cloud: the repository's own then. */
export function localBackendUrl(root: string, cloud: CloudInfo | undefined): string | undefined {
  return cloud && pathToFileURL(localStateDirectory(root, cloud)).href;
}

/** The folder of the file backend that the commands work with now. Throws `UserError` where the backend is of another kind. */
export async function standingBackend(): Promise<string> {
  const root = repositoryRoot();
  const own = localBackendUrl(root, await standingCloud());
  const url = backendUrl({ root, backendUrl: own }, withoutLocalBackend(root, process.env));
  const folder = fileBackendFolder(url);
  if (folder !== undefined) return folder;
  throw new UserError(
    {
      en: `The state is not in a folder, but at ${url}: copies of it are kept there.`,
      vi: `Trạng thái không nằm trong một thư mục mà ở ${url}: các bản sao được giữ ở đó.`,
    },
    exitCode.impossible,
  );
}
