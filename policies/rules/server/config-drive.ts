import { UNKNOWN, type JudgedResource, type PolicyContext, type ResourcePolicy } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { INSTANCE } from "../../resources/types.ts";
import { isV6Only } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";

/** CMP-04. */
export const configDrive: ResourcePolicy = {
  id: "CMP-04",
  slug: "config-drive",
  title: "A server without IPv4 reads its metadata from a config drive",
  kind: "resource",
  level: "remediate",
  serves: ["R1-40"],
  source: [
    "Neutron administration guide, IPv6: config drive for IPv6-only guests",
    "Nova metadata guide: fe80::a9fe:a9fe since Victoria",
  ],
  why: "A server without IPv4 can't reach Nova's metadata service at 169.254.169.254 and would boot without keys and user data. A config drive needs no network.",
  fix: "set configDrive: true",
  check(server, context) {
    if (!needsDrive(server, context)) return [];
    const given = booleanOf(server.inputs["configDrive"]) === false ? "has configDrive false" : "has no config drive";
    return [
      violation(configDrive, server, { found: `${given} on an IPv6-only network`, wanted: "configDrive: true there" }),
    ];
  },
  remediate(server, context) {
    return needsDrive(server, context) ? { ...server.inputs, configDrive: true } : undefined;
  },
};

function needsDrive(server: JudgedResource, context: PolicyContext): boolean {
  if (server.type !== INSTANCE || !isV6Only(server, context)) return false;
  const drive = booleanOf(server.inputs["configDrive"]);
  return drive !== UNKNOWN && drive !== true;
}
