import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Text } from "../../model/text.ts";
import { advice, buildPrograms, goPrograms } from "./go-build.ts";

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "go-build-test-"));
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

/** A go that says what the real one would, and writes a file for each program that it is asked to build. */
function fakeGo(body: string) {
  const program = join(work, "go");
  const script = `#!/bin/sh
echo "$(basename "$PWD") $GOFLAGS $CGO_ENABLED $GOTOOLCHAIN $*" >> ${work}/calls
if test "$1" = list; then
  echo "go: downloading example.org/lib v1.0.0" >&2
  printf '%s\\n' "example.org/lib example.org/lib@v1.0.0" "example.org/$(basename "$PWD") x@v1"
  exit 0
fi
${body}`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  return { program, version: "1.26.8", toolchain: "local" as const };
}
const builds = `
echo example.org/lib >&2
echo "example.org/$(basename "$PWD")" >&2
for last in "$@"; do out=$next; next=$last; done
while test "$1" != -o; do shift; done
dir=$2; shift 2
for p in "$@"; do p=\${p%/v3}; echo built > "$dir$(basename "$p")"; done`;

function build(go: ReturnType<typeof fakeGo>, messages: string[] = []) {
  const targets = new Map(goPrograms.map((p) => [p, join(work, "out", p.name)]));
  const options = { go, temporary: join(work, "tmp"), progress: ({ en }: Text) => void messages.push(en) };
  return buildPrograms(targets, options);
}

test("every program ends in its place, with its version, one go build for each module", async () => {
  const messages: string[] = [];
  await build(fakeGo(builds), messages);
  for (const { name } of goPrograms) expect(readFileSync(join(work, "out", name), "utf8")).toBe("built\n");
  const calls = readFileSync(join(work, "calls"), "utf8")
    .trim()
    .split("\n")
    .filter((c) => c.includes(" build "));
  expect(calls.map((c) => c.split(" ")[0])).toEqual(["lang-nodejs", "cli", "providers"]);
  expect(calls[2]).toContain("-X main.Version=3.15.2");
  expect(calls[2]).toContain("-X main.Version=4.21.2");
  for (const call of calls) expect(call).toContain("-mod=readonly -buildvcs=false 0 local build -v -trimpath");
  expect(messages).toContain("downloading Go modules of pulumi-language-nodejs: 1 (example.org/lib)");
  expect(messages).toContain("compiling pulumi-language-nodejs: 1 of 2 packages");
  // What the first module compiled, in the same version, the next has not to compile again.
  expect(messages).toContain("compiling pulumi: 1 of 1 packages, linking");
});

test("what was finished before a failure is kept, and the reason stands in the error", async () => {
  const go = fakeGo(`if test "$(basename "$PWD")" = cli; then
    echo example.org/lib >&2; echo "lib.go:3: no space left on device" >&2; exit 1; fi
    ${builds}`);
  await expect(build(go)).rejects.toThrow(
    /pulumi could not be built \(go 1\.26\.8\):\nlib\.go:3: no space.*\nThe build needs about/,
  );
  expect(existsSync(join(work, "out", "pulumi-language-nodejs"))).toBe(true);
  expect(existsSync(join(work, "out", "pulumi"))).toBe(false);
});

describe("what to do about a failure", () => {
  test.each([
    [
      "go: example.org/x@v1: Get https://proxy.example.org/x: dial tcp: lookup: no such host",
      /proxy could not be reached/,
    ],
    ["verifying example.org/x@v1: checksum mismatch", /Do not go on/],
    ["compile: signal: killed", /memory/],
    ["go: download go1.25.11 for linux/amd64: toolchain not available", /Install Go/],
    ["x.go:1: undefined: y", /Try again/],
  ])("%s", (stderr, todo) => {
    expect(advice(stderr).en).toMatch(todo);
  });
});
