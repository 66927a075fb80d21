import type { PlannedResource, StackPreview } from "../../infra/preview/planned-resource.ts";
import { judgedInputs } from "../../infra/preview/property-value.ts";
import { PLATFORM_STACK } from "../../infra/stack-names.ts";
import { comparedKindNames, comparedKinds, type ComparedKindName } from "./compared-kinds.ts";
import { ruleOf, ruleText } from "./configured-rule.ts";
import { textIn, type Entry, type QuotaService } from "./project-content.ts";

/** Something without a name, in words; `entry` is the API's where it stands. */
export interface Item {
  text: string;
  /** Name of the group of a rule. */
  group?: string;
  entry?: Entry;
}

/** What a project's configuration says, planned or found. */
export interface Configuration {
  /** Resources as Neutron shows them; in planned ones names stand for ids. */
  resources: Record<ComparedKindName, Entry[]>;
  rules: Item[];
  /** Where floating addresses lead to. */
  floatingAddresses: Item[];
  /** The subnets that a router is attached to. */
  routedSubnets: Item[];
  /** What is open to other projects (Neutron's RBAC policies). */
  shares: Item[];
}

/** What is planned of an agency beyond Neutron. */
export interface PlannedGovernance {
  /** Undefined where the project is not planned at all. */
  project: Entry | undefined;
  quotas: Partial<Record<QuotaService, Entry>>;
  deployer: Entry | undefined;
  /** `user deploy-stttt`, and the name of the role; undefined where any will do. */
  assignments: { subject: string; role: string | undefined }[];
}

/** All that is planned of an agency, whichever stacks make it. */
export interface PlannedAgency extends Configuration {
  governance: PlannedGovernance;
  servers: Entry[];
}

/** Types of the resources of the kinds that are compared by name. */
const TYPES: Record<ComparedKindName, string> = {
  network: "network:Network",
  subnet: "subnet:Subnet",
  port: "port:Port",
  "security group": "secGroup:SecGroup",
  router: "router:Router",
  "subnet pool": "subnetPool:SubnetPool",
};

const QUOTA_TYPES: Record<QuotaService, string> = {
  network: "networking/quotaV2:QuotaV2",
  compute: "compute/quotaSetV2:QuotaSetV2",
  "block-storage": "blockstorage/quoteSetV3:QuoteSetV3",
  "load-balancer": "loadbalancer/quota:Quota",
};

/** Who can have a role, by the type that makes them. */
const SUBJECTS = [
  ["user", "identity/user:User"],
  ["group", "identity/groupV3:GroupV3"],
] as const;

/** Fields of Neutron that are links, by the input that they come from and the type that it leads to. */
const LINKS = [
  ["network_id", "networkId", TYPES.network],
  ["subnet_id", "subnetId", TYPES.subnet],
  ["port_id", "portId", TYPES.port],
  ["security_group_id", "securityGroupId", TYPES["security group"]],
  ["remote_group_id", "remoteGroupId", TYPES["security group"]],
] as const;

/**
 * What the programs want of an agency, from the offline plans of its stack and of those that make its project; links
 * are by name, since ids are not known yet.
 */
export function plannedAgency(agency: string, plans: readonly StackPreview[]): PlannedAgency {
  const external = plans
    .filter(({ stack }) => stack === PLATFORM_STACK)
    .flatMap((plan) => planned(plan.resources).resources.network)
    .find((network) => network["router:external"] === true);
  return planned(
    plans.flatMap(({ stack, resources }) =>
      // Whatever stack holds them, the components that make an agency's project are called by its code.
      stack === agency ? resources : resources.filter(({ parent }) => parent?.endsWith(`::${agency}`)),
    ),
    external && textIn(external, "name"),
  );
}

/** What the programs want of what all agencies share. */
export function plannedPlatform(plan: StackPreview): Configuration {
  return planned(plan.resources);
}

