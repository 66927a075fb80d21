import { bothOf, type Text } from "../policies/messages/text.ts";
import type { Finding } from "../policies/policy.ts";

/** What a verification can find; docs/proof.md has a paragraph on each. */
export const checks = {
  "VER-01": "a connection that the YAML allows does not get through",
  "VER-02": "a connection that the YAML does not allow gets through",
  "VER-03": "a dropped connection proves nothing: there is no way to the target",
  "VER-04": "the two families differ",
  "VER-05": "a server's addresses are not those of the plan",
  "VER-06": "a server's default routes are not right in both families",
  "VER-07": "a server's resolvers are not those of the environment",
  "VER-08": "a server's MTU is not the network's",
  "VER-09": "the metadata service does not answer a server as it should",
  "VER-10": "cloud-init did not finish, or with errors",
  "VER-11": "a server's host name is not its own",
  "VER-12": "a security group or rule is not the planned one",
  "VER-13": "a network, subnet, pool, router or its interface or route is not the planned one, or open to others",
  "VER-14": "a port or floating address is not the planned one",
  "VER-15": "a resource lies in the wrong project, has other tags than planned, or is nobody's",
  "VER-16": "what is deployed is not what the YAML has",
  "VER-17": "a part of the proof could not be tried",
  "VER-18": "a server is not the planned one, or not there",
  "VER-19": "a quota is not the planned one",
  "VER-20": "who works in a project is not as planned",
} as const;

export type CheckId = keyof typeof checks;

/** A difference between the YAML and the cloud. `resource` is a server (`stttt/web-1`) or a cloud resource in words. */
export function difference(policy: CheckId, resource: string, message: string | Text): Finding {
  return { policy, level: "mandatory", resource, message: bothOf(message) };
}
