import { expect, test } from "vitest";
import { changesText, failureLines, summaryText, refusedAgencies } from "./summary.ts";

test("changes are told in words", () => {
  expect(changesText({ same: 40 })).toBe("nothing changed");
  expect(changesText({ create: 2, same: 3, delete: 1 })).toBe("2 created, 1 deleted");
});

test("the summary names addresses of both families, the proof and how to stop", () => {
  const text = summaryText({
    cloud: "the local cloud",
    stacks: [{ stack: "stttt", resources: 90, changes: { create: 90 } }],
    failures: [{ what: "15061", why: "409 OverQuota" }],
    servers: [
      {
        agency: "stttt",
        server: "web-1",
        zone: "dmz",
        ipv6: "3fff:38:60:2000::10:2",
        ipv4: "10.96.32.2",
        floatingIpv4: "203.0.113.60",
      },
    ],
    proof: ["312 probes, all as declared"],
    timings: { plan: 1.2, verify: 3.4 },
    next: ["npx province verify stttt"],
    stop: ["npx province cloud down"],
  });
  for (const part of [
    "3fff:38:60:2000::10:2",
    "10.96.32.2",
    "203.0.113.60",
    "312 probes",
    "15061: 409 OverQuota",
    "90 created",
    "npx province cloud down",
  ]) {
    expect(text).toContain(part);
  }
});

test("an agency whose plan violates a policy is refused, by its own stack or its project's, and stops no other", () => {
  const refused = refusedAgencies(["15061", "stttt", "vpubnd"], ["project-vpubnd", "15061"]);
  expect(refused.map(({ what }) => what)).toEqual(["15061", "vpubnd"]);
  expect(failureLines(refused).join("\n")).toContain("15061: its plan violates mandatory policies");
  expect(refusedAgencies(["stttt"], ["platform"])).toEqual([]);
});
