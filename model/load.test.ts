import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { REPOSITORY, sourcesWith, stacksText } from "../tests/sources-with.ts";
import { loadStacks, readStacks } from "./load.ts";
import type { Problem } from "./messages/problem.ts";

const SNV = "stacks/agencies/snv.yaml";
const MINIMAL = "code: snv\nname: Sở Nội vụ\nkind: department\n";

describe("the repository's own stacks/", () => {
  const { province, tenants, problems } = loadStacks(REPOSITORY);

  test("has no problems and gives the agencies by code", () => {
    expect(problems).toEqual([]);
    expect(tenants.filter(({ declared }) => declared).map(({ code }) => code)).toEqual(["15061", "stttt", "vpubnd"]);
    expect(tenants.map(({ code }) => code)).toEqual(tenants.map(({ code }) => code).toSorted());
  });

  test("holds the model province: 16 zones, 8 + 26 + 27 + 559 registered units, 27 areas, two centres with two owners", () => {
    const kinds = Object.groupBy(Object.values(province?.units ?? {}), ({ kind }) => kind);
    expect(
      Object.values(province?.zones ?? {})
        .map(({ nibble }) => nibble)
        .toSorted((a, b) => a - b),
    ).toEqual(Array.from({ length: 16 }, (_, nibble) => nibble));
    expect([kinds.platform, kinds.department, kinds.district, kinds.commune].map((units) => units?.length)).toEqual([
      8, 26, 27, 559,
    ]);
    expect(Object.keys(province?.areas ?? {})).toHaveLength(27);
    expect(Object.values(province?.dataCentres ?? {}).map(({ owner }) => owner)).toEqual(["vpubnd", "stttt"]);
  });

  test("keeps the order of registration, which the address plan follows", () => {
    const departments = Object.values(province?.units ?? {}).filter(({ kind }) => kind === "department");
    const first = departments.toSorted((a, b) => a.order - b.order).slice(0, 3);
    expect(first.map(({ code, order }) => [code, order])).toEqual([
      ["vpubnd", 1],
      ["stttt", 2],
      ["snv", 3],
    ]);
  });

  test("asks for 3, 5, 7, 8 and 8 zones from level 1 to level 5", () => {
    const { zones } = province?.securityBaseline ?? {};
    expect(Object.values(zones ?? {}).map((codes) => codes.length)).toEqual([3, 5, 7, 8, 8]);
  });

  test("takes image sources from the environment that was asked for", () => {
    expect(province?.images["debian-13-guest"]?.source).toBe("images/debian-13-guest.raw");
    const lab = loadStacks(REPOSITORY, { environment: "lab" }).province;
    expect(lab?.environment.name).toBe("lab");
    expect(lab?.images["debian-13-guest"]).toMatchObject({
      source: expect.stringMatching(/^https:/),
      ipv6Ready: false,
    });
    expect(loadStacks(REPOSITORY, { environment: "labb" }).problems[0]?.hint).toContain("did you mean `lab`?");
  });
});

describe("a server's own phase", () => {
  const web = (phase: string) => readStacks(sourcesWith({ [SNV]: `${MINIMAL}servers:\n  web: { phase: ${phase} }\n` }));

  test("is the server's alone", () => {
    const { tenants, problems } = web("1");
    const snv = tenants.find(({ code }) => code === "snv");
    expect(problems).toEqual([]);
    expect(snv?.phase).toBe(3);
    expect(snv?.servers.map(({ name, phase }) => [name, phase])).toEqual([
      ["app", undefined],
      ["db", undefined],
      ["web", 1],
    ]);
  });

  test.each(["4", "pilot"])("is none of %s", (phase) => {
    expect(web(phase).problems).toMatchObject([{ file: SNV, line: 5, key: "servers.web.phase" }]);
  });
});

