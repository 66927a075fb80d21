import type { CloudInfo } from "../../local-cloud/types.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { openSession } from "../../openstack/session.ts";

/** The admin's view of a local cloud, by its REST APIs: just what the tests of the cloud itself need. */
export interface OpenStack {
  /** Sends a request; a body that is no string goes as JSON. Throws on any answer of 400 or more. */
  request<T>(method: string, service: string, path: string, body?: unknown): Promise<T>;
  /** Creates one object of neutron and returns it. */
  network<T = { id: string }>(kind: string, content: object): Promise<T>;
}

export async function adminOf(info: CloudInfo): Promise<OpenStack> {
  const session = await openSession(cloudConfig({ OS_CLIENT_CONFIG_FILE: info.cloudsYaml, OS_CLOUD: info.osCloud }));
  async function request<T>(method: string, service: string, path: string, body?: unknown): Promise<T> {
    const answer = await session.call(service, method, path, { body });
    if (answer.status < 400) return answer.body as T;
    throw new Error(`${method} ${service}${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return {
    request,
    async network<T>(kind: string, content: object): Promise<T> {
      const path = `/${kind.replaceAll("_", "-")}s`;
      return (await request<Record<string, T>>("POST", "network", path, { [kind]: content }))[kind]!;
    },
  };
}
