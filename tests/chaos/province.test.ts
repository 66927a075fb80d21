import { afterAll, expect, test } from "vitest";
import { spawnProvince } from "../province-command.ts";
import { smallProvince } from "./province.ts";

const province = smallProvince();
afterAll(() => province.remove());

test.each(["plain", "changed"] as const)(
  "the small province passes every policy: %s",
  (variant) => {
    province.become(variant);
    const { out, err, code } = spawnProvince(province.root, "check", "platform", "15061", "15067");
    expect(out + err).toContain("every policy passes");
    expect(code).toBe(0);
  },
  120_000,
);