function planned(resources: readonly PlannedResource[], externalNetwork?: string): PlannedAgency {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const made = (type: string): PlannedResource[] => resources.filter((each) => each.type === `openstack:${type}`);
  /** The resources of a type that an input was made from. */
  const linked = ({ propertyDependencies }: PlannedResource, input: string, type: string): PlannedResource[] =>
    (propertyDependencies[input] ?? [])
      .flatMap((urn) => byUrn.get(urn) ?? [])
      .filter((target) => target.type === `openstack:${type}`);
  const linkedNames = (resource: PlannedResource, input: string, type: string): string[] =>
    linked(resource, input, `networking/${type}`).map(nameOf).toSorted();
  /** The resources of a type of Neutron's as it will show them. */
  const ofType = (type: string, defaults: Entry = {}): Entry[] =>
    made(`networking/${type}`).map((resource) => {
      const { external, ...inputs } = inputsOf(resource);
      return {
        ...defaults,
        ...inputs,
        ...(external === undefined ? {} : { "router:external": external }),
        ...Object.fromEntries(LINKS.map(([field, input, target]) => [field, linkedNames(resource, input, target)[0]])),
        security_groups: linkedNames(resource, "securityGroupIds", TYPES["security group"]),
        name: nameOf(resource),
      };
    });

  const groups = ofType(TYPES["security group"]);
  const rules = ofType("secGroupRule:SecGroupRule").map((rule) => ruleItem(textIn(rule, "security_group_id"), rule));
  const [project] = made("identity/project:Project").map(entryOf);
  const [deployer] = made("identity/user:User").map(entryOf);
  return {
    resources: {
      ...(Object.fromEntries(
        comparedKindNames.map((kind) => [kind, ofType(TYPES[kind], comparedKinds[kind].defaults)]),
      ) as Record<ComparedKindName, Entry[]>),
      router: ofType(TYPES.router, comparedKinds.router.defaults).map((router) => withGateway(router, externalNetwork)),
    },
    rules: [...rules, ...groups.flatMap(defaultRules)],
    routedSubnets: ofType("routerInterface:RouterInterface")
      .map((each) => ({ text: textIn(each, "subnet_id") }))
      .filter(({ text }) => text !== ""),
    // No program of ours makes any.
    shares: [],
    floatingAddresses: ofType("floatingIp:FloatingIp").map((each) => ({
      text: `for port ${textIn(each, "port_id") || "none"}`,
    })),
    servers: made("compute/instance:Instance").map(entryOf),
    governance: {
      project,
      deployer,
      quotas: Object.fromEntries(
        Object.entries(QUOTA_TYPES).flatMap(([service, type]) => made(type).map((each) => [service, inputsOf(each)])),
      ),
      assignments: made("identity/roleAssignment:RoleAssignment").flatMap((assignment) =>
        SUBJECTS.flatMap(([kind, type]) =>
          linked(assignment, `${kind}Id`, type).map((subject) => ({
            subject: `${kind} ${nameOf(subject)}`,
            // The role's id is unknown offline; its name ends the assignment's.
            role: partOfName(subject.name, assignment.name),
          })),
        ),
      ),
    },
  };
}

/** The gateway as Neutron tells it; what is not planned of it is absent. */
function withGateway(router: Entry, network: string | undefined): Entry {
  const { external_network_id: given, enable_snat: snat, ...rest } = router;
  if (given === undefined) return { ...rest, external_gateway_info: null };
  return {
    ...rest,
    external_gateway_info: {
      ...(network === undefined ? {} : { network_id: network }),
      ...(snat === undefined ? {} : { enable_snat: snat }),
    },
  };
}

/** The two rules that Neutron puts into a group unless it is told otherwise: everything may go out. */
const defaultRules = (group: Entry): Item[] =>
  group["delete_default_rules"] === true
    ? []
    : ["IPv4", "IPv6"].map((ethertype) => ruleItem(textIn(group, "name"), { direction: "egress", ethertype }));

const ruleItem = (group: string, rule: Entry): Item => ({ text: ruleText(ruleOf(group, rule, asItIs)), group });

const partOfName = (whole: string, part: string): string | undefined =>
  part.startsWith(`${whole}-`) ? part.slice(whole.length + 1) : undefined;

const nameOf = ({ raw, name }: PlannedResource): string => textIn(judgedInputs(raw), "name") || name;

const inputsOf = ({ raw }: PlannedResource): Entry => snakeCased(judgedInputs(raw)) as Entry;

const entryOf = (resource: PlannedResource): Entry => ({ ...inputsOf(resource), name: nameOf(resource) });

/** Where a name already stands for an id. */
function asItIs(name: unknown): string {
  return typeof name === "string" ? name : "";
}

/** Inputs by the names of the APIs' fields; metadata keeps the keys that it was given. */
function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      key === "metadata" ? each : snakeCased(each),
    ]),
  );
}
