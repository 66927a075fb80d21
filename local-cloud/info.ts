import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addressIn, authUrlOf } from "./clouds-yaml.ts";
import { externalNetwork } from "./internet.ts";
import { runDir } from "./paths.ts";
import type { CloudInfo, ServerKind } from "./types.ts";

/** What one needs to use the cloud, from its run directory; undefined when there is none. */
export async function readInfo(name: string): Promise<CloudInfo | undefined> {
  const cloudsYaml = join(runDir(name), "clouds.yaml");
  const text = await readFile(cloudsYaml, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const address = addressIn(text);
  return {
    name,
    address,
    authUrl: authUrlOf(address),
    cloudsYaml,
    osCloud: "devcloud",
    servers: await readServerKind(runDir(name)),
    externalNetwork: externalNetwork(),
  };
}

/** Notes in a run directory what its cloud's servers are. */
export async function noteServerKind(dir: string, kind: ServerKind): Promise<void> {
  await writeFile(join(dir, "servers"), kind);
}

async function readServerKind(dir: string): Promise<ServerKind> {
  return (await readFile(join(dir, "servers"), "utf8").catch(() => "")) === "vm" ? "vm" : "namespace";
}
