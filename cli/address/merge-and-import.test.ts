import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { stacksCopy } from "../../tests/stacks-copy.ts";
import { EXISTING_FILE } from "./existing.ts";

const LEDGER = "stacks/address-ledger.jsonl";

const copy = stacksCopy();
const { read } = copy;
const province = (...argv: string[]) => copy.province("address", ...argv);

function csv(text: string | Buffer): string {
  const file = join(copy.root, "plan.csv");
  writeFileSync(file, text);
  return file;
}

/** Two new departments at the ledger's end, one on each side of a merge conflict, both on the next free slot. */
function conflict(): { before: string; ours: string } {
  const before = read(LEDGER);
  const seq = before.trimEnd().split("\n").length;
  const line = (site: string) =>
    `{"seq":${seq},"date":"2022-12-01","event":"allocate","site":"${site}","kind":"department","name":"Cơ quan ${site}","slot":"0x56","ipv6":"3fff:38:56::/48","ipv4":"10.86.0.0/16","owner":"stttt","purpose":"mạng của cơ quan","document":"Quyết định số 3"}\n`;
  const ours = `${before}${line("moi1")}`;
  writeFileSync(
    join(copy.root, LEDGER),
    `${before}<<<<<<< HEAD\n${line("moi1")}=======\n${line("moi2")}>>>>>>> branch\n`,
  );
  return { before, ours };
}

test("a ledger in conflict is explained by check, and one command settles it", async () => {
  const { ours } = conflict();
  const wrong = await province("check");
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain("province address settle");
  expect((await province("show")).code).toBe(2);

  const shown = await province("settle");
  expect(shown.out).toMatch(/moi2 .*3fff:38:56::\/48/);
  expect(shown.out).toContain("Nothing was written");
  expect(read(LEDGER)).toContain("<<<<<<<");

  expect((await province("settle", "--write")).code).toBe(0);
  expect(read(LEDGER).startsWith(ours)).toBe(true);
  expect(read(LEDGER)).not.toContain("<<<<<<<");
  const after = await province("explain", "moi2", "--json");
  expect(JSON.parse(after.out).query).not.toBe("3fff:38:56::/48");
  expect((await province("settle", "--json")).out).toContain('"written": false');
});

test("a ledger in conflict whose lines end as on Windows is settled as any other", async () => {
  const { ours } = conflict();
  copy.edit(LEDGER, (text) => text.replaceAll("\n", "\r\n"));
  expect((await province("settle", "--write")).code).toBe(0);
  expect(read(LEDGER).startsWith(ours)).toBe(true);
  expect(read(LEDGER)).not.toContain("\r");
});

test("our own columns and NetBox's export are taken over, once", async () => {
  const own = csv("prefix,agency,description\n192.168.1.0/24,snv,LAN cũ\n172.16.0.0/24,15061,\n");
  expect((await province("import", own)).out).toContain("Nothing was written");
  expect(existsSync(join(copy.root, EXISTING_FILE))).toBe(false);
  expect((await province("import", own, "--write")).code).toBe(0);

  const netbox = csv(
    'Prefix,Status,Children,VRF,Tenant,Role,Description\n192.168.1.0/24,Active,0,—,"Sở Nội vụ (snv)",lan,"LAN, tầng 2"\n10.99.0.0/24,Active,0,—,Sở Y tế,lan,\n',
  );
  const { out } = await province("import", netbox, "--write", "--json");
  expect(JSON.parse(out)).toMatchObject({
    known: 1,
    written: true,
    added: [{ prefix: "10.99.0.0/24", agency: "syt" }],
  });
  expect(read(EXISTING_FILE).split("\n")).toEqual([
    "prefix,agency,description,source",
    "10.99.0.0/24,syt,,plan.csv",
    "172.16.0.0/24,15061,,plan.csv",
    "192.168.1.0/24,snv,LAN cũ,plan.csv",
    "",
  ]);
});

test("a row that is there twice is one network, and an empty source is the file's name", async () => {
  const file = csv("prefix,agency,source\n192.168.1.0/24,snv,\n192.168.1.0/24,snv,\n");
  expect((await province("import", file, "--write")).out).toContain("1 new network(s), 0 known already");
  expect(read(EXISTING_FILE)).toContain("192.168.1.0/24,snv,,plan.csv\n");
  expect((await province("import", file)).out).toContain("0 new network(s), 2 known already");
});