describe("a minimal file", () => {
  test("gives a complete standard tenant", () => {
    const { tenants, problems } = readStacks(sourcesWith({ [SNV]: MINIMAL }));
    expect(problems).toEqual([]);
    expect(tenants.find(({ code }) => code === "snv")).toEqual({
      code: "snv",
      name: "Sở Nội vụ",
      kind: "department",
      dataCentre: "dc-a",
      securityLevel: 3,
      securityBaseline: "tt12-2022",
      mode: "dual",
      phase: 3,
      stage: "pilot",
      owner: "snv",
      zones: ["app", "db", "dmz", "mgmt"].map((code) => ({ code, subnets: 1 })),
      servers: [
        { name: "app", template: "app", zone: "app", replicas: 1, publish: false, host: 6 },
        { name: "db", template: "db", zone: "db", replicas: 1, publish: false, host: 10 },
        { name: "web", template: "web", zone: "dmz", replicas: 2, publish: true, host: 2 },
      ],
      flows: [
        { from: { kind: "internet" }, to: "dmz", services: ["http", "https"], origin: "standard" },
        { from: { kind: "zone", zone: "app" }, to: "app", services: ["app-http"], origin: "standard" },
        { from: { kind: "zone", zone: "app" }, to: "db", services: ["postgres"], origin: "standard" },
        { from: { kind: "zone", zone: "app" }, to: "mgmt", services: ["metrics", "syslog"], origin: "standard" },
        { from: { kind: "zone", zone: "db" }, to: "mgmt", services: ["metrics", "syslog"], origin: "standard" },
        { from: { kind: "zone", zone: "dmz" }, to: "app", services: ["app-http"], origin: "standard" },
        { from: { kind: "zone", zone: "dmz" }, to: "mgmt", services: ["metrics", "syslog"], origin: "standard" },
        { from: { kind: "zone", zone: "mgmt" }, to: "app", services: ["ssh-admin"], origin: "standard" },
        { from: { kind: "zone", zone: "mgmt" }, to: "db", services: ["ssh-admin"], origin: "standard" },
        { from: { kind: "zone", zone: "mgmt" }, to: "dmz", services: ["ssh-admin"], origin: "standard" },
        { from: { kind: "zone", zone: "mgmt" }, to: "mgmt", services: ["ssh-admin"], origin: "standard" },
      ],
      quotas: { instances: 16, cores: 32, ramMb: 32768, networks: 8, floatingIps: 4 },
      declared: true,
      enrolled: true,
      source: SNV,
    });
  });

  test("of a registered commune has its area from the register", () => {
    const { tenants } = loadStacks(REPOSITORY);
    expect(tenants.find(({ code }) => code === "15061")).toMatchObject({
      code: "15061",
      kind: "commune",
      area: "389",
      dataCentre: "dc-b",
      securityLevel: 2,
    });
    expect(stacksText("stacks/agencies/15061.yaml").split("\n").length).toBeLessThan(10);
  });

  test.each([
    ["dataCentre: dc-b", { dataCentre: "dc-b" }],
    ["securityLevel: 2", { securityLevel: 2 }],
    ["mode: v6-only", { mode: "v6-only" }],
    ["phase: 1", { phase: 1 }],
    ["stage: survey", { stage: "survey" }],
    ["owner: stttt", { owner: "stttt" }],
  ])("with `%s` changes that one thing", (line, change) => {
    const tenantOf = (text: string) =>
      readStacks(sourcesWith({ [SNV]: text })).tenants.find(({ code }) => code === "snv");
    expect(tenantOf(`${MINIMAL}${line}\n`)).toEqual({ ...tenantOf(MINIMAL), ...change });
  });
});

describe("a file that is broken in many ways", () => {
  const fixture = (name: string): string => join(REPOSITORY, "tests/fixtures/broken-agency", name);
  const sources = sourcesWith({ [SNV]: readFileSync(fixture("snv.yaml")) });
  const textOf = ({ file, line, column, key, message, hint }: Problem): string =>
    `${file}:${line}:${column} ${key}: ${message}\n  ${hint}\n`;

  test("gives every fault at once, each with its exact line and column", () => {
    const { problems, tenants } = readStacks(sources);
    expect(problems.map(({ line, column, key }) => `${line}:${column} ${key}`)).toEqual([
      "2:7 code",
      "3:7 name",
      "4:7 kind",
      "5:1 dataCenter",
      "6:16 securityLevel",
      "7:7 mode",
      "8:8 owner",
      "9:14 zones[1]",
      "11:20 servers.web.replicas",
      "11:36 servers.web.publish",
      "12:10 servers.app.repliccas",
      "13:21 servers.mail.template",
      "13:33 servers.mail.host",
      "14:3 ",
      "16:13 allow[0].from",
      "16:42 allow[0].services[0]",
      "17:5 allow[1].from",
      "18:15 allow[1].services",
    ]);
    expect(new Set(problems.map(({ file }) => file))).toEqual(new Set([SNV]));
    expect(tenants.map(({ code }) => code)).not.toContain("snv");
    expect(tenants.map(({ code }) => code)).toContain("stttt");
  });

  test.each(["en", "vi"] as const)("says each in language %s", async (lang) => {
    const text = readStacks(sources, { lang }).problems.map(textOf).join("");
    // Refresh with: npx vitest run --project offline model/load.test.ts -u
    await expect(text).toMatchFileSnapshot(fixture(`problems.${lang}.txt`));
  });
});

