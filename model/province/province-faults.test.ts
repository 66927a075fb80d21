import { describe, expect, test } from "vitest";
import { sourcesWith, stacksText } from "../../tests/sources-with.ts";
import { readStacks } from "../load.ts";

describe("one thing wrong in the province's files", () => {
  test.each<[string, string, [string | RegExp, string], string]>([
    ["a nibble taken", "zones", ["nibble: 3", "nibble: 2"], "24:13 nibble 2 belongs to zone `dmz` already"],
    ["an unknown zone in a flow", "zones", ["to: infra", "to: intra"], "there is no zone `intra`"],
    [
      "an unknown service in a flow",
      "zones",
      ["[app-http], grant: standard", "[app-htp], grant: standard"],
      "there is no service `app-htp`",
    ],
    ["ports in the wrong order", "services", ["443/tcp", "443-80/tcp"], "443-80/tcp is not a range of ports"],
    ["a port too high", "services", ["443/tcp", "70000/tcp"], "70000/tcp is not a range of ports"],
    ["a unit registered twice", "units", ["code: snv,", "code: stp,"], "unit `stp` is registered a second time"],
    [
      "a commune without area",
      "units",
      ["  # Areas", '  - { code: "15063", kind: commune, name: Xã Mới }\n  # Areas'],
      "commune `15063` names no area",
    ],
    [
      "an area for a department",
      "units",
      ["code: snv, kind: department", 'code: snv, area: "389", kind: department'],
      "a unit of kind department has no area",
    ],
    ["an unknown flavor", "templates", ["flavor: medium", "flavor: mediun"], "there is no flavor `mediun`"],
    [
      "a cloud-init file that is not there",
      "templates",
      ["cloud-init/db.yaml", "cloud-init/dbb.yaml"],
      "there is no file stacks/province/cloud-init/dbb.yaml",
    ],
    [
      "a disk too small for its image",
      "templates",
      ["diskGb: 10", "diskGb: 2"],
      "flavor `medium` has 2 GiB, image `debian-13-guest` needs 3",
    ],
    ...["SCS-2L-0.5-5", "SCS-1L-0.6-5", "SCS-1L-0.5-10"].map(
      (name): [string, "templates", [string, string], string] => [
        `a size below its name ${name}`,
        "templates",
        ["SCS-1L-0.5-5", name],
        `flavor \`small\` is smaller than its name \`${name}\` says`,
      ],
    ),
    [
      "an image without source",
      "environments",
      [/ {6}debian-13-guest: images.*\n/, "      {}\n"],
      "environment `example` has no source for image `debian-13-guest`",
    ],
    [
      "a resolver in another form",
      "environments",
      ["2001:db8:cafe::53", "2001:DB8:cafe::53"],
      "2001:DB8:cafe::53 is not the usual form of this address",
    ],
    [
      "an address that is nobody's example",
      "environments",
      ["198.51.100.53", "8.8.8.8"],
      "8.8.8.8 is not set aside for documentation, which this environment asks for",
    ],
    [
      "only one resolver",
      "environments",
      ["[198.51.100.53, 198.51.100.54]", "[198.51.100.53]"],
      "the list has 1 items",
    ],
    [
      "a gateway outside its network",
      "environments",
      ["gateway: 203.0.113.1", "gateway: 192.0.2.1"],
      "192.0.2.1 does not lie in 203.0.113.0/24",
    ],
    [
      "a pool that runs backwards",
      "environments",
      ["poolEnd: 203.0.113.250", "poolEnd: 203.0.113.20"],
      "the pool ends at 203.0.113.20, before it starts at 203.0.113.50",
    ],
    [
      "host bits in a block",
      "environments",
      ["cidr: 2001:db8:ffff::/64", "cidr: 2001:db8:ffff::1/64"],
      "2001:db8:ffff::1/64 is not the usual form of this address",
    ],
    ["an MTU too small for IPv6", "environments", ["mtu: 1500", "mtu: 1200"], "1200 is out of range"],
    ["an unknown zone in a standard", "standards", ["zones: [dmz, app]", "zones: [dmz, ap]"], "there is no zone `ap`"],
    [
      "hosts that run backwards",
      "standards",
      ["first: 2, last: 15", "first: 9, last: 8"],
      "host numbers end at 8, before they start at 9",
    ],
    [
      "an unknown environment",
      "../province",
      ["environment: example", "environment: exampel"],
      "there is no environment `exampel`",
    ],
    ["an owner that is not registered", "../province", ["owner: vpubnd", "owner: vpubd"], "there is no unit `vpubd`"],
    ["a prefix that is none", "../province", ["3fff:38::/40", "3fff:38"], "3fff:38 is not an IPv6 block"],
    [
      "a prefix in another form",
      "../province",
      ["3fff:38::/40", "3fff:0038::/40"],
      "3fff:0038::/40 is not the usual form of this address",
    ],
    [
      "a prefix of somebody else",
      "../province",
      ["3fff:38::/40", "2405:38::/40"],
      "2405:38::/40 is not set aside for documentation, which this environment asks for",
    ],
    ["a ROA of a block that is none", "../province", ['"3fff:38::/40"', "3fff:38"], "3fff:38 is not an IPv6 block"],
    [
      "a ROA that allows a shorter prefix than its own",
      "../province",
      ["maxLength: 40", "maxLength: 39"],
      "maxLength 39 is no length of a part of 3fff:38::/40",
    ],
    ["an AS number of another kind", "../province", ["asn: 64500", "asn: AS64500"], "AS64500"],
    ["a DNS zone with its final dot", "../province", ["thanhhoa.example", "thanhhoa.example."], "thanhhoa.example."],
    [
      "a unique local prefix that is global",
      "../province",
      ["dnsZones:", "uniqueLocalPrefixes: [2001:db8:1::/48]\ndnsZones:"],
      "2001:db8:1::/48 is not a unique local block",
    ],
    ["an unknown baseline", "../province", ["tt12-2022", "tt03-2017"], "there is no security baseline `tt03-2017`"],
  ])("%s", (_, name, [from, to], expected) => {
    const path = `stacks/province/${name}.yaml`.replace("province/../", "");
    const text = stacksText(path);
    expect(text.replace(from, to)).not.toBe(text);
    const { province, problems } = readStacks(sourcesWith({ [path]: text.replace(from, to) }));
    expect(province).toBeUndefined();
    const own = problems.filter(({ file }) => file === path);
    expect(own.map(({ line, column, message }) => `${line}:${column} ${message}`).join("\n")).toContain(expected);
    expect(own.every(({ hint }) => (hint ?? "").length > 0)).toBe(true);
  });

  test("a cloud-init file that is no cloud-config", () => {
    const { problems } = readStacks(sourcesWith({ "stacks/province/cloud-init/db.yaml": "#!/bin/sh\n" }));
    expect(problems.map(({ message }) => message)).toEqual([
      "stacks/province/cloud-init/db.yaml is not a cloud-config",
    ]);
  });

  test("documentation addresses where registered ones are asked for", () => {
    const path = "stacks/province/environments.yaml";
    const text = stacksText(path).replaceAll("addresses: documentation", "addresses: registered");
    const { problems } = readStacks(sourcesWith({ [path]: text }));
    expect(problems.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        "resources[0].prefix",
        "externalNetworks.internet.ipv6.cidr",
        "environments.lab.resolvers.ipv4[0]",
      ]),
    );
    expect(problems.every(({ message }) => message.includes("set aside for documentation"))).toBe(true);
  });
});
