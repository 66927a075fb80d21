import type { Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type ResourcePolicy, type Violation } from "../../policy.ts";
import { knownList, knownText, listOf, textOf } from "../../resources/inputs.ts";
import { keepsPortSecurity } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { DEFAULT_GROUP as DEFAULT } from "../../resources/security-group/default-rules.ts";
import { networkEntries, networkOfEntry } from "../../resources/server-networks.ts";
import { INSTANCE, PORT, SEC_GROUP } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

const WANTED: Text = { en: `security groups other than ${DEFAULT}`, vi: `nhóm bảo mật khác ${DEFAULT}` };

/** CMP-02. */
export const noDefaultSg: ResourcePolicy = {
  id: "CMP-02",
  slug: "no-default-sg",
  title: {
    en: "Servers and ports use security groups of their own",
    vi: "Máy chủ và cổng mạng dùng nhóm bảo mật riêng",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Neutron: members of the group default reach each other on every port, and out everywhere"],
  why: {
    en: "Members of the group named default reach each other on every port, and whoever joins it later joins all of them. With IPv6 there is no NAT in front of them either.",
    vi: "Thành viên của nhóm tên default đến được nhau trên mọi cổng, và ai vào nhóm sau cũng vào cùng tất cả. Với IPv6, phía trước cũng không có NAT.",
  },
  fix: { en: "make a security group for the zone and name it", vi: "tạo một nhóm bảo mật cho vùng và ghi tên nhóm đó" },
  check(resource) {
    if (resource.type === PORT) {
      return knownList(resource.inputs["securityGroupIds"]).includes(DEFAULT) ? [usesDefault(resource)] : [];
    }
    if (resource.type !== INSTANCE || !novaMakesPorts(resource)) return [];
    const groups = listOf(resource.inputs["securityGroups"]);
    if (groups === UNKNOWN) return [];
    return groups.includes(DEFAULT) ? [usesDefault(resource)] : [];
  },
  checkStack(resources) {
    const graph = graphOf(resources);
    return [
      ...graph.all(PORT).flatMap((port) => (readsDefault(port, graph) ? [usesDefault(port)] : [])),
      ...graph.all(INSTANCE).flatMap((server) => (getsDefault(server, graph) ? [namesNone(server)] : [])),
    ];
  },
};

/** True for a server that names no group for a port that Nova makes where groups count. */
function getsDefault(server: JudgedResource, graph: ResourceGraph): boolean {
  const groups = listOf(server.inputs["securityGroups"]);
  if (groups === UNKNOWN || groups.length > 0 || !novaMakesPorts(server)) return false;
  const entries = networkEntries(server).filter((entry) => textOf(entry["port"]) === undefined);
  return entries.length === 0 || entries.some((entry) => keepsPortSecurity(networkOfEntry(server, entry, graph)));
}

function namesNone(server: JudgedResource): Violation {
  return violation(noDefaultSg, server, {
    found: {
      en: `names no security group for the ports that Nova makes, which then get ${DEFAULT}`,
      vi: `không nêu nhóm bảo mật cho các cổng mạng do Nova tạo, nên chúng dùng ${DEFAULT}`,
    },
    wanted: WANTED,
    fix: {
      en: "name securityGroups, or attach the server by a port",
      vi: "ghi securityGroups, hoặc gắn máy chủ bằng một cổng mạng",
    },
  });
}

/**
 * Nova puts `securityGroups` on the ports that it makes itself, one for each network that is named, and for one of its
 * choice where none is; a port that is given brings its own, and the list is not looked at. False while a server's
 * networks cannot be known yet.
 */
function novaMakesPorts(server: JudgedResource): boolean {
  if (server.inputs["networks"] === UNKNOWN || knownText(server.inputs["networkMode"]) === "none") return false;
  const entries = networkEntries(server);
  return entries.length === 0 || entries.some((entry) => textOf(entry["port"]) === undefined);
}

function usesDefault(resource: JudgedResource): Violation {
  return violation(noDefaultSg, resource, {
    found: { en: `uses the security group ${DEFAULT}`, vi: `dùng nhóm bảo mật ${DEFAULT}` },
    wanted: WANTED,
  });
}

/** True when a port names the group by an id that the program looked up. */
function readsDefault(port: JudgedResource, graph: ResourceGraph): boolean {
  return knownList(port.inputs["securityGroupIds"]).some((id) => {
    const group = graph.nestedLink(port, "securityGroupIds", id, SEC_GROUP);
    return group.kind === "outside" && group.read !== undefined && knownText(group.read.inputs["name"]) === DEFAULT;
  });
}
