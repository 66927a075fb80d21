import { textOf } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { zonePlanOf } from "../plan-of.ts";
import type { AddressPlan } from "../plan.ts";
import { formatAddress } from "../prefixes/address.ts";
import { serverAddressesOf } from "../prefixes/interface-id.ts";
import { subnetPlanOf } from "../prefixes/subnet.ts";
import { addressFinding } from "./finding.ts";

/** A zone of the catalogue, as far as addresses go. */
export interface ZoneNibble {
  code: string;
  nibble: number;
  name: string;
}

/** Servers that want fixed addresses in the first subnet of a site's zone. */
export interface ServerHosts {
  site: string;
  name: string;
  zone: string;
  /** Host number of the first replica; replica n takes `host + n - 1`. */
  host: number;
  replicas: number;
}

/**
 * AP-10: one nibble names one zone, the same at every site. `before` has the nibbles by code as they were committed: a
 * zone that moves renumbers everyone in it.
 */
export function checkZones(zones: readonly ZoneNibble[], before: ReadonlyMap<string, number> = new Map()): Finding[] {
  const findings: Finding[] = [];
  const holders = new Map<number, string>();
  for (const { code, nibble } of zones) {
    const committed = before.get(code);
    if (committed !== undefined && committed !== nibble) {
      const found = `nibble 0x${nibble.toString(16)}`;
      const wanted = {
        en: `0x${committed.toString(16)}, as committed: its addresses at every site lie there`,
        vi: `0x${committed.toString(16)}, như đã phê duyệt: địa chỉ của vùng ở mọi đơn vị nằm ở đó`,
      };
      const fix = { en: "restore the nibble from git", vi: "hãy khôi phục nibble từ git" };
      findings.push(addressFinding("AP-10", code, { found, wanted, fix }));
    }
    const holder = holders.get(nibble);
    const fix = {
      en: "a nibble is for ever: give the newer zone a free one",
      vi: "nibble giữ nguyên mãi mãi: hãy cho vùng mới hơn một nibble còn trống",
    };
    if (!Number.isInteger(nibble) || nibble < 0 || nibble > 15) {
      findings.push(addressFinding("AP-10", code, { found: `nibble ${nibble}`, wanted: "0..15", fix }));
    } else if (holder !== undefined) {
      const found = {
        en: `nibble 0x${nibble.toString(16)}, which is ${holder}'s`,
        vi: `nibble 0x${nibble.toString(16)}, của vùng ${holder}`,
      };
      const wanted = { en: "a nibble of its own", vi: "một nibble riêng" };
      findings.push(addressFinding("AP-10", code, { found, wanted, fix }));
    } else holders.set(nibble, code);
  }
  return findings;
}

/** AP-18: each server's interface id comes from the plan, lies in the planned range, and is its own. */
export function checkServers(
  plan: AddressPlan,
  zones: readonly ZoneNibble[],
  servers: readonly ServerHosts[],
): Finding[] {
  const findings: Finding[] = [];
  const holders = new Map<string, string>();
  for (const { site, name, zone, host, replicas } of servers) {
    const sitePlan = plan.sites[site];
    const nibble = zones.find(({ code }) => code === zone)?.nibble;
    // A site without addresses or an unknown zone is the model's to report; there is nothing to number yet.
    if (!sitePlan || nibble === undefined) continue;
    const subnet = subnetPlanOf(zonePlanOf(sitePlan, zone, nibble), 0);
    for (let replica = 0; replica < replicas; replica++) {
      const server = replicas === 1 ? name : `${name}-${replica + 1}`;
      const fix = {
        en: `choose another host number for ${site}/${name}`,
        vi: `hãy chọn số thứ tự khác cho ${site}/${name}`,
      };
      try {
        const ipv6 = formatAddress(serverAddressesOf(subnet, host + replica).ipv6);
        const holder = holders.get(ipv6);
        if (holder !== undefined) {
          const found = {
            en: `host number ${host + replica} of server ${server} in zone ${zone}, which is ${holder}'s (${ipv6})`,
            vi: `số thứ tự ${host + replica} của máy chủ ${server} trong vùng ${zone}, đã thuộc ${holder} (${ipv6})`,
          };
          const wanted = { en: "a host number of its own", vi: "một số thứ tự riêng" };
          findings.push(addressFinding("AP-18", site, { found, wanted, fix }));
        }
        holders.set(ipv6, holder ?? server);
      } catch (error) {
        const { en, vi } = textOf(error);
        const found = {
          en: `server ${server} in zone ${zone}: ${en}`,
          vi: `máy chủ ${server} trong vùng ${zone}: ${vi}`,
        };
        const wanted = { en: "a host number of the planned range", vi: "số thứ tự trong khoảng quy hoạch" };
        findings.push(addressFinding("AP-18", site, { found, wanted, fix }));
      }
    }
  }
  return findings;
}
