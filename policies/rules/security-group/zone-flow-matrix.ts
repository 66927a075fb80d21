import { listed, type Text } from "../../messages/text.ts";
import { compare } from "../../order.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { liesIn, type Cidr } from "../../resources/cidr.ts";
import { booleanOf, tagOf, textOf } from "../../resources/inputs.ts";
import { cidrOf } from "../../resources/network-families.ts";
import { graphOf, resourceOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { rulesOf } from "../../resources/security-group/address-group.ts";
import { FlowMatrix } from "../../resources/security-group/flow-matrix.ts";
import { remoteOf, showRemote } from "../../resources/security-group/remote.ts";
import { showTraffic, type Rule } from "../../resources/security-group/rule.ts";
import { NETWORK, SEC_GROUP, SEC_GROUP_RULE } from "../../resources/types.ts";
import { isOwnedByNobody } from "../../resources/well-known-addresses.ts";
import { zoneHolding, zonesWithin } from "../../resources/zones.ts";
import { distinct, violation } from "../../violation.ts";

/**
 * SEC-10. First half: the zones that the security level asks for exist among the stack's networks and those that the
 * data centre lends; a stack without networks is not judged. Second half: what a rule opens is a flow of the matrix. A
 * group's zone is its tag `zone`; ICMP is SEC-05's and SEC-06's.
 */
export const zoneFlowMatrix: StackPolicy = {
  id: "SEC-10",
  slug: "zone-flow-matrix",
  title: {
    en: "Zones exist as the level asks, and only listed flows go between them",
    vi: "Có đủ các vùng theo cấp độ, và giữa các vùng chỉ có những luồng đã liệt kê",
  },
  kind: "stack",
  level: "mandatory",
  serves: ["R1-16", "TT 12/2022/TT-BTTTT II.1a"],
  source: ["TT 12/2022/TT-BTTTT, Annexes I to V, II.1a (minimum zones)", "modelled on CV 273/BTTTT-CBĐTƯ"],
  why: {
    en: "Zones are only worth something if the ways between them are few and known: a desktop that reaches the database makes the application server's checks pointless. What nobody listed is a way that nobody watches.",
    vi: "Vùng chỉ có ý nghĩa khi đường đi giữa các vùng ít và được biết: máy trạm đến được cơ sở dữ liệu khiến việc kiểm soát ở máy chủ ứng dụng vô nghĩa. Luồng không ai liệt kê là đường không ai trông.",
  },
  fix: {
    en: "take the rule out, or have the flow listed: in the matrix of zones, or under allow in the agency's file",
    vi: "bỏ quy tắc đó, hoặc xin liệt kê luồng: trong ma trận luồng giữa các vùng, hoặc dưới allow trong tệp của cơ quan",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    return [...checkZones(graph, context), ...checkFlows(graph, context)];
  },
};

function checkZones(graph: ResourceGraph, context: PolicyContext): Violation[] {
  const { requiredZones, providedZones = [], securityLevel } = context;
  if (!requiredZones || context.platform) return [];
  const networks = graph.all(NETWORK).filter((network) => booleanOf(network.inputs["external"]) !== true);
  const present = new Set(providedZones);
  for (const network of networks) {
    const zones = zonesOf(network, graph, context);
    if (zones === UNKNOWN) return [];
    for (const zone of zones) present.add(zone);
  }
  const missing = requiredZones.filter((zone) => !present.has(zone));
  const [bearer] = networks.toSorted((a, b) => compare(a.urn, b.urn));
  if (!bearer || missing.length === 0) return [];
  const level =
    securityLevel === undefined
      ? { en: "its security level", vi: "cấp độ của nó" }
      : { en: `security level ${securityLevel}`, vi: `cấp độ ${securityLevel}` };
  const found = {
    en: `belongs to a stack without ${missing.length === 1 ? "the zone" : "the zones"} ${listed(missing).en}`,
    vi: `thuộc một stack không có vùng ${listed(missing).vi}`,
  };
  const wanted = {
    en: `the zones ${listed(requiredZones).en} at ${level.en}, of its own or of its data centre`,
    vi: `các vùng ${listed(requiredZones).vi} ở ${level.vi}, của chính nó hoặc của trung tâm dữ liệu`,
  };
  const fix = { en: "add a network for each missing zone", vi: "thêm một mạng cho mỗi vùng còn thiếu" };
  return [violation(zoneFlowMatrix, bearer, { found, wanted, fix })];
}

/** Zones that a network stands in, by its tag, else by where its subnets lie. */
function zonesOf(network: JudgedResource, graph: ResourceGraph, context: PolicyContext): string[] | typeof UNKNOWN {
  const tag = tagOf(network, "zone");
  if (tag === UNKNOWN) return UNKNOWN;
  if (tag !== undefined) return [tag];
  if (graph.perhapsSubnetsOf(network).length > 0) return UNKNOWN;
  const zones: string[] = [];
  for (const subnet of graph.subnetsOf(network)) {
    const cidr = cidrOf(subnet);
    if (!cidr && textOf(subnet.inputs["cidr"]) === UNKNOWN) return UNKNOWN;
    const zone = cidr && zoneHolding(context, cidr);
    if (zone !== undefined) zones.push(zone);
  }
  return zones;
}

function checkFlows(graph: ResourceGraph, context: PolicyContext): Violation[] {
  if (!context.flows) return [];
  const matrix = new FlowMatrix(context.flows);
  return graph.all(SEC_GROUP_RULE).flatMap((resource) => {
    const own = zoneOfGroup(resource, "securityGroupId", graph);
    if (own === undefined) return [];
    const rules = (rulesOf(resource, graph) ?? []).filter(({ protocol }) => protocol !== "icmp");
    return distinct(rules.flatMap((rule) => checkRule(rule, own, matrix, context, graph)));
  });
}

function zoneOfGroup(rule: JudgedResource, property: string, graph: ResourceGraph): string | undefined {
  const group = resourceOf(graph.link(rule, property, SEC_GROUP));
  const zone = group && tagOf(group, "zone");
  return zone === UNKNOWN ? undefined : zone;
}

function checkRule(
  rule: Rule,
  own: string,
  matrix: FlowMatrix,
  context: PolicyContext,
  graph: ResourceGraph,
): Violation[] {
  const ingress = rule.direction === "ingress";
  const peers = peersOf(rule, context, graph);
  const allowed = (peer: string) =>
    ingress ? matrix.allows(peer, own, rule) : matrix.allows(own, peer, rule) || !isJudgedTarget(peer, matrix);
  const denied = peers.every.filter((peer) => !allowed(peer));
  const nowhere = ingress && peers.some.length > 0 && !peers.some.some(allowed);
  if (denied.length === 0 && !nowhere) return [];
  const whom = denied.length === 0 ? showRemote(rule) : listed(denied.map(showPlace));
  const traffic = showTraffic(rule);
  const found = ingress
    ? {
        en: `lets in ${traffic.en} from ${whom.en} to zone ${own}`,
        vi: `cho vào ${traffic.vi} từ ${whom.vi} đến vùng ${own}`,
      }
    : {
        en: `lets out ${traffic.en} from zone ${own} to ${whom.en}`,
        vi: `cho ra ${traffic.vi} từ vùng ${own} đến ${whom.vi}`,
      };
  const flows = listed(ingress ? matrix.sourcesOf(own) : matrix.targetsOf(own));
  const wanted = {
    en: `a flow of the matrix: ${ingress ? "to" : "from"} ${own}, ${flows.en}`,
    vi: `một luồng của ma trận: ${ingress ? "đến" : "từ"} ${own}, ${flows.vi}`,
  };
  return [violation(zoneFlowMatrix, rule.resource, { found, wanted })];
}

/** Where nothing is listed towards the Internet or other agencies, their side of the matrix is not ours to judge. */
function isJudgedTarget(peer: string, matrix: FlowMatrix): boolean {
  return (peer !== "internet" && peer !== "agency") || matrix.governs(peer);
}

function showPlace(place: string): Text {
  if (place === "internet") return { en: "the Internet", vi: "Internet" };
  return place === "agency"
    ? { en: "other agencies", vi: "các cơ quan khác" }
    : { en: `zone ${place}`, vi: `vùng ${place}` };
}

/** Places that a rule's other end covers: each of `every` must be allowed, and one of `some`. */
interface Peers {
  every: string[];
  some: string[];
}

const NOBODY: Peers = { every: [], some: [] };
/** What a prefix outside the province may be; only who wrote the rule knows which. */
const OUTSIDE: readonly string[] = ["internet", "agency", "partner", "wan"];

function peersOf(rule: Rule, context: PolicyContext, graph: ResourceGraph): Peers {
  const remote = remoteOf(rule);
  if (remote.kind === "any") return { every: ["internet"], some: [] };
  if (remote.kind === "prefix") return placesIn(remote.cidr, context);
  if (remote.kind === "group") {
    const zone = zoneOfGroup(rule.resource, "remoteGroupId", graph);
    if (zone !== undefined) return { every: [zone], some: [] };
  }
  return NOBODY;
}

/** Which zones of the agency, or which places beyond it, a prefix covers. */
function placesIn(cidr: Cidr, context: PolicyContext): Peers {
  if (isOwnedByNobody(cidr)) return NOBODY;
  const inside = zoneHolding(context, cidr);
  if (inside !== undefined) return { every: [inside], some: [] };
  const covered = zonesWithin(context, cidr);
  if (covered.length > 0) return { every: covered, some: [] };
  const { ipv4 = [], ipv6 = [] } = context.aggregates ?? {};
  if (liesIn([...ipv4, ...ipv6], cidr)) return { every: ["agency"], some: [] };
  return { every: [], some: [...OUTSIDE] };
}
