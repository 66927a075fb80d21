import * as z from "zod";
import { asText, inBoth, type Text } from "../model/text.ts";
import { answered, CloudApiError } from "./cloud-api-error.ts";
import type { CloudConfig } from "./cloud-config.ts";
import { type Answer, type Request, send } from "./http.ts";

/** A login to a cloud. */
export interface OpenStackSession {
  /** Of the project that the login is for; empty when it is for none. */
  projectId: string;
  /**
   * Asks a service; the path starts behind the service's endpoint and version. A token that has expired is renewed once.
   * @returns any answer below 500; the caller judges its status
   * @throws CloudApiError when the cloud is silent, or has no such service
   */
  call(service: string, method: string, path: string, request?: Request): Promise<Pick<Answer, "status" | "body">>;
}

/** Other names of a service type in catalogues. https://service-types.openstack.org/ */
const ALIASES: Readonly<Record<string, string[]>> = { "block-storage": ["volumev3", "volume", "block-store"] };
/** Versions that a service's endpoint may leave out. */
const VERSIONS: Readonly<Record<string, string>> = {
  network: "v2.0",
  image: "v2",
  identity: "v3",
};

const loginAnswer = z.object({
  token: z.object({
    project: z.object({ id: z.string() }).optional(),
    catalog: z
      .array(
        z.object({
          type: z.string(),
          endpoints: z.array(
            z.object({
              interface: z.string(),
              region: z.string().nullish(),
              region_id: z.string().nullish(),
              url: z.string(),
            }),
          ),
        }),
      )
      .default([]),
  }),
});

interface Login {
  token: string;
  projectId: string;
  catalog: z.infer<typeof loginAnswer>["token"]["catalog"];
}

/**
 * Logs in (Identity API v3, POST /auth/tokens).
 * @param limits - `timeoutMs` for this first login, that of `send` when absent; on abort of `signal` no answer is waited for
 *   any more, neither here nor in later calls
 * @throws CloudApiError that names the request and its answer, never a secret
 */
export async function openSession(
  config: CloudConfig,
  { signal, timeoutMs }: Pick<Request, "signal" | "timeoutMs"> = {},
): Promise<OpenStackSession> {
  let current = login(config, { signal, timeoutMs });
  const { projectId } = await current;
  return {
    projectId,
    async call(service, method, path, request = {}) {
      const ask = async ({ token, catalog }: Login): Promise<Answer> => {
        const headers = { ...request.headers, "x-auth-token": token };
        return send(
          method,
          `${endpointOf(service, catalog, config)}${path}`,
          { signal, ...request, headers },
          config.tls,
        );
      };
      const used = current;
      const answer = await ask(await used);
      if (answer.status !== 401) return answer;
      // Of many calls that the same old token fails, the first logs in for all.
      if (current === used) current = login(config, { signal });
      return ask(await current);
    },
  };
}

async function login(
  { authUrl, auth, tls }: CloudConfig,
  limits: Pick<Request, "signal" | "timeoutMs">,
): Promise<Login> {
  const url = `${authUrl}/auth/tokens`;
  const { request, status, headers, body } = await send("POST", url, { body: { auth }, ...limits }, tls);
  if (status !== 201) throw new CloudApiError(answered(request, status), { status });
  const token = headers["x-subject-token"];
  const answer = loginAnswer.safeParse(body);
  if (typeof token !== "string" || !answer.success)
    throw new CloudApiError(
      { en: `${request} answered without a token`, vi: `${request} trả lời mà không có token` },
      { status },
    );
  const { project, catalog } = answer.data.token;
  return { token, projectId: project?.id ?? "", catalog };
}

function endpointOf(service: string, catalog: Login["catalog"], config: CloudConfig): string {
  const types = [service, ...(ALIASES[service] ?? [])];
  const overridden = types.map((type) => config.endpointOverrides[type.replaceAll("-", "_")]);
  const known = types
    .flatMap((type) => catalog.filter((entry) => entry.type === type))
    .flatMap((entry) => entry.endpoints);
  const listed = known
    .filter((endpoint) => endpoint.interface === config.interface)
    .filter(({ region, region_id }) => [undefined, region, region_id].includes(config.region));
  const url = overridden.find((each) => each !== undefined) ?? listed[0]?.url;
  if (url === undefined) {
    const where = (region: string | undefined): Text =>
      region === undefined ? asText("") : { en: ` in region ${region}`, vi: ` ở region ${region}` };
    const others = inBoth((language) =>
      [
        ...new Set(known.map((each) => each.interface + where(each.region ?? each.region_id ?? undefined)[language])),
      ].join(", "),
    );
    const [wanted, here] = [config.interface, where(config.region)];
    throw new CloudApiError({
      en: `the cloud's catalogue has no ${wanted} endpoint of ${service}${here.en}; it has ${others.en || "none at all"}`,
      vi: `danh mục dịch vụ của đám mây không có endpoint ${wanted} của ${service}${here.vi}; danh mục có ${others.vi || "không endpoint nào"}`,
    });
  }
  const bare = url.replace(/\/+$/, "");
  const version = VERSIONS[service];
  return version === undefined || bare.endsWith(`/${version}`) ? bare : `${bare}/${version}`;
}
