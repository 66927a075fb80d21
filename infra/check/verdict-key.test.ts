import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parsePrefix } from "../../address-plan/prefixes/prefix.ts";
import { policyContextOf } from "../policy-context.ts";
import { openRepository, repositoryRoot, type Repository } from "../repository/repository.ts";
import { stackInputs } from "../stack-inputs.ts";
import { PROJECT, stackNamesOf } from "../stack-names.ts";
import { queuedStack } from "./queued-stack.ts";
import { stackWork } from "./stack-work.ts";
import { codeFingerprint, verdictKey, verdictSources } from "./verdict-key.ts";

const folder = mkdtempSync(join(tmpdir(), "verdict-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

let copies = 0;
/** A copy of this repository's data with one text of one file replaced. */
function changed(file: string, from: string | RegExp, to: string): Repository {
  copies += 1;
  const root = join(folder, String(copies));
  cpSync(join(repositoryRoot(), "stacks"), join(root, "stacks"), { recursive: true });
  const text = readFileSync(join(root, file), "utf8");
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  writeFileSync(join(root, file), edited);
  return openRepository(root);
}

const here = openRepository();
const key = (repository: Repository, stack: string): string => verdictKey("code", queuedStack(repository, stack));
/** Which of these stacks have other keys than the repository as it is. */
const affected = (repository: Repository): string[] =>
  ["platform", "project-stttt", "stttt", "15061", "vpubnd"].filter(
    (stack) => key(repository, stack) !== key(here, stack),
  );

test("the same files give the same keys", () => {
  expect(affected(changed("stacks/agencies/15061.yaml", /$/, "# a comment\n"))).toEqual([]);
});

test("a key of an agency's file changes that agency's stack alone", () => {
  const servers = changed("stacks/agencies/stttt.yaml", "replicas: 2", "replicas: 3");
  expect(affected(servers)).toEqual(["stttt"]);
  // Tags of the project come from the file too.
  const stage = changed("stacks/agencies/stttt.yaml", "stage: dual-stack", "stage: pilot");
  expect(affected(stage)).toEqual(["project-stttt", "stttt"]);
});

test("a flow changes the stacks at both its ends", () => {
  const flow = changed("stacks/agencies/stttt.yaml", "services: [app-http]", "services: [https]");
  expect(affected(flow)).toEqual(["stttt", "15061"]);
});

test("a zone and a service change the stacks that have them", () => {
  const zone = changed("stacks/province/zones.yaml", /(nibble: 6\n.*\n\s*addressMode: )slaac/, "$1dhcpv6-stateless");
  expect(affected(zone)).toEqual(["stttt", "15061", "vpubnd"]);
  const service = changed("stacks/province/services.yaml", "[8080/tcp]", "[8081/tcp]");
  expect(affected(service)).toEqual(["stttt", "15061", "vpubnd"]);
  const words = changed("stacks/province/services.yaml", "Internal application behind", "An application behind");
  expect(affected(words)).toEqual([]);
});

test("a line of the ledger changes its agency's stacks, and those that name its addresses", () => {
  const { plan } = here;
  const moved = { ...plan.sites["stttt"]!, ipv6: parsePrefix("3fff:38:61::/48") };
  const repository = { ...here, plan: { ...plan, sites: { ...plan.sites, stttt: moved } } };
  // 15061 sends to stttt, and stttt to vpubnd.
  expect(affected(repository)).toEqual(["project-stttt", "stttt", "15061", "vpubnd"]);
  const other = { ...plan.sites["15061"]!, ipv6: parsePrefix("3fff:38:84:8100::/56") };
  expect(affected({ ...here, plan: { ...plan, sites: { ...plan.sites, "15061": other } } })).not.toContain("vpubnd");
});

test("all that the program and the policies know of a stack is in its work", () => {
  for (const stack of stackNamesOf(here)) {
    const whole = { inputs: stackInputs(here, stack), context: policyContextOf(PROJECT, stack, here) };
    expect(stackWork(queuedStack(here, stack))).toEqual(JSON.parse(JSON.stringify(whole)));
  }
});

test("a cloud-config changes the stacks whose servers have it", () => {
  expect(affected(changed("stacks/province/cloud-init/db.yaml", /$/, "fqdn: a.example\n"))).toEqual([
    "stttt",
    "vpubnd",
  ]);
});

test("any change of the code, of what is installed, or of the provider's variables changes every key; tests change none", () => {
  const root = join(folder, "code");
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const part of ["address-plan", "components", "infra", "model", "policies"]) {
    write(`${part}/deep/file.ts`, part);
  }
  write("package-lock.json", "{}");
  const print = (): string => codeFingerprint(root, {});
  const seen = new Set([print()]);
  for (const file of ["policies/deep/file.ts", "model/new.ts", "components/deep/file.ts", "package-lock.json"]) {
    write(file, "changed");
    seen.add(print());
  }
  write("node_modules/.package-lock.json", "installed");
  seen.add(print());
  seen.add(codeFingerprint(root, { OS_INSECURE: "true" }));
  expect(seen.size).toBe(7);
  const last = print();
  expect(codeFingerprint(root, { HOME: "/elsewhere" })).toBe(last);
  for (const file of ["deep/file.test.ts", "testing/file.ts", "examples/deep/file.ts", "pages/file.ts"]) {
    write(`policies/${file}`, "for tests and readers");
    expect([file, print()]).toEqual([file, last]);
  }
  write("components/deep/example.ts", "for the README");
  expect(print()).toBe(last);
});

test("what plans and judges a stack is in its key, and reads no repository, file, clock or environment", () => {
  const root = repositoryRoot();
  const impure: string[] = [];
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(root, file), "utf8");
    if (/new Date\(\)|Date\.now\(|process\.env|Math\.random/.test(text)) impure.push(file);
    const imports = [...text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+"([^"]+)"/gm)];
    for (const specifier of imports.map((match) => match[1] ?? "")) {
      if (specifier.startsWith(".")) visit(normalize(join(dirname(file), specifier)));
      else seen.add(specifier);
    }
  };
  visit(relative(root, join(import.meta.dirname, "judge-queued.ts")));
  expect(seen).toContain("components/agency-tenant/index.ts");
  expect(seen).toContain("policies/judge.ts");
  const sources = new Set(verdictSources());
  expect([...seen].filter((name) => name.endsWith(".ts") && !sources.has(name))).toEqual([]);
  const readers = [...seen].filter((name) =>
    /^(model|address-plan)\/|repository\.ts$|^node:(fs|child|http|net)/.test(name),
  );
  expect(readers).toEqual([]);
  expect(impure).toEqual([]);
});
