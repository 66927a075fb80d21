import { runTool, type ToolResult } from "../../engine/host/tool.ts";
import { runIn } from "../../local-cloud/cloud.ts";
import type { Place } from "../../local-cloud/types.ts";
import type { DeployedTenant } from "../deployed/deployed-tenant.ts";
import type { Source } from "../expected/probe.ts";

/** For the probes of one place, all at the same time. */
const TIMEOUT_MS = 120_000;

/** A place that packets can be sent from, and commands run in. */
export interface Vantage {
  run(argv: string[], input: string): Promise<ToolResult>;
}

/** Vantage points of a run by source; undefined where there is none. */
export type VantageOf = (source: Source) => Vantage | undefined;

/**
 * Vantage points of a local cloud: its Internet, and every deployed server. A command that waits for cloud-init may take
 * `patience` seconds before its own work.
 */
export function localCloudVantages(
  cloud: string,
  deployed: Record<string, DeployedTenant>,
  patience: number,
): VantageOf {
  const timeoutMs = patience * 1000 + TIMEOUT_MS;
  const at = (place: Place): Vantage => ({ run: (argv, input) => runIn(cloud, place, argv, { input, timeoutMs }) });
  return (source) => {
    if (source.kind === "internet") return at({ internet: true });
    const server = deployed[source.agency]?.servers[source.server]?.instanceId;
    return server === undefined ? undefined : at({ server });
  };
}

/** The only vantage point that a cloud of somebody else leaves: this host, as one of the Internet's. */
export const outsideVantage: VantageOf = (source) => (source.kind === "internet" ? thisHost : undefined);

const thisHost: Vantage = {
  run: ([program = "", ...args], input) => runTool(program, args, { input, timeoutMs: TIMEOUT_MS }),
};
