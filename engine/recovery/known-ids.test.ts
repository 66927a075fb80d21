import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { idsOfOtherStacks } from "./known-ids.ts";

test("what another stack has is known, also where its state is packed or damaged; one's own is not among it", () => {
  const folder = mkdtempSync(join(tmpdir(), "known-ids-"));
  const stacks = join(folder, ".pulumi", "stacks", "p");
  mkdirSync(stacks, { recursive: true });
  const state = (id: string): string =>
    JSON.stringify({ checkpoint: { latest: { resources: [{ urn: "u", id, outputs: { id: "output" } }] } } });
  writeFileSync(join(stacks, "own.json"), state("own"));
  writeFileSync(join(stacks, "own.json.bak"), state("before"));
  writeFileSync(join(stacks, "own.2.json"), state("long before"));
  writeFileSync(join(stacks, "other.json"), state("other"));
  writeFileSync(join(stacks, "packed.json.gz"), gzipSync(state("packed")));
  writeFileSync(join(stacks, "cut.json"), state("cut").slice(0, -5));
  expect([...idsOfOtherStacks(folder, "p", "own")].toSorted()).toEqual(["cut", "other", "output", "packed"]);
  expect(idsOfOtherStacks(undefined, "p", "own").size).toBe(0);
  rmSync(folder, { recursive: true });
});
