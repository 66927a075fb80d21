import { expect, test } from "vitest";
import { openRepository } from "../../../infra/repository/repository.ts";
import type { Finding } from "../../../policies/policy.ts";
import { pageData, type PageVerdict } from "./page-data.ts";

const repository = openRepository();

function finding(stack: string, policy: string, level: Finding["level"]): Finding {
  const resource = `urn:pulumi:${stack}::provincial-cloud::openstack:networking/network:Network::${stack}-dmz`;
  return { policy, level, resource, message: { en: policy, vi: stack } };
}

const verdict = (stack: string, ...findings: Finding[]): PageVerdict => ({ stack, resources: 10, findings });

test("an agency has the findings of its project's stack too, the worst first; the platform's are nobody's", () => {
  const data = pageData(repository, [
    verdict("platform", finding("platform", "IMG-01", "mandatory")),
    verdict("project-stttt", finding("project-stttt", "IAM-02", "mandatory")),
    verdict("stttt", finding("stttt", "CMP-03", "advisory"), finding("stttt", "NET-01", "mandatory")),
    verdict("project-vpubnd"),
  ]);
  const agency = (code: string) => data.agencies.find((each) => each.code === code)!;
  expect(agency("stttt").findings.map(({ policy, stack }) => [policy, stack])).toEqual([
    ["IAM-02", "project-stttt"],
    ["NET-01", undefined],
    ["CMP-03", undefined],
  ]);
  expect(agency("stttt").findings[1]).toMatchObject({ resource: "stttt-dmz", level: "mandatory" });
  expect(agency("stttt").resources).toBe(20);
  // Only its project was looked at: nothing is known of the agency itself.
  expect(agency("vpubnd").resources).toBeUndefined();
  expect(data.others.map(({ stack, findings }) => [stack, findings.length])).toEqual([["platform", 1]]);
});

test("what an approved exception lets pass comes last, with who approved it", () => {
  const waiver = {
    policy: "SEC-03",
    resource: "*",
    reason: "chờ thiết bị",
    approvedBy: "Sở TT&TT",
    expires: "2026-12-31",
  };
  const waived = [{ ...finding("stttt", "SEC-03", "mandatory"), waiver }];
  const { agencies } = pageData(repository, [{ ...verdict("stttt", finding("stttt", "CMP-03", "advisory")), waived }]);
  const { findings } = agencies.find(({ code }) => code === "stttt")!;
  expect(findings.map((each) => [each.policy, each.waiver])).toEqual([
    ["CMP-03", undefined],
    [
      "SEC-03",
      { en: expect.stringMatching("2026-12-31.*Sở TT&TT.*chờ thiết bị"), vi: expect.stringMatching("2026-12-31") },
    ],
  ]);
});

test("the strips hold every slot of the root once, in order, with what is held and what comes next", () => {
  const { strips, sites, areas } = pageData(repository, []);
  expect(strips.map(({ kind }) => kind)).toEqual(["platform", "department", "area", "reserve"]);
  let slot = 0;
  for (const { first, count } of strips) {
    expect(first).toBe(slot);
    slot += count;
  }
  expect(slot).toBe(256);
  for (const strip of [...strips, ...Object.values(areas)].filter(({ kind }) => kind !== "reserve")) {
    expect(strip.used).toBeLessThan(strip.size!);
    expect(strip.next).toBeGreaterThanOrEqual(strip.first);
  }
  const used = (kind: string, area?: string) =>
    sites.filter((site) => site.kind === kind && site.area === area && site.slot !== undefined).length;
  for (const kind of ["platform", "department", "area"] as const) {
    expect(strips.find((strip) => strip.kind === kind)?.used).toBe(used(kind));
  }
  for (const [code, strip] of Object.entries(areas)) expect([code, strip.used]).toEqual([code, used("commune", code)]);
  expect(sites.find(({ code }) => code === "stttt")).toMatchObject({ slot: 0x60, ipv6: "3fff:38:60::/48" });
  expect(sites.find(({ code }) => code === "15061")).toMatchObject({ slot: 0x80, ipv6: "3fff:38:84:8000::/56" });
});

test("every policy is there with its title, what goes wrong without it, and what to do", () => {
  const { policies } = pageData(repository, []);
  expect(policies.length).toBeGreaterThan(60);
  for (const { id, title, why, fix } of policies) {
    for (const text of [title, why, fix])
      expect([id, text.en.length > 0, text.vi.length > 0]).toEqual([id, true, true]);
  }
});
