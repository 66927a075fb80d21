import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compareVersions, parseVersion, versionWithin, VERSIONS } from "./versions.ts";

describe("reading a version", () => {
  test.each([
    ["v3.259.0", [3, 259, 0]],
    ["3.270.0-alpha.1+abc", [3, 270, 0]],
    ["go version go1.26.8 linux/amd64", [1, 26, 8]],
    ["go version go1.21 linux/arm64", [1, 21, 0]],
    ["v3.259.0+dirty", [3, 259, 0]],
  ] as const)("%s", (text, version) => {
    expect(parseVersion(text)).toEqual(version);
  });

  test("a text without a version has none", () => {
    expect(parseVersion("devel")).toBeUndefined();
    expect(versionWithin("devel", "1.0.0")).toBe(false);
  });
});

describe("ordering", () => {
  test("numbers count, not characters", () => {
    expect(compareVersions([3, 99, 0], [3, 240, 0])).toBeLessThan(0);
    expect(compareVersions([4, 0, 0], [3, 999, 9])).toBeGreaterThan(0);
    expect(compareVersions([1, 2, 3], [1, 2, 3])).toBe(0);
  });

  test.each([
    ["3.239.9", false],
    ["3.240.0", true],
    ["v3.267.0", true],
    ["4.0.0", false],
  ])("a pulumi %s on PATH is taken: %s", (version, taken) => {
    expect(versionWithin(version, VERSIONS.cliMinimum, VERSIONS.cliBelow)).toBe(taken);
  });
});

describe("the pins agree with what is committed", () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

  test("go.mod files", () => {
    expect(read("../go/cli/go.mod")).toContain(`github.com/pulumi/pulumi/pkg/v3 v${VERSIONS.cliBuilt} `);
    expect(read("../go/lang-nodejs/go.mod")).toContain(
      `github.com/pulumi/pulumi/sdk/v3 v${VERSIONS.languageHostBuilt} `,
    );
    expect(read("../go/providers/go.mod")).toContain(
      `github.com/terraform-provider-openstack/terraform-provider-openstack/v3 v${VERSIONS.openstackTerraform}\n`,
    );
    for (const module of ["cli", "lang-nodejs", "providers"]) {
      expect(read(`../go/${module}/go.mod`)).toContain(`\ngo ${VERSIONS.goWanted}\n`);
    }
  });

  test("package.json", () => {
    const { dependencies } = JSON.parse(read("../../package.json")) as { dependencies: Record<string, string> };
    expect(dependencies["@pulumi/openstack"]).toBe(VERSIONS.openstack);
    expect(dependencies["@pulumi/random"]).toBe(VERSIONS.random);
  });

  test("both modules that the checksum database does not know are pinned in go.sum", () => {
    expect(read("../go/lang-nodejs/go.sum")).toContain("h1:+QJTFK7UcOFTYCg3XaSTrRZHWJ6Hqza8w9oADa4pPcM=");
    expect(read("../go/providers/go.sum")).toContain("h1:Ap8gvameIY5ZM7CMh7fngP/VoIyeupzKX3izoyfp9yg=");
  });
});
