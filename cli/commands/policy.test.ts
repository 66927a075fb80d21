import { Command } from "commander";
import { afterEach, expect, test, vi } from "vitest";
import { allPolicies } from "../../policies/all.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { register } from "./policy.ts";

async function run(...args: string[]): Promise<string> {
  let out = "";
  vi.spyOn(console, "log").mockImplementation((line: string) => void (out += `${line}\n`));
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true));
  const program = new Command().exitOverride();
  register(program);
  await program.parseAsync(["policy", ...args], { from: "user" });
  return out;
}
afterEach(() => void vi.restoreAllMocks());

test("list has every policy, as a table and as JSON", async () => {
  const table = await run("list");
  for (const policy of allPolicies) expect(table).toContain(policy.title.en);
  vi.restoreAllMocks();
  const { policies } = JSON.parse(await run("list", "--json")) as { policies: { id: string; name: string }[] };
  expect(policies.map((policy) => policy.id)).toEqual(allPolicies.map((policy) => policy.id));
  expect(policies.find((policy) => policy.id === "NET-01")?.name).toBe("net-01-network-dual-stack");
});

test.each(["NET-01", "net-01", "net-01-network-dual-stack", "network-dual-stack"])("explain knows %s", async (id) => {
  const text = await run("explain", id);
  expect(text).toContain("# NET-01: Every network has an IPv4 and an IPv6 subnet");
  expect(text).toContain("mandatory (advisory in phase 1)");
});

test("explain has the page of the docs, and --json the metadata beside it", async () => {
  const text = await run("explain", "NET-01");
  expect(text).toContain("\n## Fails\n");
  vi.restoreAllMocks();
  const { id, why, page } = JSON.parse(await run("explain", "NET-01", "--json")) as Record<string, string>;
  expect([id, page]).toEqual(["NET-01", text]);
  expect(why).toBe(allPolicies.find((policy) => policy.id === "NET-01")!.why.en);
});

test("an id that is none is bad input, answered with those of its area", async () => {
  const failure = run("explain", "RTR-09");
  await expect(failure).rejects.toThrow(UserError);
  await expect(failure).rejects.toThrow("There is no policy RTR-09. Did you mean one of RTR-01, RTR-02, RTR-03?");
});
