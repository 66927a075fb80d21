import { expect, test } from "vitest";
import { modeIn } from "./zone-mode.ts";

test("a zone has its tenant's families, but for v6only, which has IPv6 alone in every tenant", () => {
  for (const mode of ["dual", "v6-preferred", "v6-only"] as const) {
    expect([modeIn({ mode }, "app"), modeIn({ mode }, "v6only")]).toEqual([mode, "v6-only"]);
  }
});
