import * as z from "zod";
import { formatAddress } from "../../address-plan/prefixes/address.ts";
import { parseAddress } from "../../address-plan/prefixes/prefix.ts";
import { partName } from "../../infra/tenant/names.ts";
import { resolversIn, serverHasIpv4 } from "../../infra/tenant/tenant-facts.ts";
import type { Province } from "../../model/province.ts";
import type { Tenant } from "../../model/tenant.ts";
import { modeIn } from "../../model/tenants/zone-mode.ts";
import { asText, inBoth, type Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import type { DeployedServer } from "../deployed/deployed-tenant.ts";
import type { PlannedServer } from "../expected/planned-server.ts";
import { difference, type CheckId } from "../finding.ts";
import { runPython } from "../packets/python-job.ts";
import type { Vantage } from "../packets/vantage.ts";

const defaultRoutes = z.array(
  z.object({ gateway: z.string().nullish(), interface: z.string().nullish(), mtu: z.number().nullish() }),
);
const guestFacts = z.object({
  cloudInit: z.object({ finished: z.boolean(), datasource: z.string().nullish(), errors: z.array(z.string()) }),
  interfaces: z.array(
    z.object({ name: z.string(), mtu: z.number(), ipv6Mtu: z.number().nullable(), addresses: z.array(z.string()) }),
  ),
  routes: z.object({ ipv4: defaultRoutes, ipv6: defaultRoutes }),
  resolvers: z.array(z.string()),
  hostname: z.string(),
});

/** What a guest sees of itself; guest/facts.py prints it. */
export type GuestFacts = z.infer<typeof guestFacts>;

/** Asks a guest; waits up to `patience` seconds until its cloud-init is done. Throws `VantageError` or a zod error. */
export async function readGuestFacts(vantage: Vantage, patience: number): Promise<GuestFacts> {
  return guestFacts.parse(await runPython(vantage, "facts.py", { patience }));
}

/** What a guest should see. */
export interface GuestExpectation {
  province: Province;
  tenant: Tenant;
  planned: PlannedServer;
  deployed: DeployedServer;
  /** Of its network; undefined when nobody knows it. */
  mtu: number | undefined;
}

/** Number of facts that `judgeGuest` looks at in each server: the report counts them. */
export const FACTS_PER_GUEST = 8;

/** Compares a guest's facts with the plan; no finding when all is right. */
export function judgeGuest(facts: GuestFacts, expected: GuestExpectation): Finding[] {
  const { tenant, planned, province, deployed } = expected;
  const place = `${tenant.code}/${planned.name}`;
  const found = (check: CheckId, what: Text): Finding =>
    difference(
      check,
      place,
      inBoth((language) => `${place}: ${what[language]}`),
    );
  const hasIpv4 = serverHasIpv4(tenant, planned.zone, deployed.ipv4);
  return [
    ...addressFaults(facts, planned, hasIpv4).map((message) => found("VER-05", message)),
    ...routeFaults(facts, planned, hasIpv4).map((message) => found("VER-06", message)),
    ...resolverFaults(facts, resolversIn(province, modeIn(tenant, planned.zone)), hasIpv4).map((message) =>
      found("VER-07", message),
    ),
    ...mtuFaults(facts, expected.mtu).map((message) => found("VER-08", message)),
    ...cloudInitFaults(facts).map((message) => found("VER-10", message)),
    ...hostnameFaults(facts, tenant, planned).map((message) => found("VER-11", message)),
  ];
}

const canonical = (text: string): string => formatAddress(parseAddress(text));
/** Words in both languages; how none is said is the same for all. */
function list(words: readonly string[]): Text {
  return words.length === 0 ? { en: "none", vi: "không có" } : asText(words.join(", "));
}

function addressFaults(facts: GuestFacts, planned: PlannedServer, hasIpv4: boolean): Text[] {
  const seen = facts.interfaces.flatMap(({ addresses }) => addresses.map(canonical));
  const compare = (family: "IPv4" | "IPv6", wanted: string[]): Text[] => {
    const own = seen.filter((address) => address.includes(":") === (family === "IPv6")).toSorted();
    return own.join() === wanted.join()
      ? []
      : [
          {
            en: `has ${family} addresses ${list(own).en}; the address plan gives it ${list(wanted).en}`,
            vi: `có địa chỉ ${family} ${list(own).vi}; quy hoạch địa chỉ cấp ${list(wanted).vi}`,
          },
        ];
  };
  return [...compare("IPv4", hasIpv4 ? [planned.ipv4] : []), ...compare("IPv6", [planned.ipv6])];
}

function routeFaults({ routes }: GuestFacts, planned: PlannedServer, hasIpv4: boolean): Text[] {
  const gateways = routes.ipv4.map(({ gateway }) => gateway ?? "none");
  const faults: Text[] = [];
  if (hasIpv4 && gateways.join() !== planned.gatewayIpv4) {
    faults.push({
      en: `its IPv4 default route goes by ${list(gateways).en}; wanted ${planned.gatewayIpv4}, once`,
      vi: `tuyến mặc định IPv4 đi qua ${list(gateways).vi}; cần đúng một tuyến qua ${planned.gatewayIpv4}`,
    });
  }
  if (!hasIpv4 && gateways.length > 0) {
    faults.push({
      en: `has an IPv4 default route by ${list(gateways).en} and no IPv4`,
      vi: `có tuyến mặc định IPv4 qua ${list(gateways).vi} dù không có IPv4`,
    });
  }
  // Which address the router advertises itself with is its own affair (RFC 4861 section 4.2: a link-local one).
  if (!routes.ipv6.some(({ gateway }) => gateway?.startsWith("fe80:") === true)) {
    const seen = routes.ipv6.map(({ gateway }) => gateway ?? "none");
    faults.push({
      en: `its IPv6 default route goes by ${list(seen).en}; wanted a router's link-local address`,
      vi: `tuyến mặc định IPv6 đi qua ${list(seen).vi}; cần địa chỉ link-local của bộ định tuyến`,
    });
  }
  return faults;
}

function resolverFaults(
  facts: GuestFacts,
  { ipv4, ipv6 }: Province["environment"]["resolvers"],
  hasIpv4: boolean,
): Text[] {
  const seen = new Set(facts.resolvers.map((text) => text.split("%")[0] ?? text).map(canonicalOrText));
  const wanted = [...ipv6, ...(hasIpv4 ? ipv4 : [])].map(canonical);
  const missing = wanted.filter((address) => !seen.has(address));
  const foreign = [...seen].filter((address) => !wanted.includes(address));
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            en: `its resolv.conf lacks ${list(missing).en}; it has ${list([...seen]).en}`,
            vi: `resolv.conf thiếu ${list(missing).vi}; đang có ${list([...seen]).vi}`,
          },
        ]),
    ...(foreign.length === 0
      ? []
      : [
          {
            en: `its resolv.conf names ${list(foreign).en}, no resolver of the environment`,
            vi: `resolv.conf ghi ${list(foreign).vi}, không phải máy chủ phân giải tên của môi trường`,
          },
        ]),
  ];
}

