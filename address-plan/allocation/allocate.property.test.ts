import fc from "fast-check";
import { expect, test } from "vitest";
import { formatLedger, parseLedger } from "../ledger/ledger-file.ts";
import { allocationsOf, type Ledger, type SiteRequest } from "../ledger/ledger.ts";
import { planOf, zoneBlockOf, zonePlanOf } from "../plan-of.ts";
import { contains, formatAddress, overlaps } from "../prefixes/address.ts";
import { serverAddressesOf } from "../prefixes/interface-id.ts";
import { formatPrefix, isCanonical, parsePrefix } from "../prefixes/prefix.ts";
import { hostRangeOf, subnetCountOf, subnetPlanOf } from "../prefixes/subnet.ts";
import { profileOf } from "../profile.ts";
import { checkLedger } from "../rules/check.ts";
import { EMPTY_LEDGER, historyOfRequests, ledgersOf } from "../testing/random-histories.ts";
import { allocate, AllocationError } from "./allocate.ts";

/** Of each property: together a few thousand histories, in a few seconds. */
const RUNS = { numRuns: 300 };
const REASON = { date: "2030-01-01", document: "Quyết định số 99" };
const last = (ledgers: Ledger[]): Ledger => ledgers.at(-1) ?? EMPTY_LEDGER;

test("no two sites share an address, in either family, but for an area and its communes (AP-03, AP-04)", () => {
  fc.assert(
    fc.property(historyOfRequests, (batches) => {
      const ledger = last(ledgersOf(batches));
      const sites = Object.values(planOf(ledger).sites).map((site) => ({ site, hub: zoneBlockOf(site) }));
      for (const family of ["ipv6", "ipv4"] as const) {
        const root = parsePrefix(family === "ipv6" ? ledger.root6 : ledger.root4);
        const blocks = sites.map(({ site, hub }) => ({ ...site, prefix: site[family], hub: hub[family] }));
        const prefixOf = new Map(blocks.map(({ site, prefix }) => [site, prefix]));
        const faults: string[] = [];
        for (const [index, a] of blocks.entries()) {
          if (!contains(prefixOf.get(a.parent ?? "") ?? root, a.prefix))
            faults.push(`${a.site} lies outside its parent`);
          // Every pair is compared: checkLedger's own pass is not trusted here.
          for (const b of blocks.slice(0, index)) {
            const nested = a.parent === b.site || b.parent === a.site;
            if (overlaps(a.prefix, b.prefix) !== nested) faults.push(`${a.site} and ${b.site}`);
            if (nested && overlaps(a.hub, b.hub)) faults.push(`a commune in the hub: ${a.site}, ${b.site}`);
          }
        }
        expect(faults).toEqual([]);
      }
    }),
    RUNS,
  );
});

test("sites have whole nibbles, the size of their kind and canonical text (AP-02, AP-05, AP-23)", () => {
  fc.assert(
    fc.property(historyOfRequests, (batches) => {
      const entries = allocationsOf(last(ledgersOf(batches)));
      const shapes = entries.map(({ kind, ipv6, ipv4 }) =>
        [kind, ...[ipv6, ipv4].map((text) => text.split("/")[1])].join(" "),
      );
      for (const shape of shapes) {
        expect(["platform 48 16", "department 48 16", "area 48 15", "commune 56 23"]).toContain(shape);
      }
      expect(entries.filter(({ ipv6, ipv4 }) => !isCanonical(ipv6) || !isCanonical(ipv4))).toEqual([]);
    }),
    RUNS,
  );
});

test("the order of requests does not matter (AP-07)", () => {
  const shuffled = historyOfRequests.chain((batches) =>
    fc.tuple(
      fc.constant(batches),
      fc.tuple(...batches.map((batch) => fc.shuffledSubarray(batch, { minLength: batch.length }))),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([batches, others]) => {
      expect(formatLedger(last(ledgersOf(others)))).toBe(formatLedger(last(ledgersOf(batches))));
    }),
    RUNS,
  );
});

test("each batch adds lines and changes no byte of the lines before (AP-07)", () => {
  fc.assert(
    fc.property(historyOfRequests, (batches) => {
      const texts = ledgersOf(batches).map(formatLedger);
      for (const [index, text] of texts.slice(1).entries()) {
        expect(text.startsWith(texts[index]!)).toBe(true);
        const lines = text.split("\n").length - texts[index]!.split("\n").length;
        expect(lines).toBe(batches[index]!.length);
      }
    }),
    RUNS,
  );
});

