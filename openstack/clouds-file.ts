import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

/** Who asks which cloud. Either a password or an application credential. */
export interface CloudCredentials {
  authUrl: string;
  region?: string;
  interface: "public" | "internal" | "admin";
  username?: string;
  userDomainName: string;
  /** A secret. */
  password?: string;
  projectName?: string;
  projectId?: string;
  projectDomainName: string;
  applicationCredentialId?: string;
  /** A secret. */
  applicationCredentialSecret?: string;
}

const text = z.union([z.string(), z.number()]).transform(String);
const cloudEntry = z.object({
  auth: z.record(z.string(), text.nullish()).default({}),
  region_name: z.string().optional(),
  interface: z.enum(["public", "internal", "admin"]).optional(),
});
const cloudsFile = z.object({ clouds: z.record(z.string(), cloudEntry) });

/**
 * Credentials of the cloud that the environment names: `OS_CLOUD` in `OS_CLIENT_CONFIG_FILE` or in the usual places of
 * clouds.yaml, with its secure.yaml beside it; else the `OS_*` variables themselves.
 * @throws Error that says which file or variable is missing; never with a secret in it.
 */
export function credentialsOf(environment: Record<string, string | undefined>): CloudCredentials {
  const name = environment["OS_CLOUD"];
  if (name === undefined || name === "") return fromVariables(environment);
  const file = fileOf(environment);
  if (file === undefined)
    throw new Error(`OS_CLOUD is '${name}' and there is no clouds.yaml; set OS_CLIENT_CONFIG_FILE`);
  const entry = entryOf(file, name);
  if (entry === undefined) throw new Error(`${file} has no cloud '${name}'`);
  const secure = file.replace(/clouds\.ya?ml$/, "secure.yaml");
  const secret = secure !== file && existsSync(secure) ? entryOf(secure, name)?.auth : undefined;
  return credentials({ ...entry.auth, ...secret }, entry.region_name, entry.interface, file);
}

function fileOf(environment: Record<string, string | undefined>): string | undefined {
  const named = environment["OS_CLIENT_CONFIG_FILE"];
  const usual = ["clouds.yaml", join(homedir(), ".config/openstack/clouds.yaml"), "/etc/openstack/clouds.yaml"];
  return (named === undefined || named === "" ? usual : [named]).find((path) => existsSync(path));
}

function entryOf(file: string, name: string): z.infer<typeof cloudEntry> | undefined {
  const read = cloudsFile.safeParse(parse(readFileSync(file, "utf8")));
  if (!read.success) throw new Error(`${file} is not of the form of a clouds.yaml`);
  return read.data.clouds[name];
}

function fromVariables(environment: Record<string, string | undefined>): CloudCredentials {
  const auth = Object.fromEntries(
    Object.entries(environment)
      .filter(([key, value]) => key.startsWith("OS_") && value !== undefined && value !== "")
      .map(([key, value]) => [key.slice("OS_".length).toLowerCase(), value]),
  );
  return credentials(auth, environment["OS_REGION_NAME"], undefined, "the environment (OS_AUTH_URL, OS_USERNAME, ...)");
}

function credentials(
  auth: Record<string, string | null | undefined>,
  region: string | undefined,
  face: CloudCredentials["interface"] | undefined,
  origin: string,
): CloudCredentials {
  const value = (key: string): string | undefined => auth[key] ?? undefined;
  const authUrl = value("auth_url");
  if (authUrl === undefined) throw new Error(`${origin} has no auth_url`);
  const bare = authUrl.replace(/\/+$/, "");
  const found: CloudCredentials = {
    authUrl: bare.endsWith("/v3") ? bare : `${bare}/v3`,
    region,
    interface: face ?? "public",
    username: value("username"),
    userDomainName: value("user_domain_name") ?? value("default_domain") ?? "Default",
    password: value("password"),
    projectName: value("project_name") ?? value("tenant_name"),
    projectId: value("project_id") ?? value("tenant_id"),
    projectDomainName: value("project_domain_name") ?? value("default_domain") ?? "Default",
    applicationCredentialId: value("application_credential_id"),
    applicationCredentialSecret: value("application_credential_secret"),
  };
  const byPassword = found.username !== undefined && found.password !== undefined;
  const byCredential = found.applicationCredentialId !== undefined && found.applicationCredentialSecret !== undefined;
  if (!byPassword && !byCredential)
    throw new Error(`${origin} has neither username and password nor an application credential`);
  return found;
}