test("rows of nobody and the plan's own prefixes are passed over and counted", async () => {
  const file = csv("Prefix,Tenant\n10.0.0.0/8,\n10.99.0.0/16,—\nkhông rõ,\n192.168.1.0/24,snv\n10.96.0.0/16,stttt\n");
  expect(await imported(file)).toEqual({ added: ["192.168.1.0/24 snv"], planned: 1, withoutTenant: 3 });
  expect((await province("import", file)).out).toContain(
    "1 new network(s), 0 known already; 1 passed over: the plan itself gives them to that agency; 3 passed over: they have no tenant\n",
  );
  expect((await province("import", file, "--lang", "vi")).out).toContain(
    "bỏ qua 1 tiền tố mà chính quy hoạch đã cấp cho cơ quan đó; bỏ qua 3 tiền tố không ghi đơn vị sử dụng\n",
  );
  expect((await province("import", csv("prefix,agency\n10.0.0.0/8,\n"))).err).toContain(
    'plan.csv:2:12: no unit is called ""',
  );
});

test("our own export for NetBox reads back to nothing new", async () => {
  const file = csv((await province("export", "--format", "netbox-prefixes")).out);
  const { added, planned, withoutTenant } = await imported(file);
  expect(added).toEqual([]);
  expect(withoutTenant).toBe(2);
  expect(planned).toBe(read("plan.csv").trimEnd().split("\r\n").length - 3);
});

test.each([
  ["a no-break space", "prefix,tenant,role\n192.168.1.0/24,snv,a\u00a0b\n"],
  ["a heading of Markdown", 'prefix,tenant,comments\n192.168.1.0/24,snv,"Ghi chú\n=======\nLAN"\n'],
  ["what looks like a conflict", 'prefix,tenant,comments\n192.168.1.0/24,snv,"<<<<<<< HEAD\n>>>>>>> x"\n'],
  ["a quote in a cell", 'prefix,tenant,rack\n192.168.1.0/24,snv,19" rack\n'],
  ["a control character", "prefix,tenant,role\n192.168.1.0/24,snv,a\u0007\u200b\n"],
  ["a comma in a header", 'prefix,tenant,"Contact, phone"\n192.168.1.0/24,snv,x\n'],
  ["a line end in a header", 'prefix,tenant,"Contact\nphone"\n192.168.1.0/24,snv,x\n'],
  ["a header twice", "prefix,tenant,Status,Status\n192.168.1.0/24,snv,Active,x\n"],
  ["a description twice", "prefix,tenant,Description,description\n192.168.1.0/24,snv,,x\n"],
  ["a header of nothing", "prefix,tenant,,\n192.168.1.0/24,snv,Active,x\n"],
  ["a number sign", "#,prefix,tenant\n1,192.168.1.0/24,snv\n#2,192.168.2.0/24,\n"],
  ["fewer cells", "prefix,tenant,role,status\n192.168.1.0/24,snv\n"],
  ["a comma at the end", "prefix,tenant\n192.168.1.0/24,snv,\n"],
  ["old line ends of a Mac", "prefix,tenant\r192.168.1.0/24,snv\r"],
  ["invisible spaces around what counts", "\u00a0Prefix,Tenant\u200b\n\u00a0192.168.1.0/24 ,\u200bSở\u00a0Nội vụ\n"],
  ["UTF-16", Buffer.from("\ufeffprefix,tenant\r\n192.168.1.0/24,Sở Nội vụ\r\n", "utf16le")],
])("a foreign file with %s is read", async (_, text) => {
  expect((await imported(csv(text))).added).toEqual(["192.168.1.0/24 snv"]);
});

/** What an import would make of a file. */
async function imported(file: string): Promise<{ added: string[]; planned: number; withoutTenant: number }> {
  const { out, err } = await province("import", file, "--json");
  expect(err).toBe("");
  const { added, planned, withoutTenant } = JSON.parse(out) as { added: Row[]; planned: number; withoutTenant: number };
  return { added: added.map(({ prefix, agency }) => `${prefix} ${agency}`), planned, withoutTenant };
}

test("a formula is written as text, and reads back to nothing new", async () => {
  const file = csv("prefix,agency,description\n192.168.1.0/24,snv,=1+1\n");
  await province("import", file, "--write");
  expect(read(EXISTING_FILE)).toContain("192.168.1.0/24,snv,'=1+1,plan.csv\n");
  expect((await province("import", file)).out).toContain("0 new network(s), 1 known already");
});

