import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../../tests/sources-with.ts";
import { stacksCopy } from "../../tests/stacks-copy.ts";

const LEDGER = "stacks/address-ledger.jsonl";

const copy = stacksCopy();
const { read, edit, git } = copy;
const province = (...argv: string[]) => copy.province("address", ...argv);

/** Registers a commune that the ledger does not know. */
const registerCommune = () => copy.register('{ code: "15069", kind: commune, name: Xã Lam Sơn Mới, area: "389" }');

test("show lists all sites, or one with its zones and servers", async () => {
  const all = await province("show");
  expect(all).toMatchObject({ code: 0, err: "" });
  expect(all.out).toMatch(/stttt +department +Sở Thông tin và Truyền thông +3fff:38:60::\/48 +10\.96\.0\.0\/16/);
  expect(all.out).toMatch(/department: \d+ of 64 slots/);
  const one = await province("show", "15061");
  expect(one.out).toContain("3fff:38:84:8020::/60");
  const json = JSON.parse((await province("show", "stttt", "--json")).out);
  expect(json.site).toMatchObject({ site: "stttt", ipv6: "3fff:38:60::/48", ipv4: "10.96.0.0/16" });
  expect(json.zones).toHaveLength(16);
  for (const server of json.servers) expect(server.ipv6).toMatch(/^3fff:38:60:[2-5]000::10:/);
});

test("explain reads addresses of both families, prefixes and codes", async () => {
  const { out } = await province("explain", "10.96.32.10");
  expect(out).toContain("Sở Thông tin và Truyền thông (department stttt), zone dmz, subnet 0: server, host number 10");
  expect(out).toContain("other family 3fff:38:60:2000::10:a");
  const json = JSON.parse((await province("explain", "389", "--json")).out);
  expect(json).toMatchObject({ query: "3fff:38:84::/48", ledger: { site: "389" } });
});

test("a wrong word exits with 2 and the nearest code", async () => {
  expect(await province("explain", "sttt")).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringContaining('site "stttt"?'),
  });
  expect(await province("show", "sttt")).toMatchObject({
    code: 2,
    err: expect.stringContaining('Did you mean "stttt"?'),
  });
});

test("a site that ended is not taken for a mistyped one", async () => {
  expect(await province("show", "stttt", "--as-of", "2025-12-14")).toMatchObject({
    code: 2,
    err: expect.stringContaining('Site "stttt" ended on 2025-03-01 and went on as skhcn'),
  });
  const old = await province("explain", "15439", "--as-of", "2027-01-01");
  expect(old.out).toContain("15439 ended on 2025-01-01; what it had is nobody's yet");
});

test("check is silent on the committed ledger, and exits with 1 on a violation", async () => {
  expect(await province("check")).toMatchObject({
    code: 0,
    out: "Not compared with an earlier ledger: this is no git checkout.\nThe address plan keeps its rules.\n",
  });
  edit(LEDGER, (text) => text.replace('"ipv4":"10.96.0.0/16"', '"ipv4":"10.97.0.0/16"'));
  const { code, out } = await province("check", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out).findings).toMatchObject([{ policy: "AP-17", level: "mandatory", resource: "stttt" }]);
});

test.each([
  ["a root of another length", '"root6":"3fff:38::/40"', '"root6":"3fff:38::/44"', "AP-04"],
  ["an area's block that is none", '"ipv4":"10.136.0.0/15"', '"ipv4":"10.136.0.0/16"', "AP-17"],
])("check tells %s as a finding, though nothing can be planned with it", async (_, from, to, rule) => {
  edit(LEDGER, (text) => text.replace(from, to));
  const { code, out, err } = await province("check");
  expect([code, err]).toEqual([1, ""]);
  expect(out).toContain(`breaks ${rule}`);
});

test("check finds a committed line that was changed (AP-07)", async () => {
  git("init", "-q");
  git("add", LEDGER);
  git("commit", "-q", "-m", "Ledger");
  expect(await province("check")).toMatchObject({ code: 0, out: "The address plan keeps its rules.\n" });
  edit(LEDGER, (text) => text.replace("Sở Nội vụ", "Sở Ngoại vụ"));
  const { code, out } = await province("check");
  expect(code).toBe(1);
  expect(out).toContain('snv breaks AP-07 (stable-ledger): found name "Sở Ngoại vụ" instead of "Sở Nội vụ"');
  expect(await province("check", "--base", "no-such-branch")).toMatchObject({
    code: 2,
    err: expect.stringContaining('git has no revision "no-such-branch"'),
  });
});

const ZEROS = "0".repeat(40);

