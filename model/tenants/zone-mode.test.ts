import { expect, test } from "vitest";
import { modeIn } from "./zone-mode.ts";

const MODES = ["dual", "v6-preferred", "v6-only"] as const;

test("a zone has its tenant's families, but for v6only, which has IPv6 alone in every tenant", () => {
  for (const mode of MODES) {
    expect([modeIn({ mode, zones: [] }, "app"), modeIn({ mode, zones: [] }, "v6only")]).toEqual([mode, "v6-only"]);
  }
});

test("a zone that the agency takes IPv4 from has IPv6 alone, and no other has", () => {
  for (const mode of MODES) {
    const zones = [
      { code: "app", subnets: 1, mode: "v6-only" as const },
      { code: "db", subnets: 1 },
    ];
    expect([modeIn({ mode, zones }, "app"), modeIn({ mode, zones }, "db")]).toEqual(["v6-only", mode]);
  }
});
