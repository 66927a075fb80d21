import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checks } from "./finding.ts";

test("docs/proof.md has each check, in the words of the code", () => {
  const page = readFileSync(new URL("../docs/proof.md", import.meta.url), "utf8");
  const rows = Object.fromEntries(
    [...page.matchAll(/^\| (VER-\d\d) \| ([^|]+) \|/gm)].map(([, id, text]) => [id, text]),
  );
  expect(rows).toEqual(Object.fromEntries(Object.entries(checks).map(([id, { en }]) => [id, en])));
});