test("a run with the same requests adds nothing; old and new requests together only add the new (AP-07)", () => {
  fc.assert(
    fc.property(historyOfRequests, (batches) => {
      const ledgers = ledgersOf(batches);
      const all = batches.flat();
      const again = allocate(last(ledgers), all, REASON);
      expect(again.added).toEqual([]);
      expect(formatLedger(again.ledger)).toBe(formatLedger(last(ledgers)));
      const earlier = ledgers[2]!;
      const rest = allocate(earlier, all, REASON);
      expect(rest.ledger.entries.slice(0, earlier.entries.length)).toEqual(earlier.entries);
      expect(rest.ledger.entries).toHaveLength(all.length);
    }),
    RUNS,
  );
});

test("every ledger passes its own rules, and continues every earlier one", () => {
  fc.assert(
    fc.property(historyOfRequests, (batches) => {
      const ledgers = ledgersOf(batches);
      for (const [index, ledger] of ledgers.entries()) expect(checkLedger(ledger, ledgers[index - 1])).toEqual([]);
    }),
    RUNS,
  );
});

test("the ledger reads back to the same bytes, whatever the names", () => {
  // As the model reads them: accents are one with their letters.
  const label = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .map((text) => text.normalize("NFC"))
    .filter((text) => text.trim() !== "");
  const labels = fc.record({ name: label, owner: label, purpose: label });
  fc.assert(
    fc.property(historyOfRequests, labels, (batches, names) => {
      const text = formatLedger(
        last(ledgersOf(batches.map((batch) => batch.map((request) => ({ ...request, ...names }))))),
      );
      const { ledger, problems } = parseLedger(text, "ledger");
      expect(problems).toEqual([]);
      expect(formatLedger(ledger ?? EMPTY_LEDGER)).toBe(text);
    }),
    RUNS,
  );
});

test("a pool keeps the next-larger block of each site free as long as it can (AP-08)", () => {
  for (const [kind, count] of [
    ["department", 64],
    ["platform", 64],
    ["area", 64],
    ["commune", 240],
  ] as const) {
    const pool = profileOf("P40").pools[kind];
    const digits = { department: "", platform: "", area: "1", commune: "10" }[kind];
    const requests = Array.from({ length: count }, (_, index): SiteRequest => {
      const site = digits ? `${digits}${String(index).padStart(kind === "area" ? 2 : 3, "0")}` : `a${index}`;
      const parent = kind === "commune" ? { parent: "399" } : {};
      return { site, kind, ...parent, name: site, owner: site, purpose: "test", order: index };
    });
    const area: SiteRequest = { site: "399", kind: "area", name: "Hoằng Hóa", owner: "399", purpose: "test" };
    const { ledger } = allocate(EMPTY_LEDGER, kind === "commune" ? [area, ...requests] : requests, REASON);
    const slots = allocationsOf(ledger)
      .filter((entry) => entry.kind === kind)
      .map(({ slot }) => Number(slot));
    expect(new Set(slots).size).toBe(count);
    for (let n = 2; n <= count; n++) {
      const sorted = slots.slice(0, n).toSorted((a, b) => a - b);
      const gap = Math.min(...sorted.slice(1).map((slot, index) => slot - sorted[index]!));
      // The best that any order can do: n sites in 2^bits slots lie 2^bits / 2^ceil(log2 n) apart. The communes'
      // pool lacks its first sixteenth, so there the slots that it stands for count as taken.
      const unusable = kind === "commune" ? slots.length + 16 : slots.length;
      const share = kind === "commune" ? Math.ceil((n * unusable) / slots.length) : n;
      expect(gap).toBeGreaterThanOrEqual(2 ** pool.bits / 2 ** Math.ceil(Math.log2(Math.min(share, 2 ** pool.bits))));
    }
  }
});

test("a full pool is an error that names the site, and nothing is allocated", () => {
  const requests = Array.from({ length: 66 }, (_, index): SiteRequest => {
    const site = `a${String(index).padStart(2, "0")}`;
    return { site, kind: "department", name: site, owner: site, purpose: "test" };
  });
  expect(() => allocate(EMPTY_LEDGER, requests, REASON)).toThrow(
    new AllocationError([
      {
        en: "department a64: no slot is left in slots 0x40..0x7f of 3fff:38::/40 (64 slots); a larger root is needed",
        vi: "cơ quan a64: không còn vị trí trống trong các vị trí 0x40..0x7f của 3fff:38::/40 (64 vị trí); cần khối gốc lớn hơn",
      },
      {
        en: "department a65: no slot is left in slots 0x40..0x7f of 3fff:38::/40 (64 slots); a larger root is needed",
        vi: "cơ quan a65: không còn vị trí trống trong các vị trí 0x40..0x7f của 3fff:38::/40 (64 vị trí); cần khối gốc lớn hơn",
      },
    ]),
  );
});

