import type { Words } from "./words.ts";

/** Who logs in, and to what: the `auth` of `POST /v3/auth/tokens`. A secret. */
export interface Auth {
  identity: { methods: string[] } & Record<string, unknown>;
  scope?: Record<string, unknown>;
}

/** A login by token, application credential or password, whichever is complete; undefined when none is. */
export function authOf(words: Words): Auth | undefined {
  const identity = identityOf(words);
  if (identity === undefined) return undefined;
  // An application credential brings its project with it, and Keystone refuses a second one.
  const scope = identity.methods.includes("application_credential") ? undefined : scopeOf(words);
  return scope === undefined ? { identity } : { identity, scope };
}

function identityOf(words: Words): Auth["identity"] | undefined {
  const { token, password, application_credential_secret: secret } = words;
  if (token !== undefined) return { methods: ["token"], token: { id: token } };
  const user = userOf(words);
  const { application_credential_id: id, application_credential_name: name } = words;
  const credential = id !== undefined ? { id } : name !== undefined && user !== undefined ? { name, user } : undefined;
  if (credential !== undefined && secret !== undefined)
    return { methods: ["application_credential"], application_credential: { ...credential, secret } };
  if (user === undefined || password === undefined) return undefined;
  return { methods: ["password"], password: { user: { ...user, password } } };
}

function userOf(words: Words): Record<string, unknown> | undefined {
  const { user_id: id, username: name } = words;
  if (id !== undefined) return { id };
  return name === undefined ? undefined : { name, domain: domainOf(words, "user") };
}

/** A project counts before the system, and the system before a domain. */
function scopeOf(words: Words): Auth["scope"] {
  const { project_id: id, project_name: name, system_scope: system, domain_id: domainId, domain_name: domain } = words;
  if (id !== undefined) return { project: { id } };
  if (name !== undefined) return { project: { name, domain: domainOf(words, "project") } };
  if (system !== undefined && system !== "false") return { system: { all: true } };
  if (domainId !== undefined) return { domain: { id: domainId } };
  return domain === undefined ? undefined : { domain: { name: domain } };
}

/** `default_domain` is an id, as for the provider and the command `openstack`. */
function domainOf(words: Words, of: "user" | "project"): { id: string } | { name: string } {
  for (const prefix of [`${of}_domain`, "domain"]) {
    const [id, name] = [words[`${prefix}_id`], words[`${prefix}_name`]];
    if (id !== undefined) return { id };
    if (name !== undefined) return { name };
  }
  return { id: words["default_domain"] ?? "default" };
}