test("a base that is named never passes unchecked", async () => {
  for (const base of ["HEAD", "main", ZEROS]) {
    const { code, err } = await province("check", "--base", base);
    expect([base, code]).toEqual([base, 2]);
    expect(err).toContain(`--base ${base} can't be compared with: this is no git checkout`);
  }
  git("init", "-q");
  expect((await province("check", "--base", "")).code).toBe(2);
  expect((await province("check", "--base", "HEAD")).err).toContain('git has no revision "HEAD"');
  expect((await province("check")).out).toContain("Not compared with an earlier ledger: nothing is committed yet.");
  const text = read(LEDGER);
  edit(LEDGER, () => "{}\n");
  git("add", LEDGER);
  git("commit", "-q", "-m", "No ledger");
  edit(LEDGER, () => text);
  expect(await province("check", "--base", "HEAD")).toMatchObject({
    code: 2,
    err: expect.stringContaining("--base HEAD can't be compared with: the ledger at HEAD cannot be read"),
  });
});

test("the base of a first push, which is all zeros, stands for the first ledger in the history", async () => {
  git("init", "-q");
  expect(await province("check", "--base", ZEROS)).toMatchObject({
    code: 0,
    out: expect.stringContaining("Not compared with an earlier ledger: no commit has one yet."),
  });
  git("commit", "-q", "--allow-empty", "-m", "Nothing yet");
  git("add", LEDGER);
  git("commit", "-q", "-m", "Ledger");
  expect(await province("check", "--base", ZEROS)).toMatchObject({
    code: 0,
    out: "The address plan keeps its rules.\n",
  });
  edit(LEDGER, (text) => text.replace("Sở Nội vụ", "Sở Ngoại vụ"));
  git("commit", "-q", "-a", "-m", "Rewritten");
  expect(await province("check", "--base", "HEAD")).toMatchObject({ code: 0 });
  for (const zeros of [ZEROS, "0".repeat(64)]) {
    const { code, out } = await province("check", "--base", zeros);
    expect(code).toBe(1);
    expect(out).toContain("snv breaks AP-07");
  }
});

test("a long ledger is compared with the committed one too, and so are the zones (AP-07, AP-10)", async () => {
  git("init", "-q");
  edit(LEDGER, (text) => {
    const seq = text.trimEnd().split("\n").length;
    const line = (index: number) =>
      `{"seq":${seq + index},"date":"2025-12-01","event":"rename","site":"snv","name":"Sở Nội vụ","document":"${"x".repeat(1000)}"}\n`;
    return text + Array.from({ length: 1000 }, (_, index) => line(index)).join("");
  });
  expect(read(LEDGER).length).toBeGreaterThan(1024 * 1024);
  git("add", ".");
  git("commit", "-q", "-m", "Ledger");
  expect(await province("check")).toMatchObject({ code: 0, out: "The address plan keeps its rules.\n" });
  edit(LEDGER, (text) => text.replace("Sở Ngoại vụ", "Sở Ngoại giao"));
  edit("stacks/province/zones.yaml", (text) =>
    text.replace("nibble: 14", "nibble: 99").replace("nibble: 13", "nibble: 14").replace("nibble: 99", "nibble: 13"),
  );
  const { code, out } = await province("check");
  expect(code).toBe(1);
  for (const found of ["sngv breaks AP-07", "v6only breaks AP-10", "staging breaks AP-10"])
    expect(out).toContain(found);
});

test("a committed line whose accents stood apart may be put right, and nothing else in it (AP-07)", async () => {
  git("init", "-q");
  const good = read(LEDGER);
  edit(LEDGER, (text) => text.replace("Sở Nội vụ", "Sở Nội vụ".normalize("NFD")));
  git("add", LEDGER);
  git("commit", "-q", "-m", "Ledger");
  expect(await province("check")).toMatchObject({ code: 2, err: expect.stringContaining("(Unicode NFD)") });
  writeFileSync(join(copy.root, LEDGER), good);
  expect(await province("check")).toMatchObject({ code: 0, out: "The address plan keeps its rules.\n" });
  edit(LEDGER, (text) => text.replace("Sở Nội vụ", "Sở Ngoại vụ"));
  expect(await province("check")).toMatchObject({ code: 1, out: expect.stringContaining("snv breaks AP-07") });
});

test.each([
  ["a day that does not exist", "2026-02-30", "Quyết định", 'date "2026-02-30" is no ISO date'],
  ["no document worth the name", "2026-02-01", " ", "no document is named"],
])("one line with %s is not written", async (_, date, document, expected) => {
  const before = read(LEDGER);
  for (const command of [
    ["grow", "15061", "--to", "54"],
    ["registrant", "skhcn"],
  ]) {
    const { code, err } = await province(...command, "--date", date, "--document", document, "--write");
    expect([code, read(LEDGER)]).toEqual([2, before]);
    expect(err).toContain(expected);
  }
});

