import { type CloudConfig, cloudConfig } from "../../openstack/cloud-config.ts";
import { type ResourceState, revealed } from "../checkpoint.ts";

/**
 * The cloud of a provider in state that was exported with its secrets.
 *
 * @param reference - the provider's URN, `::`, and its id, as a resource names it
 * @throws CloudApiError where the environment, over which explicit credentials win, names no cloud
 */
export function providerCloud(
  resources: readonly ResourceState[],
  reference: string,
  { env, cwd }: { env: Record<string, string>; cwd: string },
): CloudConfig {
  const provider = resources.find((r) => `${r.urn}::${r.id}` === reference);
  return cloudConfig(env, { provider: revealed(provider?.inputs ?? {}) as Record<string, unknown>, cwd });
}
