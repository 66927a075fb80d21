import { ref, type Draft } from "../examples/drafts.ts";
import { SEC_GROUP } from "../resources/types.ts";
import { change } from "./change-drafts.ts";
import { compliantTenant } from "./compliant-tenant.ts";

/** The drafts with a second group `standing` on both servers' ports, which has the compliant tenant's rules `moved`. */
export function withStanding(drafts: readonly Draft[], ...moved: string[]): Draft[] {
  const rules = compliantTenant().filter(({ name }) => moved.includes(name));
  const all = [
    ...drafts,
    { type: SEC_GROUP, name: "standing", inputs: { deleteDefaultRules: true } },
    ...rules.map((rule) => ({ ...rule, inputs: { ...rule.inputs, securityGroupId: ref("standing") } })),
  ];
  return ["web-1-port", "web-2-port"].reduce<Draft[]>(
    (changed, port) => change(changed, port, { securityGroupIds: [ref("web"), ref("standing")] }),
    all,
  );
}
