import { describe, expect, test } from "vitest";
import { sourcesWith } from "../../tests/sources-with.ts";
import { readStacks } from "../load.ts";

const SNV = "stacks/agencies/snv.yaml";
/** A file without faults; each case below adds one thing that is wrong. */
const RIGHT = "code: snv\nname: Sở Nội vụ\nkind: department\n";

const problemsOf = (text: string, path = SNV): string[] =>
  readStacks(sourcesWith({ [path]: text })).problems.map(
    ({ file, line, column, message, hint }) => `${file === path ? "" : file}${line}:${column} ${message} | ${hint}`,
  );

describe("one thing wrong in an agency's file", () => {
  test("is nothing in the file that the cases start from", () => expect(problemsOf(RIGHT)).toEqual([]));

  test.each<[string, string, string]>([
    [
      "a zone that the tenant has not",
      "servers:\n  web: { zone: lan }\n",
      "5:16 server `web` stands in it, but the agency has no zone `lan` | add it under zones, or use one of its zones: app, db, dmz, mgmt",
    ],
    [
      "a zone left out under its server",
      "securityLevel: 2\nzones: { db: false }\n",
      "5:14 server `db` stands in it, but the agency has no zone `db` | add it under zones, or use one of its zones: app, dmz, mgmt",
    ],
    [
      "a zone left out that is not there",
      "zones: { lan: false }\n",
      "4:10 the standard has no zone `lan` to leave out | known: dmz, app, db, mgmt",
    ],
    [
      "a zone that the level needs, left out",
      "servers: { db: false }\nzones: { db: false }\n",
      "5:14 level 3 needs zones that are not there: db | Thông tư 12/2022/TT-BTTTT: add them under zones (the data centre dc-a does not provide them), or lower the level",
    ],
    [
      "a level above the zones",
      "securityLevel: 4\n",
      "4:16 level 4 needs zones that are not there: reserve | Thông tư 12/2022/TT-BTTTT: add them under zones (the data centre dc-a does not provide them), or lower the level",
    ],
    [
      "a zone without IPv4 whose server is not in phase 3",
      "servers: { db: { phase: 1 } }\nzones: { db: { mode: v6-only } }\n",
      "5:22 mode v6-only of zone `db` does not fit server `db` in it, which is in phase 1 | IPv6 alone belongs to phase 3: write phase: 3 for the server or the agency, or remove the zone's mode",
    ],
    [
      "a zone with more families than its agency",
      "zones: { db: { mode: dual } }\n",
      '4:22 "dual" is not allowed here | known: v6-only',
    ],
    [
      "too many subnets",
      "zones: { app: { subnets: 16 } }\nquotas: { networks: 20 }\nservers: { app: { host: 64 } }\n",
      "6:25 64 is out of range | allowed: from 2 to 63",
    ],
    [
      "a server left out that is not there",
      "servers: { wep: false }\n",
      "4:12 the standard has no server `wep` to leave out | did you mean `web`? known: web, app, db",
    ],
    [
      "a server without template",
      "servers:\n  mail: { zone: dmz }\n",
      "5:3 server `mail` names no template | add template: app, bastion, db or web",
    ],
    [
      "a published server in an inner zone",
      "servers:\n  db: { publish: true }\n",
      "5:18 server `db` cannot be published from zone `db` | the Internet reaches only dmz or edge: move the server, or publish another one before it",
    ],
    [
      "host numbers beyond the range",
      "servers:\n  app: { host: 62, replicas: 3 }\n",
      "5:16 host numbers 62-64 leave the range for servers | the address plan gives servers 2 to 63 here: choose a lower host, or fewer replicas",
    ],
    [
      "a host number that is taken",
      "servers:\n  mail: { template: web, host: 3 }\n",
      "5:32 host number 3 in zone `dmz` is taken by server `web` | write host: 4, which is free",
    ],
    [
      "replicas that reach another server",
      "servers:\n  web: { replicas: 5, publish: false }\n  proxy: { template: web, host: 6 }\n",
      "6:33 host number 6 in zone `dmz` is taken by server `web` | write host: 7, which is free",
    ],
    [
      "more servers than the quota",
      "servers:\n  app: { replicas: 14 }\n",
      "4:1 the servers and networks need instances: 17, the quota is 16 | write instances: 17 or more under quotas",
    ],
    [
      "a quota below the standard servers",
      "quotas: { floatingIps: 1 }\n",
      "4:24 the servers and networks need floatingIps: 2, the quota is 1 | write floatingIps: 2 or more under quotas",
    ],
    [
      "mode v6-only before phase 3",
      "mode: v6-only\nphase: 2\n",
      "4:7 mode v6-only does not fit phase 2 | IPv6 alone belongs to phase 3: write phase: 3, or mode: dual",
    ],
    [
      "stage v6-only in mode dual",
      "stage: v6-only\n",
      "4:8 stage v6-only does not fit mode dual | write mode: v6-only, or stage: verified",
    ],
    [
      "an area for a department",
      "area: 389\n",
      "4:7 a department has no area | remove the key; only districts and communes belong to an area",
    ],
    [
      "a flow from a zone that is not there",
      "allow:\n  - { from: lan, to: app, services: [https] }\n",
      "5:13 the agency has no zone `lan` | add it under zones, or use one of its zones: app, db, dmz, mgmt",
    ],
    [
      "a flow that the matrix has not",
      "allow:\n  - { from: internet, to: db, services: [postgres] }\n",
      "5:27 the flow matrix has no way from the Internet to db | from the Internet one may reach dmz or edge",
    ],
    [
      "a service that the matrix has not",
      "allow:\n  - { from: internet, to: dmz, services: [smtp, ssh-admin] }\n",
      "5:49 `ssh-admin` is not allowed from the Internet to dmz | the flow matrix (stacks/province/zones.yaml) allows dns, http, https, smtp",
    ],
    [
      "a flow from the Internet to nothing published",
      "servers: { web: { publish: false } }\nallow:\n  - { from: internet, to: dmz, services: [smtp] }\n",
      "6:27 no server in zone `dmz` is published | write publish: true at one of its servers, or remove this flow",
    ],
    [
      "an agency that is not there",
      "allow:\n  - { from: { agency: sttt, zone: dmz }, to: app, services: [https] }\n",
      "5:23 there is no agency `sttt` | did you mean `stttt`? (defined in stacks/province/units.yaml, register/, stacks/agencies/)",
    ],
    [
      "itself as another agency",
      "allow:\n  - { from: { agency: snv, zone: dmz }, to: app, services: [https] }\n",
      "5:23 the agency names itself as another agency | write the zone alone, for example from: dmz",
    ],
    [
      "a zone that the other agency has not",
      "allow:\n  - { from: { agency: 15061, zone: db }, to: app, services: [https] }\n",
      "5:36 agency `15061` has no zone `db` | did you mean `dmz`? known: app, dmz",
    ],
    ["a quoted number", 'phase: "3"\n', '4:8 "3" is not allowed here | write 3 without quotes'],
  ])("%s", (_, lines, expected) => {
    expect(problemsOf(RIGHT + lines)).toEqual([expected]);
  });

  test.each<[string, string, string, string]>([
    [
      "a code that is not the file's name",
      SNV,
      RIGHT.replace("snv", "stp"),
      "1:7 the code `stp` is not the file's name | rename the file to stp.yaml, or write code: snv",
    ],
    [
      "a code of another file",
      SNV,
      RIGHT.replace("snv", "15061"),
      "1:7 `15061` is the code of stacks/agencies/15061.yaml too | each agency has one file",
    ],
    [
      "a department with the code of a commune",
      "stacks/agencies/15062.yaml",
      "code: 15062\nname: x\nkind: department\n",
      "1:7 `15062` is not the code of a department | three digits are the code of a district, five of a commune: write that kind, or the agency's own code",
    ],
    [
      "a commune with the code of a department",
      SNV,
      'code: snv\nname: x\nkind: commune\narea: "389"\n',
      "1:7 `snv` is not the code of a commune | a commune's code has five digits, such as 15061",
    ],
    [
      "an agency with the code of a platform site",
      "stacks/agencies/lab.yaml",
      "code: lab\nkind: department\n",
      "2:7 `lab` is registered as platform, not as department | correct the kind here or in the register",
    ],
    [
      "a commune without area",
      "stacks/agencies/15062.yaml",
      "code: 15062\nname: x\nkind: commune\n",
      '1:7 commune `15062` is not registered, and names no area | add its area, for example area: "389"',
    ],
    [
      "an area other than the registered",
      "stacks/agencies/15061.yaml",
      "code: 15061\nkind: commune\narea: 390\n",
      "3:7 area `390` is not the registered one | the register says 389 (stacks/province/): remove the key",
    ],
    [
      "another name than the registered",
      SNV,
      "code: snv\nname: Sở Nội Vu\n",
      "2:7 the name `Sở Nội Vu` is not the registered one | the register says Sở Nội vụ: write that, or remove the key",
    ],
    [
      "a unit that is not registered, without a name",
      "stacks/agencies/smoi.yaml",
      "code: smoi\nkind: department\n",
      "1:1 `name` is missing | the register does not know this code: add the agency's official name in Vietnamese, or correct the code",
    ],
    [
      "a server where guests make their own address",
      SNV,
      "code: snv\nzones: [lan]\nservers: { app: { zone: lan } }\n",
      "3:25 server `app` has a fixed address, but guests of zone `lan` make their own (slaac) | put it into a zone whose addressMode is dhcpv6-stateful (province/zones.yaml)",
    ],
    [
      "more subnets than a commune has room for",
      "stacks/agencies/15062.yaml",
      "code: 15062\nname: x\nkind: commune\narea: 389\nzones: { app: { subnets: 2 } }\n",
      "5:26 zone `app` has no room for 2 subnets | at most 1 for this kind of agency",
    ],
    [
      "host numbers that a commune has no room for",
      "stacks/agencies/15062.yaml",
      "code: 15062\nname: x\nkind: commune\narea: 389\nservers: { web: { host: 16 } }\n",
      "5:25 host numbers 16 leave the range for servers | the address plan gives servers 2 to 15 here: choose a lower host, or fewer replicas",
    ],
  ])("%s", (_, path, text, expected) => {
    expect(problemsOf(text, path).filter((problem) => /^[0-9]/.test(problem))).toContain(expected);
  });
});

