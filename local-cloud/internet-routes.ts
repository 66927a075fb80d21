import { LocalCloudError } from "./errors.ts";
import { runIn } from "./run-in.ts";

/** A route of the edge: packets for `destination` (CIDR) go to the router address `via`. */
export interface InternetRoute {
  destination: string;
  via: string;
}

/**
 * Makes the edge's route table exactly this one, in both families. What stands and stays is not touched, so that
 * packets keep flowing. The routes bear a protocol number of their own; others are left alone.
 * @throws LocalCloudError with the refused route.
 */
export async function setInternetRoutes(cloud: string, routes: InternetRoute[]): Promise<void> {
  const result = await runIn(cloud, { node: true }, ["python3", "/opt/devcloud/internet/routes.py"], {
    input: JSON.stringify(routes),
  });
  if (result.code !== 0) throw new LocalCloudError(`the edge refused a route: ${result.stderr.trim()}`);
}