describe("an agency that is not registered", () => {
  test("is a unit too, after the registered ones of its kind", () => {
    const text = "code: 15063\nname: Xã Mới\nkind: commune\narea: 389\n";
    const { province, problems } = readStacks(sourcesWith({ "stacks/agencies/15063.yaml": text }));
    expect(problems).toEqual([]);
    expect(province?.units["15063"]).toEqual({
      code: "15063",
      kind: "commune",
      name: "Xã Mới",
      order: 560,
      area: "389",
      owner: "15063",
      validFrom: "2022-12-14",
    });
  });
});

describe("what is read", () => {
  test("is the same when files are remembered, also after others were broken, as when all are read anew", () => {
    const whole = (sources: ReturnType<typeof sourcesWith>) =>
      JSON.stringify([readStacks(sources), readStacks(sources, { asOf: "2025-08-01", lang: "vi" })]);
    const anew = () => {
      const { files, faults } = sourcesWith({});
      return { files: new Map([...files].map(([path, file]) => [path, { ...file }])), faults };
    };
    const first = whole(anew());
    expect(whole(sourcesWith({}))).toBe(first);
    const zones = "stacks/province/zones.yaml";
    const broken = sourcesWith({
      [zones]: `${stacksText(zones)}x: 1\n`,
      [SNV]: `${MINIMAL}servers: { web: { replicas: 0 } }\n`,
    });
    expect(readStacks(broken).problems).toHaveLength(2);
    expect(whole(sourcesWith({}))).toBe(first);
    expect(whole(anew())).toBe(first);
  });

  test("is read again from disk when a file has changed there", () => {
    const root = mkdtempSync(join(tmpdir(), "province-"));
    try {
      cpSync(join(REPOSITORY, "stacks"), join(root, "stacks"), { recursive: true });
      expect(loadStacks(root).problems).toEqual([]);
      writeFileSync(join(root, SNV), MINIMAL.replace("snv", "snw"));
      expect(loadStacks(root).problems).not.toEqual([]);
      writeFileSync(join(root, SNV), MINIMAL);
      expect(loadStacks(root).problems).toEqual([]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test("does not depend on the order of the files", () => {
    const sources = sourcesWith({ [SNV]: MINIMAL, "stacks/agencies/stp.yaml": "code: stp\n" });
    const expected = JSON.stringify(readStacks(sources));
    fc.assert(
      fc.property(fc.shuffledSubarray([...sources.files], { minLength: sources.files.size }), (files) => {
        expect(JSON.stringify(readStacks({ ...sources, files: new Map(files) }))).toBe(expected);
      }),
      { numRuns: 6 },
    );
  });

  test("without the province's own files gives problems, no tenants and no exception", () => {
    const { province, tenants, problems } = loadStacks(join(REPOSITORY, "docs"));
    expect(province).toBeUndefined();
    expect(tenants).toEqual([]);
    expect(problems.map(({ file, message }) => `${file} ${message}`)).toContain(
      "stacks/province.yaml the file is missing",
    );
  });

  test("gives faults of agencies even when one of the province's files has a fault", () => {
    const services = stacksText("stacks/province/services.yaml").replace("[443/tcp]", "[443]");
    const { province, problems } = readStacks(
      sourcesWith({ "stacks/province/services.yaml": services, [SNV]: `${MINIMAL}zones: [dmzz]\n` }),
    );
    expect(province).toBeUndefined();
    expect(problems.map(({ file, key }) => `${file} ${key}`)).toEqual([
      `${SNV} zones[0]`,
      "stacks/province/services.yaml services.https.ports[0]",
    ]);
  });

  test("never throws, whatever stands in a file", () => {
    const original = new TextEncoder().encode(stacksText("stacks/agencies/stttt.yaml"));
    const piece = fc.oneof(
      fc.constantFrom(
        "\t",
        "&a ",
        "*a",
        "!!x ",
        "---\n",
        "{",
        "]",
        "'",
        '"',
        ": ",
        "\n",
        "? ",
        "|",
        "<<: ",
        "#",
        "null",
        "0x1",
        "\u0000",
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.nat(original.length), fc.nat(20), piece, (start, length, text) => {
        const bytes = Buffer.concat([
          original.subarray(0, start),
          Buffer.from(text),
          original.subarray(start + length),
        ]);
        const { problems } = readStacks(sourcesWith({ "stacks/agencies/stttt.yaml": bytes }));
        for (const { line, column, message } of problems) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(message).not.toMatch(/undefined|\[object|Error/);
        }
      }),
      { numRuns: 25 },
    );
  });
});