describe("what an agency's file adds", () => {
  const tenantOf = (lines: string) =>
    readStacks(sourcesWith({ [SNV]: RIGHT + lines })).tenants.find(({ code }) => code === "snv");

  test("zones as a list and as a map", () => {
    const listed = tenantOf("zones: [lan]\n")?.zones;
    expect(listed?.map(({ code }) => code)).toEqual(["app", "db", "dmz", "lan", "mgmt"]);
    expect(listed?.map(({ key }) => key)).toEqual([undefined, undefined, undefined, ["zones", 0], undefined]);
    const mapped = tenantOf("zones: { app: { subnets: 2 }, lan: {} }\n")?.zones;
    expect(mapped).toContainEqual({ code: "app", subnets: 2, key: ["zones", "app"] });
    expect(
      tenantOf("securityLevel: 2\nservers: { db: false }\nzones: { db: false }\n")?.zones.map(({ code }) => code),
    ).toEqual(["app", "dmz", "mgmt"]);
  });

  test("a server by the name of its template alone", () => {
    expect(tenantOf("servers: { bastion: {} }\n")?.servers).toContainEqual({
      name: "bastion",
      template: "bastion",
      zone: "mgmt",
      replicas: 1,
      publish: false,
      host: 14,
      key: ["servers", "bastion"],
    });
  });

  test("only the services that are not standard anyway", () => {
    const allow = "allow:\n  - { from: internet, to: dmz, services: [https, smtp] }\n";
    const flows = tenantOf(`${allow}  - { from: internet, to: dmz, services: [smtp, dns] }\n`)?.flows;
    const keys = { dns: ["allow", 1], smtp: ["allow", 0] };
    expect(flows?.filter(({ from }) => from.kind === "internet")).toEqual([
      { from: { kind: "internet" }, to: "dmz", services: ["dns", "smtp"], origin: "declared", keys },
      { from: { kind: "internet" }, to: "dmz", services: ["http", "https"], origin: "standard" },
    ]);
  });

  test("no flow from the Internet when nothing is published", () => {
    expect(tenantOf("servers: { web: { publish: false } }\n")?.flows.some(({ from }) => from.kind === "internet")).toBe(
      false,
    );
  });

  test("names in composed letters, however they were typed", () => {
    const decomposed = RIGHT.replace("Sở Nội vụ", "Sở Nội vụ".normalize("NFD"));
    expect(readStacks(sourcesWith({ [SNV]: decomposed })).tenants.find(({ code }) => code === "snv")?.name).toBe(
      "Sở Nội vụ",
    );
  });
});
