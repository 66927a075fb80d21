import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readableText } from "../../model/files/text-encoding.ts";
import { records, textIn } from "../../policies/readers/json.ts";
import { isRecord } from "../../policies/resources/inputs.ts";

/** The folder of a module by its path of names (`network.ports`; the root's is empty); undefined where nobody knows it. */
export type ModuleFolders = (path: string) => string | undefined;

/**
 * Folders of the modules of the configuration in `root`: by the `sources` that its plan tells, where those are local; the
 * others by what `terraform init` wrote down of them (`.terraform/modules/modules.json`), where that is there.
 */
export function moduleFolders(root: string, sources: ReadonlyMap<string, string>): ModuleFolders {
  const installed = installedModules(root);
  const folderOf = (path: string): string | undefined => {
    if (path === "") return root;
    const source = sources.get(path);
    if (source === undefined || !/^\.\.?(?:[/\\]|$)/.test(source)) return installed.get(path);
    const above = folderOf(path.split(".").slice(0, -1).join("."));
    return above === undefined ? installed.get(path) : join(above, source.replaceAll("\\", "/"));
  };
  return folderOf;
}

/** What `terraform init` installed, by the path of its call. */
function installedModules(root: string): ReadonlyMap<string, string> {
  try {
    const manifest: unknown = JSON.parse(readableText(readFileSync(join(root, ".terraform/modules/modules.json"))));
    const modules = isRecord(manifest) ? records(manifest["Modules"]) : [];
    return new Map(
      modules.flatMap((each): [string, string][] => {
        const [key, folder] = [textIn(each, "Key"), textIn(each, "Dir")];
        return key === undefined || folder === undefined ? [] : [[key, join(root, folder.replaceAll("\\", "/"))]];
      }),
    );
  } catch {
    return new Map();
  }
}
