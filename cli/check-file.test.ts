import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { textOf } from "../model/text.ts";
import { checkFile, readConfig } from "./check-file.ts";
import { CHECK_FORMATS, type CheckFormat } from "./report/formats/formats.ts";
import { githubAnnotations } from "./report/formats/github.ts";
import { gitlabCodeQuality } from "./report/formats/gitlab.ts";
import { sarif } from "./report/formats/sarif.ts";
import { englishWords } from "./terminal/testing/english-words.ts";

const folder = mkdtempSync(join(tmpdir(), "check-file-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const network = (name: string, inputs: Record<string, unknown>) => ({
  urn: `urn:pulumi:dev::shop::openstack:networking/network:Network::${name}`,
  type: "openstack:networking/network:Network",
  custom: true,
  inputs,
});
const state = (...resources: object[]) => ({ version: 3, deployment: { resources } });
const ids = async (...args: Parameters<typeof checkFile>) =>
  (await checkFile(...args)).findings.map(({ policy, level }) => `${policy} ${level}`);

test("a state is judged, by all policies or by some", async () => {
  const path = file("state.json", state(network("odd", { mtu: 1200, portSecurityEnabled: false })));
  expect(await ids(path)).toEqual(["NET-01 mandatory", "NET-11 mandatory", "NET-12 mandatory"]);
  expect(await ids(path, { policies: ["NET-11"] })).toEqual(["NET-11 mandatory"]);
  expect(await ids(path, { skip: ["NET-11", "NET-01"] })).toEqual(["NET-12 mandatory"]);
  await expect(checkFile(path, { skip: ["NET-99"] })).rejects.toThrow("There is no policy NET-99");
});

test("the config's knowledge and waivers hold", async () => {
  const path = file("state.json", state(network("odd", { mtu: 1200 })));
  const config = file(
    "knowledge.yaml",
    "phase: 1\nwaivers:\n  - { policy: NET-11, resource: odd, reason: switch, approvedBy: head, expires: 2999-12-31 }\n",
  );
  const report = await checkFile(path, { config });
  expect(report.findings.map(({ policy, level }) => `${policy} ${level}`)).toEqual(["NET-01 advisory"]);
  expect(report.stacks[0]?.waived?.map(({ policy, waiver }) => [policy, waiver.approvedBy])).toEqual([
    ["NET-11", "head"],
  ]);
});

test("the pack's config file serves too, with its levels", async () => {
  const { context, levels } = readConfig("tests/foreign-program/province.json");
  expect([context, [...levels]]).toEqual([{ phase: 2, securityLevel: 3 }, [["NET-11", "advisory"]]]);
  const path = file("state.json", state(network("odd", { mtu: 1200, portSecurityEnabled: false })));
  const judgedWith = (config: object) => ids(path, { config: file("pack.json", config), skip: ["NET-01"] });
  const net11 = "net-11-mtu-min";
  const net12 = "net-12-port-security-network";
  expect(await judgedWith({ province: {}, [net11]: { enforcementLevel: "advisory" } })).toEqual([
    "NET-12 mandatory",
    "NET-11 advisory",
  ]);
  expect(await judgedWith({ [net11]: "disabled" })).toEqual(["NET-12 mandatory"]);
  expect(await judgedWith({ all: "advisory", [net12]: "mandatory" })).toEqual(["NET-12 mandatory", "NET-11 advisory"]);
});

test.each([
  ["a key that is none", "fase: 1", "fase"],
  ["a value out of range", "phase: 4", "knowledge.yaml:1:8: 4 is not allowed here\n    known: 1, 2, 3"],
  ["a type of another kind", "agency: [a]", "is not text"],
  ["a day that is none", "date: tomorrow", '"tomorrow" is not written as it should be'],
  ["an alias", "agency: &a x\nenvironment: *a", "knowledge.yaml:2:"],
  [
    "a waiver without an end",
    "waivers: [{ policy: NET-01, resource: a, reason: b, approvedBy: c }]",
    "knowledge.yaml:1:11: `expires` is missing",
  ],
  ["no YAML", "phase: [1", "knowledge.yaml:1:8: "],
  ["a key of the pack's policy that is none", '{"province":{"phas":2}}', "phas"],
  ["a policy that is none", '{"province":{},"net-11-mtu-mni":"advisory"}', "net-11-mtu-mni"],
  ["a level that is none", '{"net-11-mtu-min":{"enforcementLevel":"mild"}}', '1:39: "mild" is not allowed here'],
  [
    "what a policy does not take",
    '{"net-11-mtu-min":{"enforcementLevel":"advisory","mtu":1}}',
    "1:50: unknown key `mtu`",
  ],
  ["what belongs under province", '{"phase":2,"net-11-mtu-min":"advisory"}', "phase"],
  ["a tag of a prototype's name", "tags: { __proto__: x }", "`__proto__` cannot be a name"],
  ["a list", "- phase: 1", "does not fit"],
])("%s in the config is refused by name, in both languages", (_, text, said) => {
  const path = file("knowledge.yaml", text);
  expect(() => readConfig(path)).toThrow(said);
  let told = "";
  try {
    readConfig(path);
  } catch (error) {
    told = textOf(error).vi;
  }
  expect(told).toContain("không đúng dạng");
  // Known keys are what is typed.
  expect(englishWords(told.replaceAll(/(?<=các giá trị có: ).*/g, ""))).toEqual([]);
});

