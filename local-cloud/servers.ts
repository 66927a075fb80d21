import { LocalCloudError } from "./errors.ts";
import { runIn } from "./run-in.ts";

/** A server of the cloud whose processes run. */
export interface RunningServer {
  id: string;
  hostname: string;
}

/** The servers that run, in all projects; asks the node, not the API. */
export async function runningServers(cloud: string): Promise<RunningServer[]> {
  const result = await runIn(cloud, { node: true }, ["python3", "/opt/devcloud/guest/list_running.py"]);
  if (result.code !== 0) {
    const said = result.stderr.trim();
    throw new LocalCloudError({
      en: `the node can't list its servers: ${said}`,
      vi: `nút không liệt kê được các máy chủ: ${said}`,
    });
  }
  return JSON.parse(result.stdout) as RunningServer[];
}

/** Id of the running server with this id, beginning of an id, or host name; undefined when there is none. */
export async function findServer(cloud: string, wanted: string): Promise<string | undefined> {
  const servers = await runningServers(cloud);
  const found =
    servers.find(({ id, hostname }) => id === wanted || hostname === wanted) ??
    servers.find(({ id }) => id.startsWith(wanted));
  return found?.id;
}
