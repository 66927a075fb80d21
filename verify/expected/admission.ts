import type { Province } from "../../model/province.ts";
import type { Tenant, TenantFlow } from "../../model/tenant.ts";
import { asText, type Text } from "../../model/text.ts";
import type { Family } from "./probe.ts";

/** A server as the rules of both sides see it. */
export interface Place {
  agency: string;
  zone: string;
  /** It has a floating IPv4 address, and leaves its router with that address as source. */
  floating: boolean;
}

/** What a source may open at a target. */
export interface Admission {
  /** The flow that allows a TCP port, in words; undefined when none does. */
  tcp(port: number): Text | undefined;
  /** The same for ICMP echo: it goes with the flows, whichever their services are. */
  echo: Text | undefined;
  /** Why the rest is dropped. */
  refusal: Text;
}

/** What of a world of tenants decides who may talk to whom. */
export interface Rulebook {
  province: Province;
  /** Every tenant of the repository, by code: others' flows open this one's way out. */
  tenants: Record<string, Tenant>;
}

/**
 * What `source` (the Internet when undefined) may open at `target`, from the flows of the YAML alone: the target's
 * flows let in, the source's let out, and a connection needs both. Derived without looking at the security groups that
 * the toolkit makes of the same flows: the proof would otherwise repeat their mistakes.
 */
export function admissionOf(book: Rulebook, source: Place | undefined, target: Place, family: Family): Admission {
  const receiving = book.tenants[target.agency]?.flows.filter((flow) => flow.to === target.zone) ?? [];
  const lettingIn = receiving.filter((flow) => comesFrom(flow, source, target, family));
  const lettingOut = source === undefined ? lettingIn : receiving.filter((flow) => mayLeave(flow, source, target));
  const admitted = (flows: readonly TenantFlow[], port: number): TenantFlow | undefined =>
    flows.find((flow) => flow.services.some((name) => offersTcp(book.province, name, port)));
  return {
    tcp: (port) => {
      const flow = admitted(lettingIn, port);
      return flow === undefined || admitted(lettingOut, port) === undefined ? undefined : flowText(flow);
    },
    echo: lettingIn[0] === undefined || lettingOut.length === 0 ? undefined : flowText(lettingIn[0]),
    refusal: refusalOf(source, target, lettingIn, lettingOut, receiving, family),
  };
}

/** True when the target's security group lets the source in by this flow. */
function comesFrom({ from }: TenantFlow, source: Place | undefined, target: Place, family: Family): boolean {
  if (from.kind === "internet") return true;
  if (from.kind === "zone") return source?.agency === target.agency && source.zone === from.zone;
  // Neutron rewrites the source of a server with a floating address on its way out of the router, so that the
  // receiving rule, which names the zone's own prefix, does not know it; IPv6 has no such rewriting.
  const known = !(family === 4 && source?.floating === true);
  return source?.agency === from.agency && source.zone === from.zone && known;
}

/** True when the source's security group lets it out to the target by this flow; `internet` flows open nobody's way out. */
const mayLeave = (flow: TenantFlow, source: Place, target: Place): boolean =>
  flow.from.kind === "zone"
    ? source.agency === target.agency && source.zone === flow.from.zone
    : flow.from.kind === "agency" && source.agency === flow.from.agency && source.zone === flow.from.zone;

const offersTcp = (province: Province, service: string, port: number): boolean =>
  province.services[service]?.ports.some(
    (range) => range.protocol === "tcp" && range.port <= port && port <= range.portTo,
  ) ?? false;

const ORIGINS: Readonly<Record<TenantFlow["origin"], string>> = { standard: "theo chuẩn", declared: "đã khai báo" };

/** `internet -> dmz: http, https (standard)`. */
function flowText(flow: TenantFlow): Text {
  const { from } = flow;
  const peer = from.kind === "internet" ? "internet" : from.kind === "zone" ? from.zone : `${from.agency}/${from.zone}`;
  const [way, origin] = [`${peer} -> ${flow.to}: ${flow.services.join(", ")}`, ORIGINS[flow.origin]];
  return { en: `${way} (${flow.origin})`, vi: `${way} (${origin})` };
}

function refusalOf(
  source: Place | undefined,
  target: Place,
  lettingIn: readonly TenantFlow[],
  lettingOut: readonly TenantFlow[],
  receiving: readonly TenantFlow[],
  family: Family,
): Text {
  const from =
    source === undefined ? { en: "the Internet", vi: "Internet" } : asText(`${source.agency}/${source.zone}`);
  const to = `${target.agency}/${target.zone}`;
  const lost = receiving.find((flow) => source !== undefined && mayLeave(flow, source, target));
  if (family === 4 && source?.floating && lost?.from.kind === "agency" && !lettingIn.includes(lost)) {
    const { en, vi } = flowText(lost);
    return {
      en: `${en} does not hold in IPv4 for a server with a floating address: it is seen by that address`,
      vi: `${vi} không áp dụng trong IPv4 cho máy chủ có địa chỉ nổi: bên kia chỉ thấy địa chỉ nổi`,
    };
  }
  if (lettingIn.length > 0 && lettingOut.length === 0) {
    return {
      en: `no flow opens the way out from ${from.en} to ${to}`,
      vi: `không luồng nào mở đường ra từ ${from.vi} đến ${to}`,
    };
  }
  return {
    en: `not declared: no flow from ${from.en} to ${to} has it`,
    vi: `chưa khai báo: không luồng nào từ ${from.vi} đến ${to} có nó`,
  };
}
