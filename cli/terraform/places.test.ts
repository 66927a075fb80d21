import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { readResources } from "../../policies/readers/read-resources.ts";
import { PROVIDER_BLOCK } from "../../policies/resources/types.ts";
import { placeWords } from "../report/place-words.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { terraformPlaces } from "./places.ts";

const NETWORK = "openstack_networking_network_v2";
const block = (name: string) => `resource "${NETWORK}" "${name}" {\n}\n`;

const checkout = mkdtempSync(join(tmpdir(), "places-"));
const before = process.cwd();
afterAll(() => {
  process.chdir(before);
  rmSync(checkout, { recursive: true, force: true });
});
beforeEach(() => {
  process.chdir(before);
  rmSync(checkout, { recursive: true, force: true });
  mkdirSync(join(checkout, ".git"), { recursive: true });
  mkdirSync(join(checkout, "plans"));
  process.chdir(join(checkout, "plans"));
});

/** Writes the configuration, a file each, below the checkout. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    writeFileSync(join(checkout, path), text);
  }
}

const resource = (address: string) => ({ address, mode: "managed", type: NETWORK, values: {} });
const planned = (addresses: readonly string[], configuration: object = {}) =>
  readResources(
    JSON.stringify({ planned_values: { root_module: { resources: addresses.map(resource) } }, configuration }),
    "plan.json",
  );

/** `live/main.tf:3:1` of each address. */
function places(addresses: readonly string[], configuration: object = {}): (string | undefined)[] {
  const read = planned(addresses, configuration);
  const find = terraformPlaces("../live", "plan.json", read);
  return addresses.map((address) => {
    const urn = read.resources.find((each) => each.address === address)?.urn ?? "";
    const place = find({ stack: "plan.json", parents: {} }, { resource: urn });
    return place && placeWords(place);
  });
}

test("instances of count and for_each have the place of their block, relative to the checkout", () => {
  write({ "live/main.tf": block("zone"), "live/b.tf": `\n\n${block("lan")}` });
  expect(places([`${NETWORK}.lan[1]`, `${NETWORK}.zone["a.b[0]"]`, `${NETWORK}.zone["${NETWORK}.lan"]`])).toEqual([
    "live/b.tf:3:1",
    "live/main.tf:1:1",
    "live/main.tf:1:1",
  ]);
});

const network = { source: "../modules/network", module: { module_calls: { ports: { source: "./ports" } } } };
const nested = { root_module: { module_calls: { net: network, gone: { source: "./gone" } } } };

test("a module's resources stand in its folder, a local one's below that of its caller", () => {
  write({
    "live/main.tf": `${block("lan")}\nmodule "net" {\n}\n\nmodule "gone" {\n}\n`,
    "modules/network/main.tf": `# the same name\n${block("lan")}`,
    "modules/network/ports/main.tf": `\n\n${block("lan")}`,
  });
  const addresses = ["lan", "module.net", 'module.net["a.b"]', "module.net[0].module.ports[1]", "module.gone"];
  expect(
    places(
      addresses.map((each) => (each === "lan" ? `${NETWORK}.lan` : `${each}.${NETWORK}.lan`)),
      nested,
    ),
  ).toEqual([
    "live/main.tf:1:1",
    "modules/network/main.tf:2:1",
    "modules/network/main.tf:2:1",
    "modules/network/ports/main.tf:3:1",
    // Of a module that is not there, its call.
    "live/main.tf:7:1",
  ]);
});

const remote = {
  root_module: {
    module_calls: {
      net: { source: "registry.example/a/net/openstack", module: { module_calls: { ports: { source: "./ports" } } } },
    },
  },
};
const REMOTE = [`module.net.${NETWORK}.lan`, `module.net.module.ports.${NETWORK}.lan`];

test("a remote module stands where terraform init put it, else at the block that calls it", () => {
  write({ "live/main.tf": '\nmodule "net" {\n}\n' });
  expect(places(REMOTE, remote)).toEqual(["live/main.tf:2:1", "live/main.tf:2:1"]);
  write({
    "live/.terraform/modules/modules.json": JSON.stringify({
      Modules: [
        { Key: "", Source: "", Dir: "." },
        { Key: "net", Source: "registry.example/a/net/openstack", Dir: ".terraform/modules/net/deep" },
      ],
    }),
    "live/.terraform/modules/net/deep/main.tf": block("lan"),
    "live/.terraform/modules/net/deep/ports/main.tf": `\n${block("lan")}`,
  });
  const installed = "live/.terraform/modules/net/deep";
  expect(places(REMOTE, remote)).toEqual([`${installed}/main.tf:1:1`, `${installed}/ports/main.tf:2:1`]);
  write({ "live/.terraform/modules/modules.json": "{" });
  expect(places(REMOTE, remote)).toEqual(["live/main.tf:2:1", "live/main.tf:2:1"]);
});