function canonicalOrText(text: string): string {
  try {
    return canonical(text);
  } catch {
    return text;
  }
}

/** IPv6 works from 1280 on (RFC 8200 section 5). */
const LEAST_MTU = 1280;

/**
 * What a packet may measure in each family: the link's MTU, or a smaller one that the network told and that the guest
 * keeps with IPv6 or with its default route, as DHCP clients differ in where they put it.
 */
const mtuFaults = ({ interfaces, routes }: GuestFacts, wanted: number | undefined): Text[] =>
  interfaces.flatMap(({ name, mtu, ipv6Mtu }) =>
    (["ipv4", "ipv6"] as const).flatMap((family) => {
      const ways = routes[family].filter((route) => route.interface === name);
      if (ways.length === 0) return [];
      const told = [...ways.map((route) => route.mtu), family === "ipv6" ? ipv6Mtu : undefined];
      const effective = Math.min(mtu, ...told.filter((value) => typeof value === "number"));
      const over = family === "ipv4" ? "IPv4" : "IPv6";
      const { en, vi } = {
        en: `MTU of ${name} over ${over} is ${effective}`,
        vi: `MTU của ${name} qua ${over} là ${effective}`,
      };
      if (wanted !== undefined && effective !== wanted) {
        return [{ en: `${en}; its network says ${wanted}`, vi: `${vi}; mạng của nó ghi ${wanted}` }];
      }
      return effective < LEAST_MTU
        ? [
            {
              en: `${en}, below ${LEAST_MTU}, the least for IPv6`,
              vi: `${vi}, dưới mức tối thiểu ${LEAST_MTU} của IPv6`,
            },
          ]
        : [];
    }),
  );

function cloudInitFaults({ cloudInit }: GuestFacts): Text[] {
  if (!cloudInit.finished) {
    const errors = list(cloudInit.errors);
    return [{ en: `cloud-init has not finished: ${errors.en}`, vi: `cloud-init chưa xong: ${errors.vi}` }];
  }
  // The fallback source: nobody told the server who it is, and nothing of its template was done.
  if (!/OpenStack|ConfigDrive/.test(cloudInit.datasource ?? "")) {
    const { datasource } = cloudInit;
    return [
      {
        en: `cloud-init finished without metadata, by ${datasource ?? "no data source"}`,
        vi: `cloud-init xong mà không có metadata, ${datasource ? `từ ${datasource}` : "không có nguồn dữ liệu"}`,
      },
    ];
  }
  return cloudInit.errors.map((error) => ({
    en: `cloud-init finished with an error: ${error}`,
    vi: `cloud-init xong nhưng có lỗi: ${error}`,
  }));
}

function hostnameFaults({ hostname }: GuestFacts, tenant: Tenant, planned: PlannedServer): Text[] {
  const own = hostname.split(".")[0] ?? "";
  const wanted = partName(tenant.code, planned.name);
  return own === wanted
    ? []
    : [{ en: `calls itself '${own}'; its name is '${wanted}'`, vi: `tự nhận tên '${own}'; tên đúng là '${wanted}'` }];
}