test("zones are a site's prefix and one digit; subnets and servers are their own, outside pools (AP-06, AP-10, AP-18)", () => {
  const place = fc.record({ nibble: fc.nat(15), index: fc.nat(15), host: fc.nat(70), other: fc.nat(70) });
  fc.assert(
    fc.property(historyOfRequests, place, (batches, { nibble, index, host, other }) => {
      const faults: string[] = [];
      const want = (holds: boolean, fault: string) => holds || faults.push(fault);
      for (const site of Object.values(planOf(last(ledgersOf(batches))).sites)) {
        const zone = zonePlanOf(site, "z", nibble);
        const block = zoneBlockOf(site);
        const { ipv6: zone6, ipv4: zone4 } = zone;
        const named = formatPrefix(zone6);
        want(zone6.length - block.ipv6.length === 4 && zone4.length - block.ipv4.length === 4, `${named}: 4 bits`);
        want(Number((zone6.value >> BigInt(128 - zone6.length)) & 15n) === nibble, `${named}: nibble`);
        want(contains(block.ipv6, zone6) && contains(block.ipv4, zone4), `${named}: inside its site`);
        if (index >= subnetCountOf(zone)) {
          expect(() => subnetPlanOf(zone, index)).toThrow(`${index} is none of them`);
          continue;
        }
        const subnet = subnetPlanOf(zone, index);
        const cidr6 = formatPrefix(subnet.ipv6.cidr);
        want(subnet.ipv6.cidr.length === 64, `${cidr6}: /64`);
        want(contains(zone6, subnet.ipv6.cidr) && contains(zone4, subnet.ipv4.cidr), `${cidr6}: in its zone`);
        const { first, last: end } = hostRangeOf(subnet.ipv4.cidr);
        if (host < first || host > end) {
          expect(() => serverAddressesOf(subnet, host)).toThrow(`host number ${host}`);
          continue;
        }
        const server = serverAddressesOf(subnet, host);
        for (const family of ["ipv6", "ipv4"] as const) {
          const { value } = server[family];
          const text = formatAddress(server[family]);
          const { cidr, gateway, allocationPool } = subnet[family];
          want(contains(cidr, server[family]), `${text}: in its subnet`);
          want(
            value !== gateway.value && (value < allocationPool.start.value || value > allocationPool.end.value),
            `${text}: not gateway, not pool`,
          );
          want(isCanonical(text), `${text}: canonical`);
          if (other !== host && other >= first && other <= end) {
            want(serverAddressesOf(subnet, other)[family].value !== value, `${text}: host ${other} too`);
          }
        }
      }
      expect(faults).toEqual([]);
    }),
    RUNS,
  );
});

test("any change of a committed line is found (AP-07)", () => {
  const edit = fc.record({
    line: fc.nat(),
    key: fc.constantFrom("date", "site", "name", "slot", "ipv6", "ipv4", "owner", "purpose", "document"),
    how: fc.constantFrom("edit", "drop", "swap"),
  });
  fc.assert(
    fc.property(historyOfRequests, edit, (batches, { line, key, how }) => {
      const before = last(ledgersOf(batches));
      if (before.entries.length < 2) return;
      const at = line % before.entries.length;
      const entries = [...before.entries];
      if (how === "edit") entries[at] = { ...entries[at]!, [key]: key === "ipv6" ? "3fff:38:ff::/48" : "changed" };
      if (how === "drop") entries.splice(at, 1);
      if (how === "swap") entries.push(...entries.splice(at, 1));
      if (how === "swap" && at === entries.length - 1) return;
      const findings = checkLedger({ ...before, entries }, before);
      const found = findings.filter(({ policy }) => policy === "AP-07").map(({ resource }) => resource);
      expect(found).toContain(before.entries[at]!.site);
    }),
    RUNS,
  );
});

test("prefixes of both families are one-to-one: a site's IPv4 tells its IPv6 (AP-17)", () => {
  fc.assert(
    fc.property(historyOfRequests, (batches) => {
      const entries = allocationsOf(last(ledgersOf(batches)));
      expect(new Set(entries.map(({ ipv4 }) => ipv4)).size).toBe(entries.length);
      expect(new Set(entries.map(({ ipv6 }) => ipv6)).size).toBe(entries.length);
      for (const { kind, slot, ipv4, parent } of entries) {
        const value = parsePrefix(ipv4).value;
        const area = entries.find(({ site }) => site === parent);
        // The rules of docs/address-plan.md, said again in other words than the code's.
        const expected = {
          platform: () => `10.${Number(slot)}.0.0/16`,
          department: () => `10.${Number(slot)}.0.0/16`,
          area: () => `10.${128 + (Number(slot) - 0x80) * 2}.0.0/15`,
          commune: () =>
            formatPrefix({ family: 4, length: 23, value: parsePrefix(area!.ipv4).value + BigInt(Number(slot) * 512) }),
        }[kind]();
        expect(formatPrefix({ family: 4, length: parsePrefix(ipv4).length, value })).toBe(expected);
      }
    }),
    RUNS,
  );
});
