import { add, swap, type Mutation } from "./mutation.ts";

const P = "stacks/province.yaml";
const ZONES = "stacks/province/zones.yaml";
const SERVICES = "stacks/province/services.yaml";
const TEMPLATES = "stacks/province/templates.yaml";
const STANDARDS = "stacks/province/standards.yaml";
const ENVIRONMENTS = "stacks/province/environments.yaml";
const UNITS = "stacks/province/units.yaml";

const cases: [string, string, Mutation["edit"], RegExp][] = [
  ["an unknown profile", P, swap("profile: P40", "profile: P44"), /P44/],
  ["an unknown environment", P, swap("environment: example", "environment: exmple"), /exmple.*example/s],
  ["a root that is no prefix", P, swap("prefix: 3fff:38::/40", "prefix: 3fff:38::"), /3fff:38::/],
  ["a root with host bits", P, swap("prefix: 3fff:38::/40", "prefix: 3fff:38::1/40"), /3fff:38::1\/40/],
  ["a root of the wrong family", P, swap("prefix: 10.0.0.0/8", "prefix: 3fff:39::/40"), /3fff:39::/],
  ["an AS number that is none", P, swap("asn: 64496", "asn: 4294967296"), /4294967296|asn/],
  ["a data centre whose owner is nobody", P, swap("owner: vpubnd", "owner: vpubdn"), /vpubdn.*vpubnd/s],
  ["a data centre with a zone that is none", P, swap("providesZones: [infra", "providesZones: [infr"), /infr/],
  ["a security level out of range", P, swap("securityLevel: 3", "securityLevel: 6"), /6/],
  ["a baseline that is none", P, swap("securityBaseline: tt12-2022", "securityBaseline: tt12-2023"), /tt12-2023/],
  ["a stack mode that is none", P, swap("stackMode: dual", "stackMode: duo"), /duo/],
  ["an unknown key", P, add("provnce: x"), /provnce/],
  ["an external network that is none", P, swap("externalNetwork: internet", "externalNetwork: internt"), /internt/],
  ["a nibble beyond 15", ZONES, swap("nibble: 5", "nibble: 16"), /16/],
  ["a nibble twice", ZONES, swap("nibble: 5", "nibble: 4"), /4/],
  ["an address mode that is none", ZONES, swap("addressMode: slaac", "addressMode: slac"), /slac.*slaac/s],
  ["a flow with a zone that is none", ZONES, swap(/from: app\b/, "from: apps"), /apps/],
  ["a port beyond 65535", SERVICES, swap("8080/tcp", "70000/tcp"), /70000/],
  ["a port range upside down", SERVICES, swap("8080/tcp", "8090-8080/tcp"), /8090-8080/],
  ["a protocol that is none", SERVICES, swap("8080/tcp", "8080/tpc"), /8080\/tpc/],
  ["a service without ports", SERVICES, swap("ports: [8080/tcp]", "ports: []"), /ports/],
  ["an image that is none", TEMPLATES, swap("image: debian-13-guest", "image: debian-12"), /debian-12/],
  ["a flavor that is none", TEMPLATES, swap("flavor: medium", "flavor: mediun"), /mediun.*medium/s],
  ["a template in a zone that is none", TEMPLATES, swap("zone: dmz", "zone: dnz"), /dnz.*dmz/s],
  ["a cloud-init file that is none", TEMPLATES, swap("cloud-init/web.yaml", "cloud-init/wbe.yaml"), /wbe\.yaml/],
  ["a standard with a template that is none", STANDARDS, swap("web: { template: web,", "web: { template: wbe,"), /wbe/],
  ["a standard in a data centre that is none", STANDARDS, swap("dataCentre: dc-a", "dataCentre: dc-c"), /dc-c/],
  [
    "a standard's zone that is none",
    STANDARDS,
    swap("zones: [dmz, app, db, mgmt]", "zones: [dmz, app, db, mgt]"),
    /mgt/,
  ],
  [
    "a baseline date that does not exist",
    STANDARDS,
    swap("validFrom: 2022-10-01", "validFrom: 2022-02-30"),
    /2022-02-30/,
  ],
  ["a baseline date in words", STANDARDS, swap("validFrom: 2022-10-01", "validFrom: next year"), /next year/],
  ["a service of a prototype's name", SERVICES, swap("app-http:", "__proto__:"), /`__proto__` cannot be a name/],
  ["such a zone", ZONES, swap("  wifi:", "  __proto__:"), /`__proto__` cannot be a name/],
  ["such a flavor", TEMPLATES, swap("  small:", "  __proto__:"), /`__proto__` cannot be a name/],
  [
    "such a server of a standard",
    STANDARDS,
    swap("web: { template: web,", "__proto__: { template: web,"),
    /`__proto__`/,
  ],
  ["such a network", ENVIRONMENTS, swap("  internet:", "  __proto__:"), /`__proto__` cannot be a name/],
  ["an address that is none", ENVIRONMENTS, swap("198.51.100.53", "198.51.100.530"), /198\.51\.100\.530/],
  [
    "an IPv6 resolver in the IPv4 list",
    ENVIRONMENTS,
    swap("ipv4: [198.51.100.53", 'ipv4: ["2001:db8::1"'),
    /2001:db8::1/,
  ],
  ["a gateway outside its network", ENVIRONMENTS, swap("gateway: 203.0.113.1", "gateway: 192.0.2.1"), /192\.0\.2\.1/],
  ["a pool upside down", ENVIRONMENTS, swap("poolStart: 203.0.113.50", "poolStart: 203.0.113.251"), /203\.0\.113\.25/],
  ["a gateway in its pool", ENVIRONMENTS, swap("gateway: 203.0.113.1", "gateway: 203.0.113.60"), /in the pool/],
  ["a network too small for a /64", ENVIRONMENTS, swap("2001:db8:ffff::/64", "2001:db8:ffff::/65"), /\/64 or shorter/],
  ["a resolver of one link", ENVIRONMENTS, swap('"2001:db8:cafe::53"', '"fe80::53%eth0"'), /fe80::53%eth0/],
  ["a resolver with a leading zero", ENVIRONMENTS, swap("198.51.100.53", "198.051.100.53"), /198\.051\.100\.53/],
  ["an MTU below IPv6's least", ENVIRONMENTS, swap("mtu: 1500", "mtu: 576"), /1280/],
  ["a port zero", SERVICES, swap("8080/tcp", "0/tcp"), /0\/tcp/],
  ["a nibble in hexadecimal", ZONES, swap("nibble: 5", "nibble: 0x5"), /0x5/],
  ["hosts upside down", STANDARDS, swap("first: 2, last: 63", "first: 63, last: 2"), /swap the two/],
  ["an agency enrolled twice", P, add("enrolled: [snv, snv]"), /`snv` stands in the list a second time/],
  ["an image source without a file", ENVIRONMENTS, swap("images/debian-13-guest.raw", "../../etc/passwd"), /passwd/],
  ["a unit twice", UNITS, swap("code: snv", "code: stp"), /stp/],
  ["a unit of no kind", UNITS, swap("kind: department", "kind: dept"), /dept/],
  ["a unit without a name", UNITS, swap(/, name: Sở Nội vụ/, ""), /name/],
];

/** Wrong files of the province. */
export const provinceMutations: Mutation[] = cases.map(([title, file, edit, says]) => ({
  title: `${file.slice("stacks/".length)}: ${title}`,
  file,
  edit,
  says,
}));
