import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";

/** Keystone's address of a cloud on the given loopback address. */
export function authUrlOf(address: string): string {
  return `http://${address}:5000/v3`;
}

/** Writes the admin's clouds.yaml (mode 0600) into a run directory and returns its path. */
export async function writeCloudsYaml(runDir: string, address: string, password: string): Promise<string> {
  const auth = {
    auth_url: authUrlOf(address),
    username: "admin",
    password,
    project_name: "admin",
    user_domain_name: "Default",
    project_domain_name: "Default",
  };
  const cloud = { auth, region_name: "RegionOne", identity_api_version: 3, interface: "public" };
  const path = join(runDir, "clouds.yaml");
  await writeFile(`${path}.new`, stringify({ clouds: { devcloud: cloud } }), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return path;
}

/** The loopback address that a cloud's own clouds.yaml names. */
export function addressIn(cloudsYaml: string): string {
  const content: { clouds: { devcloud: { auth: { auth_url: string } } } } = parse(cloudsYaml);
  return new URL(content.clouds.devcloud.auth.auth_url).hostname;
}
