import { inBoth, type Text } from "../../model/text.ts";
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
  const introduction = {
    en: `The login with ${config.origin.en} is good, but the cloud is not complete:`,
    vi: `Đăng nhập bằng ${config.origin.vi} thì được, nhưng đám mây chưa đủ dịch vụ:`,
  };
  const todo = {
    en: "Where the address, the region or the interface is wrong, correct region_name and interface there; else ask who runs the cloud.",
    vi: "Nếu sai địa chỉ, region hoặc interface, hãy sửa region_name và interface ở đó; nếu không, hãy hỏi người vận hành đám mây.",
  };
  throw new CloudApiError(
    inBoth((language) =>
      [introduction[language], ...faults.map((fault) => `  ${fault[language]}`), todo[language]].join("\n"),
    ),
  );
}

/** What is wrong with a service; undefined when it answers. A refusal is an answer: who may do what is not asked here. */
async function serviceFault(
  session: OpenStackSession,
  service: ProbedService,
  timeoutMs: number,
): Promise<Text | undefined> {
  try {
    const { status } = await session.call(service, "GET", PROBES[service], { timeoutMs });
    if (status !== 404) return undefined;
    return {
      en: `${service}: there is no such API at the catalogue's address (404)`,
      vi: `${service}: không có API này tại địa chỉ ghi trong danh mục dịch vụ (404)`,
    };
  } catch (error) {
    if (error instanceof CloudApiError) return inBoth((language) => `${service}: ${error.text[language]}`);
    throw error;
  }
}

/** A login that failed, told by what there is to do about it. */
function loginFault(error: CloudApiError, config: CloudConfig): CloudApiError {
  const { what, todo } = diagnosis(error, config);
  return new CloudApiError(
    inBoth((language) => `${what[language]}\n${todo[language]}`),
    { cause: error, status: error.status },
  );
}

/** Codes of Node's TLS for a certificate that nobody whom we trust vouches for. */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_UNTRUSTED/;

function diagnosis(error: CloudApiError, { authUrl, origin, auth }: CloudConfig): { what: Text; todo: Text } {
  const url = authUrl.replace(/\/\/[^/]*@/, "//");
  const at = { en: `${url}, the auth_url of ${origin.en}`, vi: `${url}, auth_url của ${origin.vi}` };
  const { status, cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  // Behind a semicolon Node tells how to start itself.
  const reason = inBoth((language) => {
    const said = error.text[language];
    return said.slice(said.indexOf(": ") + 2).replace(/; .*Node\.js.*/, "");
  });
  if (status === 401 || status === 403) {
    const [login, words] = [who(auth), wordsOf(auth)];
    return {
      what: {
        en: `Keystone refused the login of ${login.en} (${status}), as ${origin.en} has it.`,
        vi: `Keystone từ chối ${login.vi} (${status}), theo ${origin.vi}.`,
      },
      todo: {
        en: `Correct ${words.en} there, and what OS_* variables and a secure.yaml beside it add to it.`,
        vi: `Hãy sửa ${words.vi} ở đó, cùng những gì biến OS_* và secure.yaml bên cạnh bổ sung.`,
      },
    };
  }
  if (status !== undefined && (status >= 500 || status === 429)) {
    return {
      what: { en: `Keystone answers ${status} at ${at.en}.`, vi: `Keystone trả lời ${status} tại ${at.vi}.` },
      todo: {
        en: "It is not well: ask who runs the cloud.",
        vi: "Dịch vụ đang gặp sự cố: hãy hỏi người vận hành đám mây.",
      },
    };
  }
  if (status !== undefined) {
    return {
      what: {
        en: `What answers at ${at.en}, is no Keystone: ${error.text.en}.`,
        vi: `Tại ${at.vi} không phải là Keystone: ${error.text.vi}.`,
      },
      todo: {
        en: "Correct auth_url: it is the address of the Identity API, version 3, such as https://cloud.example:5000/v3.",
        vi: "Hãy sửa auth_url: đó là địa chỉ của Identity API phiên bản 3, ví dụ https://cloud.example:5000/v3.",
      },
    };
  }
  if (UNTRUSTED.test(code)) {
    return {
      what: {
        en: `Nobody vouches for the certificate at ${at.en}: ${reason.en}.`,
        vi: `Không có nơi tin cậy nào chứng thực chứng thư số tại ${at.vi}: ${reason.vi}.`,
      },
      todo: {
        en: "Give the file of the cloud's certificate authority as cacert there, or as OS_CACERT.",
        vi: "Hãy ghi tệp chứng thư của tổ chức cấp chứng thư cho đám mây vào cacert ở đó, hoặc vào OS_CACERT.",
      },
    };
  }
  if (/^(?:CERT_|ERR_TLS_CERT)/.test(code)) {
    return {
      what: {
        en: `The certificate at ${at.en}, does not hold: ${reason.en}.`,
        vi: `Chứng thư số tại ${at.vi} không hợp lệ: ${reason.vi}.`,
      },
      todo: {
        en: "Use the host name that it is made out to, or ask who runs the cloud for a valid one.",
        vi: "Hãy dùng đúng tên máy ghi trong chứng thư, hoặc đề nghị người vận hành đám mây cấp chứng thư hợp lệ.",
      },
    };
  }
  if (/^(?:EPROTO|HPE_|ERR_SSL)/.test(code)) {
    const [has, other] = authUrl.startsWith("https:") ? ["https", "http"] : ["http", "https"];
    return {
      what: {
        en: `What answers at ${at.en}, does not speak ${has}.`,
        vi: `Tại ${at.vi} không phải là dịch vụ ${has}.`,
      },
      todo: {
        en: `Correct auth_url: it may have to begin with ${other}://, or have another port.`,
        vi: `Hãy sửa auth_url: có thể phải bắt đầu bằng ${other}://, hoặc dùng cổng khác.`,
      },
    };
  }
  return {
    what: {
      en: `Keystone can't be reached at ${at.en}: ${reason.en}.`,
      vi: `Không kết nối được đến Keystone tại ${at.vi}: ${reason.vi}.`,
    },
    todo: {
      en: "Correct auth_url there, or make the cloud reachable from here (network, VPN, firewall, proxy).",
      vi: "Hãy sửa auth_url ở đó, hoặc mở đường từ máy này đến đám mây (mạng, VPN, tường lửa, proxy).",
    },
  };
}

/** Who logs in, without the secret. */
function who({ identity, scope }: CloudConfig["auth"]): Text {
  const { user } = (identity["password"] ?? {}) as { user?: { name?: string; id?: string } };
  const { project } = (scope ?? {}) as { project?: { name?: string; id?: string } };
  const [methods, name, into] = [identity.methods.join(), user?.name ?? user?.id, project?.name ?? project?.id];
  return {
    en: `${user === undefined ? `the ${methods}` : `user '${name}'`}${project === undefined ? "" : ` to project '${into}'`}`,
    vi: `đăng nhập ${user === undefined ? `bằng ${methods}` : `của người dùng '${name}'`}${project === undefined ? "" : ` vào dự án '${into}'`}`,
  };
}

/** The words of clouds.yaml that such a login depends on. */
function wordsOf({ identity }: CloudConfig["auth"]): Text {
  if (identity.methods.includes("password")) {
    return {
      en: "username, password, project_name and their domains",
      vi: "username, password, project_name và domain của chúng",
    };
  }
  if (identity.methods.includes("token")) return { en: "token (it may have expired)", vi: "token (có thể đã hết hạn)" };
  return {
    en: "application_credential_id and application_credential_secret (it may have expired)",
    vi: "application_credential_id và application_credential_secret (có thể đã hết hạn)",
  };
}