test("a document that is typed with accents apart is written in one", async () => {
  const document = "Quyết định số 5";
  await province(
    "grow",
    "15061",
    "--to",
    "54",
    "--date",
    "2026-02-01",
    "--document",
    document.normalize("NFD"),
    "--write",
  );
  expect(JSON.parse(read(LEDGER).trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ event: "grow", document });
  expect(await province("check")).toMatchObject({ code: 0 });
});

test("a ledger that cannot be read exits with 2 and the places of all faults", async () => {
  edit(LEDGER, (text) => text.replace('"seq":3,', '"seq":"three",').replace('"kind":"platform"', '"kind":"platfrom"'));
  const { code, out, err } = await province("check");
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/stacks\/address-ledger\.jsonl:2:\d+: kind "platfrom"/);
  expect(err).toMatch(/stacks\/address-ledger\.jsonl:4:8: seq "three"/);
});

test("allocate proposes, writes only with --write, and only appends", async () => {
  const before = read(LEDGER);
  expect((await province("allocate")).out).toBe("Every unit of the register has its addresses.\n");
  registerCommune();
  const proposal = await province("allocate");
  expect(proposal.out).toMatch(
    /15069 +commune +Xã Lam Sơn Mới +0x[0-9a-f]{2} +3fff:38:84:[0-9a-f]+::\/56 +10\.13[67]\./,
  );
  expect(read(LEDGER)).toBe(before);
  expect(await province("allocate", "--write")).toMatchObject({ code: 2, err: expect.stringContaining("--document") });
  expect(read(LEDGER)).toBe(before);

  const written = await province("allocate", "--write", "--document", "Quyết định số 1", "--date", "2022-06-01");
  expect(written).toMatchObject({ code: 0, out: expect.stringContaining("1 line(s) added") });
  expect(read(LEDGER).startsWith(before)).toBe(true);
  const added = read(LEDGER).slice(before.length);
  expect(added).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(added)).toMatchObject({
    seq: before.split("\n").length - 1,
    date: "2022-06-01",
    site: "15069",
    parent: "389",
    name: "Xã Lam Sơn Mới",
    owner: "15069",
    document: "Quyết định số 1",
  });
  expect((await province("allocate", "--write", "--document", "x")).out).toBe(
    "Every unit of the register has its addresses.\n",
  );
  expect(await province("check")).toMatchObject({ code: 0 });
  expect(readdirSync(join(copy.root, "stacks")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("a bad date writes nothing", async () => {
  registerCommune();
  const before = read(LEDGER);
  const { code, err } = await province("allocate", "--write", "--document", "x", "--date", "1/6/2022");
  expect([code, read(LEDGER)]).toEqual([2, before]);
  expect(err).toContain('date "1/6/2022" is no ISO date');
});

test("export writes CSV, JSON, routes and reverse zones", async () => {
  expect((await province("export")).out).toContain(
    ",stttt,department,,Sở Thông tin và Truyền thông,0x60,3fff:38:60::/48,10.96.0.0/16,",
  );
  const { sites } = JSON.parse((await province("export", "--format", "json")).out);
  // The province of 2022: 8 platform sites, 26 departments, 27 areas, 559 communes.
  expect(sites).toHaveLength(620);
  expect((await province("export", "--format", "routes")).out).toContain("core,,6,3fff:38:60::/48,stttt,forward\r\n");
  const file = join(copy.root, "zones.csv");
  expect(await province("export", "--format", "reverse-zones", "--out", file)).toMatchObject({ code: 0, out: "" });
  expect(readFileSync(file, "utf8")).toContain("0.6.0.0.8.3.0.0.f.f.f.3.ip6.arpa,3fff:38:60::/48,stttt\r\n");
});

test("the commands of the docs run", async () => {
  const page = readFileSync(join(REPOSITORY, "docs/address-plan.md"), "utf8");
  const blocks = [...page.matchAll(/^ *```sh\n([\s\S]*?)```/gm)].map(([, block = ""]) => block);
  const commands = blocks.flatMap((block) => block.trim().split("\n")).map((line) => line.trim());
  expect(commands.length).toBeGreaterThan(8);
  for (const command of commands) {
    expect(command).toMatch(/^npx province address /);
    expect({ command, ...(await province(...command.split(" ").slice(3))) }).toMatchObject({
      command,
      code: 0,
      err: "",
    });
  }
});

test("the committed picture is that of the committed ledger", async () => {
  const { out } = await province("picture", "--site", "stttt");
  const fresh = out === readFileSync(join(REPOSITORY, "docs/address-plan.svg"), "utf8");
  expect(fresh, "run: npx province address picture --site stttt --out docs/address-plan.svg").toBe(true);
});