test("tabs in a config that is JSON are no fault, neither alone nor beside one", () => {
  const config = (object: object) => file("tabs.json", JSON.stringify(object, null, "\t"));
  expect(readConfig(config({ phase: 2, lifecycle: { stage: "pilot" } })).context.phase).toBe(2);
  expect(() => readConfig(config({ phase: 2, lifecycle: { stage: "pilott" } }))).toThrow(
    /fit:\n.*:4:.*"pilott".*\n.*`pilot`.*$/,
  );
});

test.each([
  ["nothing", "", "the file is empty"],
  ["text", "hello", "this is no JSON"],
  ["a list", "[]", "no object"],
  ["another object", "{}", "something else"],
  ["a raw Terraform state", { version: 4, terraform_version: "1.11.4", resources: [] }, "raw Terraform state"],
  ["an empty Terraform state", { format_version: "1.0" }, "holds nothing"],
])("%s is no file to judge, and the error says what would be", async (_, content, said) => {
  const failure = checkFile(file("odd.json", content));
  await expect(failure).rejects.toThrow(said);
  await expect(failure).rejects.toThrow("pulumi stack export");
});

const unread = (type: string) => ({ urn: `urn:pulumi:dev::shop::${type}::r`, type, custom: true, id: "1", inputs: {} });
const UNREAD = "openstack:index/networkingSecgroupRuleV2:NetworkingSecgroupRuleV2";
const foreign = {
  planned_values: { root_module: { resources: [{ address: "aws_vpc.a", type: "aws_vpc", values: {} }] } },
};

test.each([
  ["no resource", state(), "the file holds no resource of OpenStack", "không chứa tài nguyên OpenStack"],
  ["another provider's plan", foreign, "no policy looks at 1 × aws_vpc", "không chính sách nào xem xét 1 × aws_vpc"],
  ["a type that nobody reads", state(unread(UNREAD)), `no policy looks at 1 × ${UNREAD}`, `xem xét 1 × ${UNREAD}`],
])("%s gets no tick, in any format", async (_, content, en, vi) => {
  const path = file("nothing.json", content);
  const render = async (format: CheckFormat, lang: "en" | "vi" = "en") =>
    (await CHECK_FORMATS[format]({}))(await checkFile(path, { lang }));
  expect(await render("table")).toMatch(/^1 stack, \d resources?: nothing was judged\n/);
  expect(await render("table")).toContain(en);
  expect(await render("table", "vi")).toContain(vi);
  expect(await render("table")).not.toContain("✓");
  expect(await render("sarif")).toContain(en);
  expect(await render("junit")).toMatch(/tests="1" failures="0" errors="0" skipped="1"/);
  expect(await render("github")).toMatch(/^::warning .*::nothing was judged: /);
  expect(await render("gitlab")).toContain(en);
  expect(JSON.parse(await render("json"))).toMatchObject({ stacks: [{ reach: { judged: 0 } }] });
});

test("kinds that nobody reads are told beside what is judged, and components are none", async () => {
  const component = { urn: "urn:pulumi:dev::shop::my:c:Thing::c", type: "my:c:Thing", custom: false };
  const key = unread("openstack:workflow/cronTriggerV2:CronTriggerV2");
  const path = file("some.json", state(network("lan", {}), key, component, unread("random:index/randomPet:RandomPet")));
  const { stacks } = await checkFile(path);
  expect(stacks[0]?.reach).toEqual({ judged: 1, unread: { [key.type]: 1 } });
  expect(await (await CHECK_FORMATS.table({}))(await checkFile(path))).toContain(`no policy looks at 1 × ${key.type}`);
});

