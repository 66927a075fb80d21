import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Text } from "../model/text.ts";
import { type Auth, authOf } from "./auth.ts";
import { CloudApiError } from "./cloud-api-error.ts";
import { type Environment, homeOf, readCloud } from "./clouds-file.ts";
import { type Words, wordsOf } from "./words.ts";

/** How to reach a cloud and log in. */
export interface CloudConfig {
  /** Where this was said, for a message: "the cloud 'province' of /etc/openstack/clouds.yaml". */
  origin: Text;
  /** Address of Keystone's Identity API, with `/v3`. */
  authUrl: string;
  auth: Auth;
  /** Undefined: the first endpoint of any region. */
  region: string | undefined;
  interface: "public" | "internal" | "admin";
  tls: Tls;
  /** Addresses in place of the catalogue's, by service type with `_` for `-`. */
  endpointOverrides: Words;
}

/** For `node:https`; certificates and keys in PEM. */
export interface Tls {
  ca?: string;
  cert?: string;
  key?: string;
  rejectUnauthorized: boolean;
}

const VARIABLES = {
  en: "the environment (OS_CLOUD, or OS_AUTH_URL, OS_USERNAME, ...)",
  vi: "các biến môi trường (OS_CLOUD, hoặc OS_AUTH_URL, OS_USERNAME, ...)",
};

interface CloudConfigOptions {
  /** Inputs of a provider resource, secrets in the clear. */
  provider?: Readonly<Record<string, unknown>>;
  /** Where the provider runs; clouds.yaml may lie there. */
  cwd?: string;
}

/**
 * The cloud that a provider and the environment mean: the entry of clouds.yaml that `cloud` or `OS_CLOUD` names, else
 * what the provider and `OS_*` say themselves.
 *
 * Where the provider (gophercloud's clientconfig) and openstacksdk differ, the provider is followed, so that we look
 * where it worked: with an entry, who logs in and to which project comes from there and then from `OS_*`, never from the
 * provider's own inputs; region, TLS and interface come from the provider's inputs, then from `OS_*`, then from the
 * entry; a profile must stand in clouds-public.yaml. openstacksdk is followed where the provider knows nothing: .json
 * files, `OS_CLIENT_SECURE_FILE`, `insecure`, `interface` and `*_endpoint_override` of an entry, and the first of
 * `regions` when no region is named.
 * @throws CloudApiError that says what is missing; never with a secret in it
 */
export function cloudConfig(environment: Environment, options: CloudConfigOptions = {}): CloudConfig {
  const { cwd = process.cwd() } = options;
  const explicit = providerWords(options.provider ?? {});
  const variables = variableWords(environment);
  const name = explicit["cloud"] ?? variables["cloud"];
  const entry = name === undefined ? undefined : readCloud(name, environment, cwd);
  const region =
    explicit["region_name"] ?? variables["region_name"] ?? entry?.words["region_name"] ?? entry?.regions[0]?.name;
  const written = { ...entry?.words, ...entry?.regions.find((each) => each.name === region)?.words };
  const identity = entry === undefined ? { ...variables, ...explicit } : { ...variables, ...written };
  const settings = { ...written, ...variables, ...explicit };

  const origin =
    entry === undefined
      ? options.provider
        ? { en: `the provider with ${VARIABLES.en}`, vi: `provider cùng ${VARIABLES.vi}` }
        : VARIABLES
      : { en: `the cloud '${name}' of ${entry.file}`, vi: `đám mây '${name}' trong ${entry.file}` };
  const authUrl = identity["auth_url"] ?? explicit["auth_url"];
  if (authUrl === undefined) {
    throw new CloudApiError({ en: `${origin.en} has no auth_url`, vi: `${origin.vi} không có auth_url` });
  }
  if (!/^https?:/.test(authUrl) || !URL.canParse(authUrl))
    throw new CloudApiError({
      en: `${origin.en} has an auth_url that is no http or https address`,
      vi: `${origin.vi} có auth_url không phải địa chỉ http hoặc https`,
    });
  const auth = authOf(identity);
  if (auth === undefined) {
    throw new CloudApiError({
      en: `${origin.en} has neither username and password, nor a token, nor an application credential with its secret`,
      vi: `${origin.vi} không có username và password, cũng không có token hay application credential kèm bí mật của nó`,
    });
  }
  return {
    origin,
    authUrl: `${authUrl.replace(/\/+$/, "").replace(/\/v\d[\d.]*$/, "")}/v3`,
    auth,
    region,
    interface: interfaceOf(settings["endpoint_type"] ?? "public", origin),
    tls: tlsOf(settings, origin, (path) => resolve(cwd, path.replace(/^~(?=\/)/, homeOf(environment)))),
    endpointOverrides: Object.fromEntries(
      Object.entries(settings).flatMap(([key, url]) => {
        const service = /^(\w+)_endpoint_override$/.exec(key)?.[1];
        return service === undefined ? [] : [[service, url]];
      }),
    ),
  };
}

function variableWords(environment: Environment): Words {
  const named = Object.entries(environment).filter(([key]) => key.startsWith("OS_"));
  return wordsOf(Object.fromEntries(named.map(([key, value]) => [key.slice("OS_".length).toLowerCase(), value])));
}

/** The provider's inputs whose names are not just those of clouds.yaml in camel case. */
const INPUTS: Readonly<Record<string, string>> = { region: "region_name", cacertFile: "cacert" };

function providerWords(inputs: Readonly<Record<string, unknown>>): Words {
  const given = inputs["endpointOverrides"] ?? {};
  // In state, a map among a provider's inputs is JSON in text.
  const overrides = wordsOf(typeof given === "string" ? JSON.parse(given) : given);
  return wordsOf({
    ...Object.fromEntries(Object.entries(overrides).map(([service, url]) => [`${service}_endpoint_override`, url])),
    ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [INPUTS[key] ?? snakeCase(key), value])),
  });
}

function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `publicURL` is what Identity API v2 called `public`. */
function interfaceOf(text: string, origin: Text): CloudConfig["interface"] {
  const [, found] = /^(public|internal|admin)(?:URL)?$/.exec(text) ?? [];
  if (found === undefined)
    throw new CloudApiError({
      en: `${origin.en} has the interface '${text}'; there are public, internal and admin`,
      vi: `${origin.vi} có interface '${text}'; chỉ có public, internal và admin`,
    });
  return found as CloudConfig["interface"];
}

function tlsOf(words: Words, origin: Text, pathOf: (written: string) => string): Tls {
  const pem = (key: string): string | undefined => {
    const given = words[key];
    if (given === undefined || given.includes("-----BEGIN")) return given;
    try {
      return readFileSync(pathOf(given), "utf8");
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new CloudApiError({
        en: `the ${key} of ${origin.en} can't be read: ${why}`,
        vi: `không đọc được ${key} của ${origin.vi}: ${why}`,
      });
    }
  };
  const [ca, cert] = [pem("cacert"), pem("cert")];
  return {
    ...(ca === undefined ? {} : { ca }),
    // A certificate's file may hold its key as well.
    ...(cert === undefined ? {} : { cert, key: pem("key") ?? cert }),
    rejectUnauthorized: !/^(true|t|yes|y|on|1)$/i.test(words["insecure"] ?? ""),
  };
}
