import type { AddressPlan } from "../../address-plan/plan.ts";
import { serverHasIpv4 } from "../../infra/tenant/tenant-facts.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import type { Finding } from "../../policies/policy.ts";
import type { DeployedTenant } from "../deployed/deployed-tenant.ts";
import { plannedServers } from "../expected/planned-server.ts";
import { difference, type CheckId } from "../finding.ts";

/** Differences between the YAML and what the stack's outputs say: servers missing or left over, other addresses. */
export function deploymentDifferences(
  province: Province,
  plan: AddressPlan,
  tenant: Tenant,
  deployed: DeployedTenant | undefined,
): Finding[] {
  const { code, source } = tenant;
  if (deployed === undefined) {
    return [difference("VER-16", code, `${code}: the stack is not up. Run: npx province up ${code}`)];
  }
  const planned = plannedServers(province, plan, tenant);
  const left = Object.keys(deployed.servers).filter((name) => !planned.some((server) => server.name === name));
  const fault = (check: CheckId, name: string, what: string): Finding =>
    difference(check, `${code}/${name}`, `${code}/${name}: ${what}`);
  return [
    ...left.map((name) => fault("VER-16", name, `is deployed and not in ${source}`)),
    ...planned.flatMap((server) => {
      const { name, zone, ipv6 } = server;
      const there = deployed.servers[name];
      if (there === undefined) {
        return [fault("VER-16", name, `is in ${source} and not deployed. Run: npx province up ${code}`)];
      }
      const faults: Finding[] = [];
      if (there.zone !== zone) {
        faults.push(fault("VER-16", name, `is deployed in zone ${there.zone}; the YAML has ${zone}`));
      }
      if (there.ipv6 !== ipv6) {
        faults.push(fault("VER-05", name, `is deployed with ${there.ipv6}; the plan has ${ipv6}`));
      }
      const wantedIpv4 = serverHasIpv4(tenant, zone, there.ipv4) ? server.ipv4 : undefined;
      if (there.ipv4 !== wantedIpv4) {
        const [has, wanted] = [there.ipv4, wantedIpv4].map((address) => address ?? "no IPv4 address");
        faults.push(fault("VER-05", name, `is deployed with ${has}; the plan has ${wanted}`));
      }
      const published = server.publish && wantedIpv4 !== undefined && there.ipv4 !== undefined;
      if (published !== (there.floating !== undefined)) {
        const [has, wanted] = [there.floating ?? "no floating address", published ? "one" : "none"];
        faults.push(fault("VER-16", name, `has ${has}; the YAML wants ${wanted}`));
      }
      return faults;
    }),
  ];
}