test.each(["UTF-16LE", "UTF-16BE"])("%s, as PowerShell writes it, is read", async (name) => {
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
  const bytes = utf16(JSON.stringify(state(network("Sở", { mtu: 1200 }))));
  const path = join(folder, "utf16.json");
  writeFileSync(path, name === "UTF-16BE" ? bytes.swap16() : bytes);
  const [finding] = (await checkFile(path, { policies: ["NET-11"] })).findings;
  expect(finding?.message.en).toContain('Network "Sở"');
  writeFileSync(join(folder, "utf16.yaml"), utf16("phase: 2\r\n"));
  expect(readConfig(join(folder, "utf16.yaml")).context).toEqual({ phase: 2 });
});

describe("the place of a finding is relative to the checkout, for every tool", () => {
  const checkout = join(folder, "check out");
  const before = process.cwd();
  afterEach(() => process.chdir(before));
  mkdirSync(join(checkout, ".git"), { recursive: true });
  mkdirSync(join(checkout, "plans"));
  symlinkSync(checkout, join(folder, "link"));
  const content = JSON.stringify(state(network("odd", { mtu: 1200 })));
  const names = ["plan.json", "plan #1.json", "plan:prod.json", "100%?.json", "Sở.json"];
  for (const name of names) writeFileSync(join(checkout, "plans", name), content);

  test.each(
    names.flatMap((name) =>
      ["", "./", "../plans/", `${checkout}/plans/`, `${folder}/link/plans/`].map((at) => [at + name, name]),
    ),
  )("%s", async (given, name) => {
    process.chdir(join(checkout, "plans"));
    const report = await checkFile(given, { policies: ["NET-11"] });
    expect(report.findings[0]?.place).toEqual({ file: `plans/${name}`, line: 1 });
    const [issue] = JSON.parse(gitlabCodeQuality(report)) as { location: { path: string } }[];
    expect(issue?.location.path).toBe(`plans/${name}`);
    expect(githubAnnotations(report)).toMatch(/^::error file=plans\//);
    const uri = /"uri": "(.*)"/.exec(sarif(report))?.[1] ?? "";
    expect(uri).toMatch(/^[\w/.%-]+$/);
    expect(decodeURIComponent(new URL(uri, "file:///checkout/").pathname)).toBe(`/checkout/plans/${name}`);
  });

  test("also where there is no checkout, and for a name with a colon at its start", async () => {
    process.chdir(folder);
    writeFileSync(join(folder, "plan:prod.json"), content);
    const report = await checkFile("./plan:prod.json", { policies: ["NET-11"] });
    expect(report.findings[0]?.place.file).toBe("plan:prod.json");
    expect(sarif(report)).toContain('"uri": "plan%3Aprod.json"');
  });
});

test("messages about Terraform name the address", async () => {
  const address = 'module.agency["a"].openstack_networking_network_v2.dmz[0]';
  const resource = { address, mode: "managed", type: "openstack_networking_network_v2", values: { mtu: 1200 } };
  const child = { address: 'module.agency["a"]', resources: [resource] };
  const path = file("modules.json", { format_version: "1.0", values: { root_module: { child_modules: [child] } } });
  const [finding] = (await checkFile(path, { policies: ["NET-11"] })).findings;
  expect(finding?.message.en).toContain(`Network ${address} has mtu 1200`);
  expect(finding?.message.vi).toContain(address);
});

test("with the configuration of a Terraform plan at hand, every format has the places of its blocks", async () => {
  const program = "tests/foreign-program/terraform";
  const report = await checkFile(`${program}/plan.json`, { source: program, policies: ["NET-01"] });
  const main = `${program}/ipv4-network/main.tf`;
  expect(report.findings.map(({ place }) => place)).toEqual([{ file: main, line: 13, column: 1 }]);
  const render = async (format: CheckFormat) => (await CHECK_FORMATS[format]({}))(report);
  expect(await render("table")).toContain(`${main}:13:1  old.old`);
  expect(JSON.parse(await render("json"))).toMatchObject({
    stacks: [{ findings: [{ place: { file: main, line: 13, column: 1 } }] }],
  });
  expect(JSON.parse(await render("sarif"))).toMatchObject({
    runs: [
      {
        results: [
          {
            locations: [
              { physicalLocation: { artifactLocation: { uri: main }, region: { startLine: 13, startColumn: 1 } } },
            ],
          },
        ],
      },
    ],
  });
  expect(await render("github")).toContain(`::error file=${main},line=13,col=1,`);
  expect(JSON.parse(await render("gitlab"))).toMatchObject([{ location: { path: main, lines: { begin: 13 } } }]);
  expect(await render("junit")).toContain(`${main}:13:1: Network module.old.`);
});

test("a file that is not there is bad input", async () => {
  await expect(checkFile(join(folder, "absent.json"))).rejects.toThrow("can't be read");
});

test("no secret is shown: encrypted ones are unknown, marked ones are masked", async () => {
  const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const rule = (remoteIpPrefix: unknown) => ({
    urn: "urn:pulumi:dev::shop::openstack:networking/secGroupRule:SecGroupRule::r",
    type: "openstack:networking/secGroupRule:SecGroupRule",
    inputs: { direction: "ingress", ethertype: "IPv6", protocol: "tcp", remoteIpPrefix },
  });
  const only = { policies: ["SEC-09"] };
  const encrypted = file("encrypted.json", state(rule({ ...mark, ciphertext: "v1:abc" })));
  expect(await ids(encrypted, only)).toEqual([]);
  const opened = file("opened.json", state(rule({ ...mark, plaintext: '"192.0.2.7/32"' })));
  const [finding] = (await checkFile(opened, only)).findings;
  expect(finding?.message.en).toContain("[secret]");
  expect(finding?.message.en).not.toContain("192.0.2.7");
});

const subnet = (name: string, ipVersion: number) => ({
  urn: `urn:pulumi:dev::shop::openstack:networking/subnet:Subnet::${name}`,
  type: "openstack:networking/subnet:Subnet",
  custom: true,
  inputs: { ipVersion },
});
type State = ReturnType<typeof subnet> | ReturnType<typeof network>;
const gone = (op: string, oldState: State) => ({ op, urn: oldState.urn, oldState });
const come = (op: string, newState: State) => ({ op, urn: newState.urn, newState });

test("a preview also tells what goes away", async () => {
  const only = { policies: ["LIF-03"] };
  const preview = (...steps: object[]) => file("preview.json", { config: {}, steps });
  const enabling = come("create", subnet("lan-ipv6", 6));
  expect(await ids(preview(enabling, gone("delete", subnet("lan-ipv4", 4))), only)).toEqual(["LIF-03 mandatory"]);
  expect(await ids(preview(enabling, gone("replace", network("lan", {}))), only)).toEqual(["LIF-03 mandatory"]);
  expect(await ids(preview(enabling, gone("delete", subnet("old-ipv6", 6))), only)).toEqual([]);
  expect(await ids(preview(enabling, come("same", network("lan", {}))), only)).toEqual([]);
  expect(await ids(preview(gone("delete", subnet("lan-ipv4", 4))), only)).toEqual([]);
  const lossy = preview(enabling, gone("delete", subnet("lan-ipv4", 4)));
  expect(await ids(lossy, { skip: ["LIF-03"] })).not.toContain("LIF-03 mandatory");
  const config = file(
    "waiver.yaml",
    "waivers: [{ policy: LIF-03, resource: lan-ipv4, reason: r, approvedBy: a, expires: 2999-12-31 }]",
  );
  expect(await ids(lossy, { ...only, config })).toEqual([]);
});

test("so does a plan of Terraform", async () => {
  const change = (name: string, actions: string[], version: number) => ({
    address: `openstack_networking_subnet_v2.${name}`,
    mode: "managed",
    type: "openstack_networking_subnet_v2",
    change: {
      actions,
      before: actions.includes("create") && actions.length === 1 ? null : { ip_version: version },
      after: actions.includes("create") ? { ip_version: version } : null,
    },
  });
  const plan = (...changes: object[]) =>
    file("plan.json", { planned_values: { root_module: {} }, resource_changes: changes });
  const only = { policies: ["LIF-03"] };
  const enabling = change("lan6", ["create"], 6);
  expect(await ids(plan(enabling, change("lan4", ["delete", "create"], 4)), only)).toEqual(["LIF-03 mandatory"]);
  expect(await ids(plan(enabling, change("lan4", ["delete"], 4)), only)).toEqual(["LIF-03 mandatory"]);
  expect(await ids(plan(enabling, change("lan4", ["no-op"], 4)), only)).toEqual([]);
  expect(await ids(plan(enabling, change("old6", ["delete"], 6)), only)).toEqual([]);
});
