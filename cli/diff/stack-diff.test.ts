import { describe, expect, test } from "vitest";
import { parsePrefix } from "../../address-plan/prefixes/prefix.ts";
import type { Finding } from "../../policies/policy.ts";
import { diffAddresses } from "./address-diff.ts";
import type { SideResource, SideStack } from "./planned-side.ts";
import { diffStack, isEmptyDiff } from "./stack-diff.ts";

const resource = (type: string, name: string, inputs: Record<string, unknown> = {}): SideResource => ({
  urn: `urn:pulumi:stttt::provincial-cloud::${type}::${name}`,
  type,
  name,
  inputs,
  propertyDependencies: {},
  protect: false,
});
const NETWORK = "openstack:networking/network:Network";
const SUBNET = "openstack:networking/subnet:Subnet";
const VOLUME = "openstack:blockstorage/volume:Volume";

const stack = (resources: SideResource[], findings: Finding[] = []): SideStack => ({
  name: "stttt",
  resources: [resource("pulumi:pulumi:Stack", "provincial-cloud-stttt"), ...resources],
  findings,
});
const finding = (message: string, level: Finding["level"] = "mandatory", name = "x"): Finding => ({
  policy: "NET-01",
  level,
  resource: name,
  message: { en: message, vi: `${message} (vi)` },
});

describe("the difference of two plans of a stack", () => {
  test("has what came, what went, and the inputs that are others", () => {
    const before = stack([resource(NETWORK, "a", { mtu: 1500, tags: ["x"] }), resource(NETWORK, "b")]);
    const after = stack([
      resource(NETWORK, "a", { tags: ["x"], mtu: 9000, adminStateUp: true }),
      resource(SUBNET, "c"),
    ]);
    const diff = diffStack("stttt", "Sở", before, after, {});
    expect(diff).toMatchObject({ stack: "stttt", name: "Sở", status: "changed" });
    expect(diff.added.map(({ name }) => name)).toEqual(["c"]);
    expect(diff.removed.map(({ name }) => name)).toEqual(["b"]);
    expect(diff.changed).toMatchObject([
      {
        name: "a",
        inputs: [
          { key: "adminStateUp", after: true },
          { key: "mtu", before: 1500, after: 9000 },
        ],
      },
    ]);
    expect(diff.changed[0]?.inputs[0]).not.toHaveProperty("before");
    expect(diff.destructive).toEqual([]);
  });

  test("is empty when nothing is different, but not for a stack that is new or gone", () => {
    const same = stack([resource(NETWORK, "a", { mtu: 1500 })], [finding("m")]);
    expect(isEmptyDiff(diffStack("stttt", "", same, structuredClone(same), {}))).toBe(true);
    expect(diffStack("stttt", "", undefined, stack([]), {})).toMatchObject({ status: "added", added: [] });
    expect(isEmptyDiff(diffStack("stttt", "", undefined, stack([]), {}))).toBe(false);
    const gone = diffStack("stttt", "", same, undefined, {});
    expect(gone).toMatchObject({
      status: "removed",
      removed: [{ name: "a" }],
      resolvedFindings: [{ message: { en: "m" } }],
    });
  });

  test("tells new and resolved violations, and not those that only say it in other words", () => {
    const before = stack([], [finding("line 4"), finding("stays"), finding("gone", "advisory")]);
    const after = stack([], [finding("stays"), finding("line 7"), finding("worse"), finding("new", "mandatory", "y")]);
    const diff = diffStack("stttt", "", before, after, {});
    expect(diff.newFindings.map(({ message }) => message.en)).toEqual(["worse", "new"]);
    expect(diff.resolvedFindings.map(({ message }) => message.en)).toEqual(["gone"]);
  });

  test("calls the loss of what holds data destructive, and what LIF-03 refuses", () => {
    const before = stack([resource(VOLUME, "records"), resource(SUBNET, "old", { ipVersion: 4 })]);
    const lossy = diffStack("stttt", "", before, stack([resource(SUBNET, "new", { ipVersion: 6 })]), {});
    expect(lossy.destructive).toHaveLength(2);
    expect(lossy.destructive[0]).toEqual({
      en: 'Volume "records" would be removed with the data it holds',
      vi: "Ổ đĩa “records” sẽ bị xóa cùng dữ liệu trong đó",
    });
    expect(lossy.destructive[1]?.en).toMatch(/^Subnet "old" would be deleted in an update that enables IPv6; LIF-03/);
    expect(diffStack("stttt", "", stack([resource(NETWORK, "a")]), stack([]), {}).destructive).toEqual([]);
  });
});

describe("the difference of two ledgers", () => {
  const line = (seq: number, event: string, site: string, ipv6: string, ipv4: string): string =>
    JSON.stringify({ seq, event, site, name: `Xã ${site}`, ipv6, ipv4, document: "QĐ 1" });
  const ledger = (...entries: [string, string, string][]) => ({
    text: entries.map(([site, ipv6, ipv4], index) => `${line(index + 1, "allocate", site, ipv6, ipv4)}\n`).join(""),
    plan: {
      sites: Object.fromEntries(
        entries.map(([site, ipv6, ipv4]) => [site, { site, ipv6: parsePrefix(ipv6), ipv4: parsePrefix(ipv4) }]),
      ) as never,
    },
  });
  const one: [string, string, string] = ["15061", "3fff:38:8a00::/56", "10.138.0.0/22"];
  const two: [string, string, string] = ["15064", "3fff:38:8a00:400::/56", "10.138.4.0/22"];

  test("has new lines with their site, prefixes and document", () => {
    const diff = diffAddresses(ledger(one), ledger(one, two));
    expect(diff).toMatchObject({ retired: [], renumbered: [], rewritten: [] });
    expect(diff.added).toEqual([
      { seq: 2, event: "allocate", site: "15064", name: "Xã 15064", ipv6: two[1], ipv4: two[2], document: "QĐ 1" },
    ]);
  });

  test("tells a site that is retired", () => {
    const before = ledger(one, two);
    const retire = JSON.stringify({ seq: 3, event: "retire", site: "15064" });
    const after = { text: `${before.text}${retire}\n`, plan: ledger(one).plan };
    const diff = diffAddresses(before, after);
    expect(diff.retired).toEqual([{ site: "15064", ipv6: two[1], ipv4: two[2] }]);
    expect(diff.added).toMatchObject([{ event: "retire", site: "15064" }]);
    expect(diff.rewritten).toEqual([]);
  });

  test("takes a site that goes on under another code for the same one", () => {
    const [site, ...addresses] = one;
    const after = (...own: [string, string]) => ({
      text: ledger(one).text,
      plan: {
        sites: {
          "15099": { site: "15099", ipv6: parsePrefix(own[0]), ipv4: parsePrefix(own[1]), formerCodes: [site] },
        } as never,
      },
    });
    expect(diffAddresses(ledger(one), after(...addresses))).toMatchObject({ retired: [], renumbered: [] });
    expect(diffAddresses(ledger(one), after(two[1], two[2])).renumbered).toMatchObject([{ site: "15061" }]);
  });

  test("tells growth in place from renumbering, and lines that are not as they were", () => {
    const grown = diffAddresses(ledger(one), ledger(["15061", "3fff:38:8a00::/54", one[2]]));
    expect(grown.renumbered).toEqual([]);
    expect(grown.rewritten).toHaveLength(1);
    const moved = diffAddresses(ledger(one), ledger(["15061", two[1], one[2]]));
    expect(moved.renumbered).toEqual([{ site: "15061", before: `${one[1]} ${one[2]}`, after: `${two[1]} ${one[2]}` }]);
  });
});
