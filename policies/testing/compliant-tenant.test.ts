import { describe, expect, test } from "vitest";
import { preview } from "../examples/drafts.ts";
import { judge } from "../judge.ts";
import { compliantTenant, tenantContext } from "./compliant-tenant.ts";
import { applied, blind } from "./draft-views.ts";

describe("no policy finds fault with the compliant tenant", () => {
  test.each([
    ["in a first preview", preview],
    ["once it is there", applied],
    ["when nothing says what belongs to what", blind],
  ])("%s", (_, view) => {
    expect(judge(view(compliantTenant()), tenantContext).findings).toEqual([]);
    expect(judge(view(compliantTenant()), {}).findings).toEqual([]);
  });
});
