import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../engine.ts";

/** An engine whose `pulumi` is a shell script in a folder, with an environment whose state nobody reads. */
export function scriptedEngine(folder: string, script: string): { engine: Engine; env: Record<string, string> } {
  writeFileSync(join(folder, "pulumi"), script);
  chmodSync(join(folder, "pulumi"), 0o755);
  const plugin = { name: "openstack", version: "0", program: "/nowhere", origin: "built" } as const;
  return {
    engine: {
      pulumi: join(folder, "pulumi"),
      version: "0",
      origin: "built",
      pulumiHome: folder,
      providers: { openstack: plugin, random: plugin },
    },
    env: { PULUMI_BACKEND_URL: "s3://states", PATH: process.env["PATH"] ?? "" },
  };
}
