import type { JudgedResource, PlannedStep, PolicyContext } from "../../policy.ts";
import { numberOf } from "../../resources/inputs.ts";
import { familyOf } from "../../resources/network-families.ts";
import { isStateful } from "../../resources/stateful.ts";
import * as type from "../../resources/types.ts";
import { parseUrn } from "../../urn.ts";
import type { Fault } from "../../violation.ts";
import { isVerified } from "./evidence.ts";

/** A resource that an update deletes or replaces and should not, for LIF-03. */
export interface DestructiveStep {
  resource: JudgedResource;
  fault: Fault;
}

const REPLACES: readonly string[] = ["replace", "create-replacement", "delete-replaced"];

/** What carries IPv4 traffic or is reached over it. */
const IN_THE_PATH: readonly string[] = [
  type.NETWORK,
  type.SUBNET,
  type.ROUTER,
  type.ROUTER_INTERFACE,
  type.PORT,
  type.INSTANCE,
  type.FLOATING_IP,
  type.COMPUTE_FLOATING_IP,
  type.LOAD_BALANCER,
];

/** What goes away with IPv4 itself once the system is verified. */
const IPV4_ALONE: readonly string[] = [type.SUBNET, type.ROUTER_INTERFACE, type.FLOATING_IP, type.COMPUTE_FLOATING_IP];

function asResource({ urn, address, inputs = {} }: PlannedStep): JudgedResource {
  const { type: token, name } = parseUrn(urn);
  const known = address === undefined ? {} : { address };
  return { urn, type: token, name, ...known, inputs, propertyDependencies: {}, protect: false };
}

/** True when the update brings IPv6 somewhere: an IPv6 subnet is made. */
function enablesIpv6(steps: readonly { step: PlannedStep; resource: JudgedResource }[]): boolean {
  return steps.some(
    ({ step, resource }) =>
      step.op === "create" && resource.type === type.SUBNET && numberOf(resource.inputs["ipVersion"]) === 6,
  );
}

/**
 * The half of LIF-03 that needs to know what an update does: the steps that delete or replace
 * - what IPv4 runs over, in an update that enables IPv6 or moves the system to another stage (R1-13);
 * - what holds data, in production, in any update.
 * Once a system is verified its IPv4 subnets and addresses may go; a retired one may lose everything.
 *
 * @returns them in the order of the steps, one for each resource.
 */
export function destructiveSteps(steps: readonly PlannedStep[], context: PolicyContext): DestructiveStep[] {
  const { lifecycle } = context;
  if (lifecycle?.stage === "retired") return [];
  const planned = steps.map((step) => ({ step, resource: asResource(step) }));
  const stageMoves = lifecycle?.previous !== undefined && lifecycle.previous !== lifecycle.stage;
  const why = stageMoves
    ? {
        en: `while the stack goes from stage ${lifecycle.previous} to ${lifecycle.stage}`,
        vi: `trong khi stack đi từ bước ${lifecycle.previous} sang ${lifecycle.stage}`,
      }
    : enablesIpv6(planned)
      ? { en: "in an update that enables IPv6", vi: "trong một lần cập nhật bật IPv6" }
      : undefined;
  const verified = lifecycle !== undefined && isVerified(lifecycle);
  const seen = new Set<string>();
  return planned.flatMap(({ step, resource }) => {
    const replaces = REPLACES.includes(step.op);
    if ((!replaces && step.op !== "delete") || seen.has(step.urn)) return [];
    const holdsData = context.environment === "production" && isStateful(resource);
    const carriesIpv4 = why !== undefined && IN_THE_PATH.includes(resource.type) && !isIpv6Subnet(resource);
    if (!holdsData && (!carriesIpv4 || (verified && !replaces && IPV4_ALONE.includes(resource.type)))) return [];
    seen.add(step.urn);
    const when = why ?? { en: "in production", vi: "ở môi trường production" };
    const found = {
      en: `would be ${replaces ? "replaced" : "deleted"} ${when.en}`,
      vi: `sẽ bị ${replaces ? "thay thế" : "xóa"} ${when.vi}`,
    };
    const wanted = holdsData
      ? { en: "what holds data to stay", vi: "giữ nguyên những gì chứa dữ liệu" }
      : { en: "only additions until the system is verified", vi: "chỉ thêm vào cho đến khi hệ thống được xác nhận" };
    const fix = {
      en: "leave the resource as it is and add beside it, or do this in an update of its own",
      vi: "để tài nguyên như cũ và thêm cái mới bên cạnh, hoặc làm việc này trong một lần cập nhật riêng",
    };
    return [{ resource, fault: { found, wanted, fix } }];
  });
}

function isIpv6Subnet(resource: JudgedResource): boolean {
  return resource.type === type.SUBNET && familyOf(resource) === 6;
}
