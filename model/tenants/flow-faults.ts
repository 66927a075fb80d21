import * as say from "../messages/agency.ts";
import type { Fault } from "../messages/fault.ts";
import type { ZoneFlow } from "../province.ts";
import type { Peer, Tenant } from "../tenant.ts";
import type { Text } from "../text.ts";
import { matrixSource, peerOf } from "./tenant-flows.ts";
import type { TenantView } from "./tenant-view.ts";

/** Faults of what an agency's file allows: zones that are not there, flows outside the province's matrix. */
export function flowFaults(
  { agency, tenant, province, file }: TenantView,
  tenants: ReadonlyMap<string, Tenant>,
): Fault[] {
  const zones = tenant.zones.map(({ code }) => code);
  return (agency.allow ?? []).flatMap(({ from, to, services }, index) => {
    const faults: Fault[] = [];
    const peer = peerOf(from);
    const at = ["allow", index];
    if (peer.kind === "zone" && !zones.includes(peer.zone)) {
      faults.push(file.fault([...at, "from"], "value", say.zoneNotInTenant(peer.zone, zones)));
    }
    if (!zones.includes(to)) faults.push(file.fault([...at, "to"], "value", say.zoneNotInTenant(to, zones)));
    if (peer.kind === "agency") {
      const other = tenants.get(peer.agency)?.zones.map(({ code }) => code);
      if (peer.agency === tenant.code) faults.push(file.fault([...at, "from", "agency"], "value", say.peerIsSelf()));
      else if (other && !other.includes(peer.zone)) {
        faults.push(file.fault([...at, "from", "zone"], "value", say.peerHasNoZone(peer.agency, peer.zone, other)));
      }
    }
    if (faults.length > 0) return faults;

    const outgoing = province.flows.filter((flow) => flow.from === matrixSource(peer));
    const allowed = servicesTo(outgoing, to);
    if (allowed.length === 0) {
      const targets = [...new Set(outgoing.map((flow) => flow.to))];
      return [file.fault([...at, "to"], "value", say.flowNotInMatrix(nameOf(peer), to, targets))];
    }
    services.forEach((service, place) => {
      if (allowed.includes(service)) return;
      const finding = say.serviceNotInMatrix(service, nameOf(peer), to, allowed);
      faults.push(file.fault([...at, "services", place], "value", finding));
    });
    if (peer.kind === "internet" && !tenant.servers.some(({ zone, publish }) => zone === to && publish)) {
      faults.push(file.fault([...at, "to"], "value", say.nothingPublished(to)));
    }
    return faults;
  });
}

function servicesTo(flows: readonly ZoneFlow[], to: string): string[] {
  return [...new Set(flows.filter((flow) => flow.to === to).flatMap(({ services }) => services))].toSorted();
}

function nameOf(peer: Peer): Text {
  if (peer.kind === "internet") return { en: "the Internet", vi: "Internet" };
  if (peer.kind === "zone") return { en: peer.zone, vi: peer.zone };
  return { en: "another agency", vi: "cơ quan khác" };
}
