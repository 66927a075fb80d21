import type { ProvinceData, ProvinceYaml } from "../files/province-files.ts";
import type { Fault, Finding, KeyPath } from "../messages/fault.ts";
import * as say from "../messages/province.ts";
import { PORT_PATTERN } from "../schema/services.ts";
import { SCS_FLAVOR } from "../schema/templates.ts";
import { canonical, isDocumentation, isPrivate, liesIn, orderOf, parseAddress } from "./addresses.ts";
import { readCloudConfig } from "./cloud-config.ts";

type Report = (file: keyof ProvinceYaml, path: KeyPath, finding: Finding) => void;

/** Faults that show only when the province's files, each right by itself, are looked at together. */
export function provinceFaults(
  data: ProvinceData,
  files: ProvinceYaml,
  cloudInit: ReadonlyMap<string, string>,
  environment: string,
): Fault[] {
  const faults: Fault[] = [];
  const report: Report = (file, path, finding) => faults.push(files[file].fault(path, "value", finding));
  checkZones(data, report);
  checkServices(data, report);
  checkUnits(data, report);
  checkTemplates(data, cloudInit, report);
  checkFlavors(data, report);
  checkImages(data, report);
  checkStandards(data, report);
  checkResources(data, environment, report);
  checkRoutes(data, environment, report);
  checkExternalNetworks(data, environment, report);
  checkResolvers(data, report);
  return faults;
}

function checkZones({ zones }: ProvinceData, report: Report): void {
  const owners = new Map<number, string>();
  for (const [code, { nibble }] of Object.entries(zones.zones)) {
    const other = owners.get(nibble);
    if (other !== undefined) report("zones", ["zones", code, "nibble"], say.nibbleTaken(nibble, other));
    owners.set(nibble, code);
  }
}

function checkServices({ services }: ProvinceData, report: Report): void {
  for (const [name, { ports }] of Object.entries(services.services)) {
    ports.forEach((text, index) => {
      const [, from = "", to = from] = PORT_PATTERN.exec(text) ?? [];
      if (Number(to) < Number(from) || Number(to) > 65_535) {
        report("services", ["services", name, "ports", index], say.portsBackwards(text));
      }
    });
  }
}

function checkUnits({ units }: ProvinceData, report: Report): void {
  const seen = new Set<string>();
  units.units.forEach(({ code, kind, area }, index) => {
    if (seen.has(code)) report("units", ["units", index, "code"], say.unitTwice(code));
    seen.add(code);
    if ((kind === "commune" || kind === "district") && area === undefined)
      report("units", ["units", index, "code"], say.communeNeedsArea(code));
    if (kind !== "commune" && kind !== "district" && area !== undefined) {
      report("units", ["units", index, "area"], say.areaOnlyForCommunes(kind));
    }
  });
}

function checkTemplates({ templates }: ProvinceData, cloudInit: ReadonlyMap<string, string>, report: Report): void {
  for (const [name, { cloudInit: paths, flavor, image }] of Object.entries(templates.templates)) {
    paths.forEach((path, index) => {
      const at = ["templates", name, "cloudInit", index];
      const text = cloudInit.get(path);
      if (text === undefined) return report("templates", at, say.cloudInitMissing(path, [...cloudInit.keys()]));
      try {
        readCloudConfig(text);
      } catch {
        report("templates", at, say.notCloudConfig(path));
      }
    });
    const disk = templates.flavors[flavor]?.diskGb ?? 0;
    const needed = templates.images[image]?.minDiskGb ?? 0;
    if (disk < needed) {
      report("templates", ["templates", name, "flavor"], say.flavorTooSmall(flavor, disk, image, needed));
    }
  }
}

/** A name by scs-0100 promises a size. */
function checkFlavors({ templates }: ProvinceData, report: Report): void {
  for (const [name, { vcpus, ramMb, diskGb, scsName }] of Object.entries(templates.flavors)) {
    const said = SCS_FLAVOR.exec(scsName ?? "")?.groups;
    if (scsName === undefined || said === undefined) continue;
    const isLess = vcpus < Number(said["vcpus"]) || ramMb < 1024 * Number(said["ram"]) || diskGb < Number(said["disk"]);
    if (isLess) report("templates", ["flavors", name, "scsName"], say.lessThanItsName(name, scsName));
  }
}

function checkImages({ environments, templates }: ProvinceData, report: Report): void {
  for (const [name, { images }] of Object.entries(environments.environments)) {
    for (const image of Object.keys(templates.images)) {
      if (images[image] === undefined) {
        report("environments", ["environments", name, "images"], say.imageWithoutSource(image, name));
      }
    }
  }
}

function checkStandards({ standards }: ProvinceData, report: Report): void {
  for (const [kind, standard] of Object.entries(standards.standards)) {
    const { first, last } = standard.hosts;
    if (last < first) report("standards", ["standards", kind, "hosts", "last"], say.hostsBackwards(first, last));
  }
}

