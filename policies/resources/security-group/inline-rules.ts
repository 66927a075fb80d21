import { UNKNOWN, type JudgedResource, type PolicyContext, type ResourcePolicy, type Violation } from "../../policy.ts";
import { parseCidr } from "../cidr.ts";
import { booleanOf, knownText, listOf, numberOf, recordOf, textOf } from "../inputs.ts";
import { COMPUTE_SEC_GROUP, SEC_GROUP, SEC_GROUP_RULE } from "../types.ts";

/**
 * Nova's old kind of security group has its rules inside. They are Neutron's all the same, so each is judged as a
 * SecGroupRule of its own, which stands for its group in findings.
 *
 * @returns the rules of a group of that kind; none for any other resource
 */
function inlineRules(group: JudgedResource): JudgedResource[] {
  if (group.type !== COMPUTE_SEC_GROUP) return [];
  const rules = listOf(group.inputs["rules"]);
  const { id, ...own } = group;
  return (rules === UNKNOWN ? [{}] : rules).map((rule, index) => ({
    ...own,
    type: SEC_GROUP_RULE,
    name: `${group.name} rules[${index}]`,
    inputs: { securityGroupId: id ?? UNKNOWN, ...inputsOf(recordOf(rule)) },
    propertyDependencies: {
      securityGroupId: [group.urn],
      remoteGroupId:
        booleanOf(recordOf(rule)?.["self"]) === true ? [group.urn] : (group.propertyDependencies["rules"] ?? []),
    },
  }));
}

/** The inputs of a SecGroupRule that mean the same; Nova's rules let in, and are of the family of their prefix. */
function inputsOf(rule: Record<string, unknown> | undefined): Record<string, unknown> {
  const prefix = textOf(rule?.["cidr"]);
  const self = booleanOf(rule?.["self"]);
  const from = self === true ? UNKNOWN : textOf(rule?.["fromGroupId"]);
  // What is not known yet leaves open which family it is of.
  if (rule === undefined || prefix === UNKNOWN || self === UNKNOWN || Object.keys(rule).length === 0)
    return { direction: "ingress", ethertype: UNKNOWN };
  const ipv6 = prefix !== undefined && parseCidr(prefix)?.family === 6;
  const protocol = knownText(rule["ipProtocol"])?.toLowerCase() ?? rule["ipProtocol"];
  const [min, max] = [rule["fromPort"], rule["toPort"]].map(portOf);
  return {
    direction: "ingress",
    ethertype: ipv6 ? "IPv6" : "IPv4",
    protocol: ipv6 && protocol === "icmp" ? "ipv6-icmp" : protocol,
    ...(min === undefined ? {} : { portRangeMin: min }),
    ...(max === undefined ? {} : { portRangeMax: max }),
    ...(from === undefined ? { remoteIpPrefix: prefix ?? "0.0.0.0/0" } : { remoteGroupId: from }),
  };
}

/** Nova writes -1 for every port and for every type of ICMP. */
function portOf(value: unknown): unknown {
  return value === -1 || value === "-1" ? undefined : numberOf(value);
}

/** The resources with groups of the old kind as Neutron's, their rules beside them; the very list where there is none. */
export function withInlineRules(resources: readonly JudgedResource[]): readonly JudgedResource[] {
  if (!resources.some(({ type }) => type === COMPUTE_SEC_GROUP)) return resources;
  return resources.flatMap((resource) =>
    resource.type === COMPUTE_SEC_GROUP ? [{ ...resource, type: SEC_GROUP }, ...inlineRules(resource)] : [resource],
  );
}

/** What a policy finds in one resource, and in the rules inside it. */
export function checkOne(policy: ResourcePolicy, resource: JudgedResource, context: PolicyContext): Violation[] {
  return [resource, ...inlineRules(resource)].flatMap((each) => policy.check(each, context));
}
