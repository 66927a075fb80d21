import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { allocate } from "../../address-plan/allocation/allocate.ts";
import { formatLedger, parseLedger } from "../../address-plan/ledger/ledger-file.ts";
import type { Ledger, SiteRequest } from "../../address-plan/ledger/ledger.ts";
import { planOf } from "../../address-plan/plan-of.ts";
import { formatPrefix } from "../../address-plan/prefixes/prefix.ts";
import { applyReform } from "../../address-plan/reforms/reform.ts";
import { stacksCopy } from "../../tests/stacks-copy.ts";

const LEDGER = "stacks/address-ledger.jsonl";
const ENVIRONMENTS = "stacks/province/environments.yaml";

const copy = stacksCopy();
const { read, edit } = copy;
const province = (...argv: string[]) => copy.province("address", ...argv);

/** A state with one resource of each kind that names addresses. */
function writeState(address: string): string {
  const resource = (type: string, name: string, inputs: Record<string, unknown>) => ({
    urn: `urn:pulumi:stttt::provincial-cloud::openstack:${type}::${name}`,
    type: `openstack:${type}`,
    inputs,
  });
  const file = join(copy.root, "state.json");
  const resources = [
    resource("dns/recordSet:RecordSet", "www", { records: [address], tags: ["web"] }),
    resource("networking/routerRoute:RouterRoute", "to-old", { destinationCidr: `${address}/128`, nextHop: "fe80::1" }),
    resource("networking/secGroupRule:SecGroupRule", "from-old", { remoteIpPrefix: `${address}/128` }),
    resource("networking/port:Port", "vip", { allowedAddressPairs: [{ ipAddress: address }] }),
  ];
  writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
  return file;
}

describe("a prefix that is in quarantine", () => {
  // Went into Phường Hạc Thành on 1 July 2025.
  const retired = "3fff:38:80:8000::53";

  test("is advice when a file of stacks/ names it, with file, line and column (AP-11)", async () => {
    expect((await province("explain", retired, "--as-of", "2025-12-14")).out).toContain(
      "in quarantine until 2027-07-01",
    );
    edit(ENVIRONMENTS, (text) => text.replace('"2001:db8:cafe::54"]', `"${retired}"] # not ${retired}`));
    expect(await province("check")).toMatchObject({ code: 0, out: expect.stringContaining("keeps its rules") });
    const { code, out } = await province("check", "--as-of", "2025-12-14");
    expect([code, out.match(/AP-11/g)?.length]).toEqual([0, 1]);
    expect(out).toMatch(
      /^advisory +\d{5} breaks AP-11 .* 3fff:38:80:8000::53 in stacks\/province\/environments\.yaml:12:\d+; it ended/m,
    );
    expect(out.match(/3fff:38:80:8000::53 in/g)).toHaveLength(1);
  });

  test("is advice when a record, a route, a rule or an allowed pair of a state names it", async () => {
    const { code, out } = await province("check", "--as-of", "2025-12-14", "--references", writeState(retired));
    expect(code).toBe(0);
    expect(out).toContain("(www, records[0])");
    expect(out).toContain("(to-old, destinationCidr)");
    expect(out).toContain("(from-old, remoteIpPrefix) and 1 more; it ended");
    const clean = await province("check", "--as-of", "2025-12-14", "--references", writeState("3fff:38:40::53"));
    expect(clean.out).toContain("The address plan keeps its rules.");
  });

  test.each([
    ["that is not there", "none.json", undefined, "none.json can't be read"],
    ["that holds something else", "other.json", "[1]", "this is JSON, but no object"],
  ])("a file %s is bad input", async (_, name, text, expected) => {
    const file = join(copy.root, name);
    if (text !== undefined) writeFileSync(file, text);
    expect(await province("check", "--references", file)).toMatchObject({
      code: 2,
      err: expect.stringContaining(expected),
    });
  });
});