test("overlaps are reported with both owners", async () => {
  const file = csv("prefix,agency\n192.168.1.0/24,snv\n192.168.0.0/16,stc\n10.96.5.0/24,snv\n");
  const { overlaps } = JSON.parse((await province("import", file, "--json")).out);
  const pairs = overlaps.map(({ outer, inner, with: side }: { outer: Row; inner: Row; with: string }) =>
    [inner.agency, inner.prefix, outer.agency, side].join(" "),
  );
  expect(pairs).toEqual(["snv 10.96.5.0/24 stttt plan", "snv 192.168.1.0/24 stc existing"]);
  expect((await province("import", file)).out).toMatch(/snv .*192\.168\.0\.0\/16 .*stc/);
});
interface Row {
  agency: string;
  prefix: string;
}

test.each([
  ["no prefix", "prefix,agency\n192.168.1.5/24,snv\n", 'plan.csv:2:1: "192.168.1.5/24" is no prefix'],
  ["nobody's", "prefix,agency\n192.168.1.0/24,snvv\n", "plan.csv:2:16: no unit is called"],
  ["a tenant twice", "prefix,tenant,Tenant\n192.168.1.0/24,snv,stc\n", "plan.csv:1:15:"],
  ["a conflict", "prefix,tenant\n<<<<<<< HEAD\n192.168.1.0/24,snv\n", "plan.csv:2:1: an unfinished merge"],
  ["a conflict and a quote", 'prefix,tenant\n<<<<<<< HEAD\n192.168.1.0/24,"s\n', "plan.csv:2:1: an unfinished"],
  ["a name of several units", "prefix,agency\n192.168.1.0/24,Xã Phú Sơn\n", "plan.csv:2:16:"],
  ["no such columns", "network,who\n192.168.1.0/24,snv\n", "plan.csv:1:1:"],
  ["semicolons", "prefix;agency\n192.168.1.0/24;snv\n", "plan.csv:1:"],
  ["cells too many", "prefix,agency\n192.168.1.0/24,snv,x\n", "plan.csv:2:20:"],
  ["an open quote", 'prefix,agency\n192.168.1.0/24,"snv\n', "plan.csv:2:"],
  ["an empty file", "", "plan.csv:1:1:"],
  ["no UTF-16, as it says", Buffer.from("\ufeffa\udfff", "utf16le").toString("latin1"), "plan.csv:1:2:"],
])("%s: the place and what to do, and nothing is written", async (_, text, expected) => {
  const file = csv(text);
  if (text.startsWith("ÿþ")) writeFileSync(file, Buffer.from(text, "latin1"));
  const { code, err } = await province("import", file, "--write");
  expect(code).toBe(2);
  expect(err).toContain(expected);
  expect(existsSync(join(copy.root, EXISTING_FILE))).toBe(false);
});

test("a file that is not there, and Vietnamese", async () => {
  expect((await province("import", join(copy.root, "none.csv"))).err).toContain("cannot be read");
  const file = csv("prefix,agency\nmạng,snv\n");
  expect((await province("import", file, "--lang", "vi")).err).toContain('"mạng" không phải một tiền tố');
});

test("check advises what overlaps in the list, also of an agency that a reform ended, and fails on its faults", async () => {
  const findings = async () => {
    const { out, code } = await province("check", "--json");
    const all = (JSON.parse(out) as { findings: { policy: string; level: string; resource: string }[] }).findings;
    return { code, found: all.map(({ policy, level, resource }) => `${policy} ${level} ${resource}`) };
  };
  writeFileSync(join(copy.root, EXISTING_FILE), "prefix,agency\n192.168.1.0/24,snv\n");
  expect(await findings()).toEqual({ code: 0, found: [] });
  writeFileSync(join(copy.root, EXISTING_FILE), "prefix,agency\n192.168.1.0/24,snv\n192.168.1.0/25,stttt\n");
  expect(await findings()).toEqual({ code: 0, found: ["AP-17 advisory stttt"] });
  vi.stubEnv("PROVINCE_AS_OF", "2025-07-01");
  expect((await findings()).found).toContain("AP-17 advisory stttt");
  writeFileSync(join(copy.root, EXISTING_FILE), "prefix,agency\n192.168.1.0/24,nobody\n");
  const { code, err } = await province("check");
  expect(code).toBe(2);
  expect(err).toContain(`${EXISTING_FILE}:2:`);
});
