import { CloudApiError } from "../cloud-api-error.ts";
import type { CloudConfig } from "../cloud-config.ts";
import { openSession, type OpenStackSession } from "../session.ts";

/** Something small that every service answers to whoever has logged in. */
const PROBES = {
  network: "/networks?limit=1&fields=id",
  compute: "/flavors?limit=1",
  image: "/images?limit=1",
  "block-storage": "/volumes?limit=1",
  "load-balancer": "/v2/lbaas/loadbalancers?limit=1&fields=id",
} as const;

export type ProbedService = keyof typeof PROBES;

/** How long Keystone, and then the services side by side, may take. */
const PATIENCE_MS = 10_000;

/**
 * The login before the first request: to Keystone, and then a look at each service that will be needed, so that what is
 * wrong is said once, before anything was begun.
 *
 * @param options.services Keystone itself is always needed
 * @throws CloudApiError that says what is wrong, where it was written, and what to do; never a secret
 */
export async function logIn(
  config: CloudConfig,
  { services, patienceMs = PATIENCE_MS }: { services: readonly ProbedService[]; patienceMs?: number },
): Promise<OpenStackSession> {
  let session: OpenStackSession;
  try {
    session = await openSession(config, { timeoutMs: patienceMs });
  } catch (error) {
    throw error instanceof CloudApiError ? loginFault(error, config) : error;
  }
  const asked = services.map((service) => serviceFault(session, service, patienceMs));
  const faults = (await Promise.all(asked)).filter((fault) => fault !== undefined);
  if (faults.length === 0) return session;
  throw new CloudApiError(
    [
      `The login with ${config.origin} is good, but the cloud is not complete:`,
      ...faults.map((fault) => `  ${fault}`),
      "Where the address, the region or the interface is wrong, correct region_name and interface there; else ask who runs the cloud.",
    ].join("\n"),
  );
}

/** What is wrong with a service; undefined when it answers. A refusal is an answer: who may do what is not asked here. */
async function serviceFault(
  session: OpenStackSession,
  service: ProbedService,
  timeoutMs: number,
): Promise<string | undefined> {
  try {
    const { status } = await session.call(service, "GET", PROBES[service], { timeoutMs });
    return status === 404 ? `${service}: there is no such API at the catalogue's address (404)` : undefined;
  } catch (error) {
    if (error instanceof CloudApiError) return `${service}: ${error.message}`;
    throw error;
  }
}

/** A login that failed, told by what there is to do about it. */
function loginFault(error: CloudApiError, config: CloudConfig): CloudApiError {
  const { what, todo } = diagnosis(error, config);
  return new CloudApiError(`${what}\n${todo}`, {
    cause: error,
    status: error.status,
  });
}

/** Codes of Node's TLS for a certificate that nobody whom we trust vouches for. */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_UNTRUSTED/;

function diagnosis(error: CloudApiError, { authUrl, origin, auth }: CloudConfig): { what: string; todo: string } {
  const at = `${authUrl.replace(/\/\/[^/]*@/, "//")}, the auth_url of ${origin}`;
  const { status, cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  // Behind a semicolon Node tells how to start itself.
  const reason = error.message.slice(error.message.indexOf(": ") + 2).replace(/; .*Node\.js.*/, "");
  if (status === 401 || status === 403) {
    return {
      what: `Keystone refused the login of ${who(auth)} (${status}), as ${origin} has it.`,
      todo: `Correct ${wordsOf(auth)} there, and what OS_* variables and a secure.yaml beside it add to it.`,
    };
  }
  if (status !== undefined && (status >= 500 || status === 429)) {
    return { what: `Keystone answers ${status} at ${at}.`, todo: "It is not well: ask who runs the cloud." };
  }
  if (status !== undefined) {
    return {
      what: `What answers at ${at}, is no Keystone: ${error.message}.`,
      todo: "Correct auth_url: it is the address of the Identity API, version 3, such as https://cloud.example:5000/v3.",
    };
  }
  if (UNTRUSTED.test(code)) {
    return {
      what: `Nobody vouches for the certificate at ${at}: ${reason}.`,
      todo: "Give the file of the cloud's certificate authority as cacert there, or as OS_CACERT.",
    };
  }
  if (/^(?:CERT_|ERR_TLS_CERT)/.test(code)) {
    return {
      what: `The certificate at ${at}, does not hold: ${reason}.`,
      todo: "Use the host name that it is made out to, or ask who runs the cloud for a valid one.",
    };
  }
  if (/^(?:EPROTO|HPE_|ERR_SSL)/.test(code)) {
    const [has, other] = authUrl.startsWith("https:") ? ["https", "http"] : ["http", "https"];
    return {
      what: `What answers at ${at}, does not speak ${has}.`,
      todo: `Correct auth_url: it may have to begin with ${other}://, or have another port.`,
    };
  }
  return {
    what: `Keystone can't be reached at ${at}: ${reason}.`,
    todo: "Correct auth_url there, or make the cloud reachable from here (network, VPN, firewall, proxy).",
  };
}

/** Who logs in, without the secret. */
function who({ identity, scope }: CloudConfig["auth"]): string {
  const { user } = (identity["password"] ?? {}) as { user?: { name?: string; id?: string } };
  const { project } = (scope ?? {}) as { project?: { name?: string; id?: string } };
  const to = project === undefined ? "" : ` to project '${project.name ?? project.id}'`;
  return `${user === undefined ? `the ${identity.methods.join()}` : `user '${user.name ?? user.id}'`}${to}`;
}

/** The words of clouds.yaml that such a login depends on. */
function wordsOf({ identity }: CloudConfig["auth"]): string {
  if (identity.methods.includes("password")) return "username, password, project_name and their domains";
  if (identity.methods.includes("token")) return "token (it may have expired)";
  return "application_credential_id and application_credential_secret (it may have expired)";
}