function checkResources({ province, environments }: ProvinceData, environment: string, report: Report): void {
  province.resources.forEach(({ prefix, family }, index) => {
    const at = ["resources", index, "prefix"];
    if (!prefix.includes("/") || !parseAddress(prefix, family)) {
      return report("province", at, say.notAPrefix(prefix, family));
    }
    checkAddress(prefix, family, environments.environments[environment]?.addresses, (finding) =>
      report("province", at, finding),
    );
  });
}

/** ROAs and unique local prefixes: blocks in their usual form, of the kind that the key asks for. */
function checkRoutes({ province, environments }: ProvinceData, environment: string, report: Report): void {
  const kind = environments.environments[environment]?.addresses;
  province.roas?.forEach(({ prefix, maxLength }, index) => {
    const on = (key: string, finding: Finding): void => report("province", ["roas", index, key], finding);
    const family = prefix.includes(":") ? 6 : 4;
    const block = prefix.includes("/") ? parseAddress(prefix, family) : undefined;
    if (!block) return on("prefix", say.notAPrefix(prefix, family));
    checkAddress(prefix, family, kind, (finding) => on("prefix", finding));
    const most = family === 6 ? 128 : 32;
    if (maxLength < block.subnetMask || maxLength > most) {
      on("maxLength", say.maxLengthOutside(maxLength, prefix, block.subnetMask, most));
    }
  });
  province.uniqueLocalPrefixes?.forEach((prefix, index) => {
    const at = ["uniqueLocalPrefixes", index];
    if (!prefix.includes("/") || !liesIn(prefix, "fc00::/7", 6)) {
      return report("province", at, say.notUniqueLocal(prefix));
    }
    const right = canonical(prefix, 6);
    if (right !== undefined && right !== prefix) report("province", at, say.notCanonical(prefix, right));
  });
}

function checkExternalNetworks({ environments }: ProvinceData, environment: string, report: Report): void {
  const kind = environments.environments[environment]?.addresses;
  for (const [name, { ipv4, ipv6 }] of Object.entries(environments.externalNetworks)) {
    const on = (side: "ipv4" | "ipv6", key: string, finding: Finding): void =>
      report("environments", ["externalNetworks", name, side, key], finding);
    const check = (family: 4 | 6, side: "ipv4" | "ipv6", key: string, text: string, block?: string): void => {
      checkAddress(text, family, kind, (finding) => on(side, key, finding));
      if (block !== undefined && !liesIn(text, block, family)) on(side, key, say.outsideBlock(text, block));
    };
    check(4, "ipv4", "cidr", ipv4.cidr);
    check(4, "ipv4", "gateway", ipv4.gateway, ipv4.cidr);
    check(4, "ipv4", "poolStart", ipv4.poolStart, ipv4.cidr);
    check(4, "ipv4", "poolEnd", ipv4.poolEnd, ipv4.cidr);
    check(6, "ipv6", "cidr", ipv6.cidr);
    check(6, "ipv6", "gateway", ipv6.gateway, ipv6.cidr);
    const pooled = orderOf(ipv4.poolStart, ipv4.gateway) <= 0 && orderOf(ipv4.gateway, ipv4.poolEnd) <= 0;
    if (pooled) on("ipv4", "gateway", say.gatewayInPool(ipv4.gateway, ipv4.poolStart, ipv4.poolEnd));
    if ((parseAddress(ipv6.cidr, 6)?.subnetMask ?? 0) > 64) on("ipv6", "cidr", say.noSubnetFits(ipv6.cidr));
    if (orderOf(ipv4.poolStart, ipv4.poolEnd) > 0) {
      on("ipv4", "poolEnd", say.poolBackwards(ipv4.poolStart, ipv4.poolEnd));
    }
  }
}

function checkResolvers({ environments }: ProvinceData, report: Report): void {
  for (const [name, { resolvers, addresses }] of Object.entries(environments.environments)) {
    for (const [side, family] of [
      ["ipv4", 4],
      ["ipv6", 6],
    ] as const) {
      resolvers[side].forEach((text, index) => {
        checkAddress(text, family, addresses, (finding) =>
          report("environments", ["environments", name, "resolvers", side, index], finding),
        );
      });
    }
  }
}

/** Canonical form (AP-23), and documentation or registered addresses as the environment wants (AP-22, NET-07). */
function checkAddress(
  text: string,
  family: 4 | 6,
  kind: "documentation" | "registered" | undefined,
  on: (finding: Finding) => void,
): void {
  const right = canonical(text, family);
  if (right !== undefined && right !== text) on(say.notCanonical(text, right));
  const documentation = isDocumentation(text, family);
  if (kind === "documentation" && !documentation && !isPrivate(text, family)) on(say.notDocumentation(text));
  if (kind === "registered" && documentation) on(say.documentationInUse(text));
}
