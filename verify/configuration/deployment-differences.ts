import type { AddressPlan } from "../../address-plan/plan.ts";
import { serverHasIpv4 } from "../../infra/tenant/tenant-facts.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import { inBoth, type Text } from "../../model/text.ts";
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
  const up = `npx province up ${code}`;
  if (deployed === undefined) {
    return [
      difference("VER-16", code, {
        en: `${code}: the stack is not up. Run: ${up}`,
        vi: `${code}: stack chưa được dựng. Hãy chạy: ${up}`,
      }),
    ];
  }
  const planned = plannedServers(province, plan, tenant);
  const left = Object.keys(deployed.servers).filter((name) => !planned.some((server) => server.name === name));
  const fault = (check: CheckId, name: string, what: Text): Finding =>
    difference(
      check,
      `${code}/${name}`,
      inBoth((language) => `${code}/${name}: ${what[language]}`),
    );
  return [
    ...left.map((name) =>
      fault("VER-16", name, {
        en: `is deployed and not in ${source}`,
        vi: `đã triển khai nhưng không có trong ${source}`,
      }),
    ),
    ...planned.flatMap((server) => {
      const { name, zone, ipv6 } = server;
      const there = deployed.servers[name];
      if (there === undefined) {
        return [
          fault("VER-16", name, {
            en: `is in ${source} and not deployed. Run: ${up}`,
            vi: `có trong ${source} nhưng chưa triển khai. Hãy chạy: ${up}`,
          }),
        ];
      }
      const faults: Finding[] = [];
      if (there.zone !== zone) {
        faults.push(
          fault("VER-16", name, {
            en: `is deployed in zone ${there.zone}; the YAML has ${zone}`,
            vi: `đã triển khai ở vùng ${there.zone}; YAML ghi ${zone}`,
          }),
        );
      }
      if (there.ipv6 !== ipv6) {
        faults.push(fault("VER-05", name, deployedWith(there.ipv6, ipv6)));
      }
      const wantedIpv4 = serverHasIpv4(tenant, zone, there.ipv4) ? server.ipv4 : undefined;
      if (there.ipv4 !== wantedIpv4) {
        faults.push(fault("VER-05", name, deployedWith(there.ipv4, wantedIpv4)));
      }
      const published = server.publish && wantedIpv4 !== undefined && there.ipv4 !== undefined;
      if (published !== (there.floating !== undefined)) {
        const { floating } = there;
        faults.push(
          fault("VER-16", name, {
            en: `has ${floating ?? "no floating address"}; the YAML wants ${published ? "one" : "none"}`,
            vi: `${floating === undefined ? "không có địa chỉ nổi" : `có ${floating}`}; theo YAML thì ${published ? "cần một" : "không"}`,
          }),
        );
      }
      return faults;
    }),
  ];
}

function deployedWith(has: string | undefined, wanted: string | undefined): Text {
  const [none, without] = ["no IPv4 address", "không có địa chỉ IPv4"];
  return {
    en: `is deployed with ${has ?? none}; the plan has ${wanted ?? none}`,
    vi: `đã triển khai với ${has ?? without}; quy hoạch ghi ${wanted ?? without}`,
  };
}