test("a state, which tells no source, has its modules by what terraform init wrote", () => {
  write({
    "live/main.tf": block("lan"),
    "live/net/main.tf": `\n${block("lan")}`,
    "live/.terraform/modules/modules.json": JSON.stringify({ Modules: [{ Key: "net", Source: "./net", Dir: "net" }] }),
  });
  const values = { root_module: { resources: [resource(`module.net[0].${NETWORK}.lan`)] } };
  const read = readResources(JSON.stringify({ format_version: "1.0", values }), "state.json");
  const find = terraformPlaces("../live", "state.json", read);
  expect(find({ stack: "", parents: {} }, { resource: read.resources[0]!.urn })?.file).toBe("live/net/main.tf");
});

test("Windows' line ends, byte order marks and UTF-16 change no line", () => {
  const text = `locals {\r\n  a = <<EOT\r\n${block("no").replaceAll("\n", "\r\n")}EOT\r\n}\r\n${block("lan")}`;
  write({ "live/main.tf": `\ufeff${text}` });
  expect(places([`${NETWORK}.lan`])).toEqual(["live/main.tf:7:1"]);
  writeFileSync(join(checkout, "live/main.tf"), Buffer.from(`\ufeff${text}`, "utf16le"));
  expect(places([`${NETWORK}.lan`])).toEqual(["live/main.tf:7:1"]);
});

test("JSON, OpenTofu's files and files that only change others are read; what editors leave is not", () => {
  write({
    "live/.#main.tf": block("a"),
    "live/main.tf~": block("a"),
    "live/a_override.tf": block("a"),
    "live/override.tf.json": JSON.stringify({ resource: { [NETWORK]: { b: {} } } }),
    "live/main.tf": `\n${block("a")}`,
    "live/c.tofu": block("c"),
    "live/more.tf.json": `{\n "resource": { "${NETWORK}": {\n  "b": {} } } }`,
  });
  expect(places(["a", "b", "c"].map((name) => `${NETWORK}.${name}`))).toEqual([
    "live/main.tf:2:1",
    "live/more.tf.json:3:3",
    "live/c.tofu:1:1",
  ]);
});

test("a login stands at its provider's block, in the module that holds it", () => {
  write({
    "live/main.tf": 'provider "openstack" {\n}\nprovider "openstack" {\n  alias = "eu"\n}\n',
    "live/net/main.tf": '\nprovider "openstack" {\n}\n',
  });
  const read = planned([], {
    provider_config: {
      openstack: { name: "openstack" },
      "openstack.eu": { name: "openstack", alias: "eu" },
      "module.net:openstack": { name: "openstack", module_address: "module.net" },
    },
    root_module: { module_calls: { net: { source: "./net" } } },
  });
  const find = terraformPlaces("../live", "plan.json", read);
  const logins = read.resources.filter(({ type }) => type === PROVIDER_BLOCK);
  const found = logins.map(({ urn }) => find({ stack: "", parents: {} }, { resource: urn }));
  expect(found.map((place) => place && placeWords(place))).toEqual([
    "live/main.tf:1:1",
    "live/main.tf:3:1",
    "live/net/main.tf:2:1",
  ]);
});

test("what an update takes away may still be written, and what is written no more has no place", () => {
  write({ "live/main.tf": block("lan") });
  const gone = (address: string) => ({
    address,
    mode: "managed",
    type: NETWORK,
    change: { actions: ["delete"], before: {}, after: null },
  });
  const plan = {
    planned_values: { root_module: { resources: [resource(`${NETWORK}.lan[0]`)] } },
    resource_changes: [gone(`${NETWORK}.lan[1]`), gone(`${NETWORK}.old`), gone(`${NETWORK}.older`)],
  };
  const read = readResources(JSON.stringify(plan), "plan.json");
  const find = terraformPlaces("../live", "plan.json", read);
  const found = read.steps?.map(({ urn }) => find({ stack: "", parents: {} }, { resource: urn })?.line);
  expect(found).toEqual([1, undefined, undefined]);
});

const pulumi = () => readResources('{"version":3,"deployment":{"resources":[]}}', "state.json");

test.each([
  ["a folder that is not there", "../nowhere", planned, "there is no folder ../nowhere", "không có thư mục ../nowhere"],
  ["a folder without a configuration", "../docs", planned, "../docs has no .tf file", "../docs không có tệp .tf nào"],
  ["a file", "../docs/a.md", planned, "../docs/a.md can't be read", "không đọc được ../docs/a.md"],
  ["another configuration", "../other", planned, "../other lacks the blocks of 2 of 3", "thiếu khối của 2 trong 3"],
  ["what Pulumi wrote", "../other", pulumi, "is of Pulumi", "là của Pulumi"],
])("%s is refused in both languages", (_, folder, read, en, vi) => {
  write({ "docs/a.md": "", "other/main.tf": block("c") });
  const find = () => terraformPlaces(folder, "plan.json", read(["a", "b", "c"].map((name) => `${NETWORK}.${name}`)));
  expect(find).toThrow(UserError);
  expect(find).toThrow(
    expect.objectContaining({ code: 2, text: { en: expect.stringContaining(en), vi: expect.stringContaining(vi) } }),
  );
});