describe("a slot that comes back", () => {
  /** All 64 slots of departments were in use, and one came free in 2024. */
  const crowded = (): { ledger: Ledger; address: string } => {
    const { ledger } = parseLedger(read(LEDGER), LEDGER);
    const first = { ...ledger!, entries: ledger!.entries.filter(({ date }) => date < "2023-01-01") };
    const more = Array.from({ length: 38 }, (_, index): SiteRequest => {
      const site = `so${String.fromCodePoint(97 + Math.floor(index / 26), 97 + (index % 26))}`;
      return { site, kind: "department", name: `Sở ${site}`, owner: site, purpose: "mạng" };
    });
    const full = allocate(first, more, { date: "2022-06-01", document: "Quyết định" }).ledger;
    const ended = applyReform(full, {
      date: "2022-07-01",
      document: "Nghị quyết",
      title: "Sắp xếp",
      events: [{ kind: "merge", into: "vpubnd", from: [neighbourOf(full, "vpubnd")] }],
    }).ledger;
    const { ipv6 } = planOf(full).sites[neighbourOf(full, "vpubnd")]!;
    return { ledger: ended, address: formatPrefix(ipv6).replace("::/48", "::53") };
  };
  const neighbourOf = (ledger: Ledger, site: string): string => {
    const { sites } = planOf(ledger);
    const wanted = formatPrefix(sites[site]!.ipv6).replace("40::/48", "41::/48");
    return Object.values(sites).find(({ ipv6 }) => formatPrefix(ipv6) === wanted)!.site;
  };
  let address: string;

  beforeEach(() => {
    const made = crowded();
    address = made.address;
    writeFileSync(join(copy.root, LEDGER), formatLedger(made.ledger));
    copy.register("{ code: moi, kind: department, name: Sở Mới }");
  });

  const allocation = ["allocate", "--date", "2025-01-01", "--document", "Quyết định", "--write"];

  test("is given out when nothing names it", async () => {
    const { code, out } = await province(...allocation);
    expect(code).toBe(0);
    expect(out).toMatch(/moi +department +Sở Mới +0x41/);
  });

  test("is refused to an allocation while stacks/ names it, and nothing is written (AP-11)", async () => {
    edit(ENVIRONMENTS, (text) => text.replace('"2001:db8:cafe::54"', `"${address}"`));
    const before = read(LEDGER);
    const { code, out, err } = await province(...allocation);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/moi breaks AP-11 .* 3fff:38:41::53 in stacks\/province\/environments\.yaml:12:\d+; wanted/);
    expect(read(LEDGER)).toBe(before);
  });

  test("is refused to the branch that gives way when two ledgers are joined", async () => {
    const before = read(LEDGER);
    const seq = before.trimEnd().split("\n").length;
    const name = `{"seq":${seq},"date":"2025-01-01","event":"rename","site":"snv","name":"Sở Nội vụ","document":"a"}`;
    const line = `{"seq":${seq},"date":"2025-01-01","event":"allocate","site":"moi","kind":"department","name":"Sở Mới","slot":"0x41","ipv6":"3fff:38:41::/48","ipv4":"10.65.0.0/16","owner":"moi","purpose":"mạng","document":"a"}`;
    writeFileSync(join(copy.root, LEDGER), `${before}<<<<<<< HEAD\n${name}\n=======\n${line}\n>>>>>>> branch\n`);
    expect((await province("settle")).out).toMatch(/moi .*3fff:38:41::\/48/);
    edit(ENVIRONMENTS, (text) => text.replace('"2001:db8:cafe::54"', `"${address}"`));
    const { code, err } = await province("settle", "--write");
    expect(code).toBe(2);
    expect(err).toContain("moi breaks AP-11");
    expect(read(LEDGER)).toContain("<<<<<<<");
  });

  test("is refused to growth while a state names it", async () => {
    const growth = ["grow", "vpubnd", "--to", "47", "--date", "2025-01-01"];
    expect(await province(...growth)).toMatchObject({ code: 0 });
    expect(await province(...growth, "--references", writeState(address))).toMatchObject({
      code: 2,
      err: expect.stringContaining("vpubnd breaks AP-11"),
    });
  });
});
