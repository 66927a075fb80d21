import type { AddressPlan } from "../../address-plan/plan.ts";
import { serverHasIpv4 } from "../../infra/tenant/tenant-facts.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import type { Finding } from "../../policies/policy.ts";
import type { DeployedTenant } from "../deployed/deployed-tenant.ts";
import { plannedServers } from "../expected/planned-server.ts";
import { difference } from "../finding.ts";

/** Differences between the YAML and what the stack's outputs say: servers missing or left over, other addresses. */
export function deploymentDifferences(
  province: Province,
  plan: AddressPlan,
  tenant: Tenant,
  deployed: DeployedTenant | undefined,
): Finding[] {
  if (deployed === undefined) {
    return [
      difference("VER-16", tenant.code, `${tenant.code}: the stack is not up. Run: npx province up ${tenant.code}`),
    ];
  }
  const planned = plannedServers(province, plan, tenant);
  const left = Object.keys(deployed.servers).filter((name) => !planned.some((server) => server.name === name));
  return [
    ...left.map((name) =>
      difference("VER-16", `${tenant.code}/${name}`, `${tenant.code}/${name}: is deployed and not in ${tenant.source}`),
    ),
    ...planned.flatMap((server) => {
      const place = `${tenant.code}/${server.name}`;
      const there = deployed.servers[server.name];
      if (there === undefined) {
        return [
          difference(
            "VER-16",
            place,
            `${place}: is in ${tenant.source} and not deployed. Run: npx province up ${tenant.code}`,
          ),
        ];
      }
      const faults: Finding[] = [];
      if (there.zone !== server.zone) {
        faults.push(
          difference("VER-16", place, `${place}: is deployed in zone ${there.zone}; the YAML has ${server.zone}`),
        );
      }
      if (there.ipv6 !== server.ipv6) {
        faults.push(
          difference("VER-05", place, `${place}: is deployed with ${there.ipv6}; the plan has ${server.ipv6}`),
        );
      }
      const wantedIpv4 = serverHasIpv4(tenant, server.zone, there.ipv4) ? server.ipv4 : undefined;
      if (there.ipv4 !== wantedIpv4) {
        const [has, wanted] = [there.ipv4, wantedIpv4].map((address) => address ?? "no IPv4 address");
        faults.push(difference("VER-05", place, `${place}: is deployed with ${has}; the plan has ${wanted}`));
      }
      const published = server.publish && wantedIpv4 !== undefined && there.ipv4 !== undefined;
      if (published !== (there.floatingIpv4 !== undefined)) {
        const [has, wanted] = [there.floatingIpv4 ?? "no floating address", published ? "one" : "none"];
        faults.push(difference("VER-16", place, `${place}: has ${has}; the YAML wants ${wanted}`));
      }
      return faults;
    }),
  ];
}
