import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { addressIn } from "./address.ts";
import { authUrlOf } from "./clouds-yaml.ts";
import { externalNetwork } from "./internet.ts";
import { runDir } from "./paths.ts";
import { readServerKind } from "./server-kind.ts";
import type { CloudInfo } from "./types.ts";

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
