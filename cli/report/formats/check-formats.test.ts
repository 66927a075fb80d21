import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { type CheckReport, checkReport, faultReport } from "../check-report.ts";
import { checkText } from "../check-text.ts";
import { NASTY, sampleFaults, sampleReport } from "../testing/sample-report.ts";
import { CHECK_FORMATS } from "./formats.ts";
import { githubAnnotations } from "./github.ts";
import { gitlabCodeQuality } from "./gitlab.ts";
import { junit } from "./junit.ts";
import { sarif } from "./sarif.ts";
import { reportJson } from "./stacks-json.ts";

describe("JUnit", () => {
  interface Case {
    "@name": string;
    "@file"?: string;
    failure?: { "@message": string; "#text": string };
    error?: { "#text": string };
    "system-out"?: string;
  }
  interface Suite {
    "@name": string;
    "@tests": string;
    "@failures": string;
    testcase: Case[];
  }
  const suites = (report: CheckReport): { counts: Record<string, string>; suites: Suite[] } => {
    const text = junit(report);
    expect(XMLValidator.validate(text)).toBe(true);
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "@",
      trimValues: false,
      isArray: (name) => name === "testsuite" || name === "testcase",
    });
    const { testsuites } = parser.parse(text) as { testsuites: Record<string, string> & { testsuite: Suite[] } };
    return { counts: testsuites, suites: testsuites.testsuite };
  };

  test("has a suite for each stack and a case for each policy; only mandatory findings fail", () => {
    const { counts, suites: all } = suites(sampleReport);
    expect(counts).toMatchObject({ "@tests": "5", "@failures": "1", "@errors": "0", "@skipped": "1" });
    expect(all.map((suite) => [suite["@name"], suite["@tests"], suite["@failures"]])).toEqual([
      ["15061", "2", "0"],
      ["skhdt", "1", "0"],
      ["stttt", "2", "1"],
    ]);
    expect(all[0]?.testcase[1]?.["@name"]).toMatch(/^NET-06 .* \(waived until 2027-06-30, approved by Sở TT&TT/);
    const [failing, advice] = all[2]?.testcase ?? [];
    expect(failing?.["@name"]).toMatch(/^NET-01 Every network/);
    expect(failing?.["@file"]).toBe("stacks/agencies/stttt.yaml");
    expect(failing?.failure?.["#text"].match(/stttt\.yaml:3:3: /g)).toHaveLength(5);
    expect(failing?.failure?.["#text"]).toContain('server "app" <1> & 100%: a,b');
    expect(failing?.failure?.["#text"]).toContain("second\ufffd line; Sở Thông tin");
    expect(advice?.failure).toBeUndefined();
    expect(advice?.["system-out"]).toBe("stacks/agencies/stttt.yaml:4:3: no anti-affinity");
  });

  test("has faults of stacks/ as errors, a case for each file", () => {
    const { counts, suites: all } = suites(sampleFaults);
    expect(counts).toMatchObject({ "@tests": "2", "@failures": "0", "@errors": "2" });
    expect(all[0]?.testcase[0]?.error?.["#text"]).toMatch(
      /^stacks\/agencies\/stttt.yaml:9:3: unknown key `replica`\. Did you mean/,
    );
  });
});

describe("GitHub annotations", () => {
  test("escape what a workflow command takes for its own, and tell one line's findings once", () => {
    expect(githubAnnotations(sampleReport).split("\n")).toEqual([
      "::error file=stacks/agencies/stttt.yaml,line=3,col=3,title=NET-01 stttt::" +
        'server "app" <1> & 100%25: a,b%0D%0Asecond\u0007 line; Sở Thông tin 1' +
        "%0AThe same of stttt-app-2, stttt-app-3, stttt-app-4, stttt-app-5.",
      "::notice file=stacks/agencies/skhdt.yaml,line=1,title=TAG-01 skhdt::tag owner is missing",
      "::warning file=stacks/agencies/stttt.yaml,line=4,col=3,title=CMP-03 stttt::no anti-affinity",
      "",
    ]);
  });

  test("escape properties too", () => {
    const text = githubAnnotations(
      faultReport([{ file: "a,b:c%.yaml", line: 1, column: 2, key: "x", message: "y" }], "en"),
    );
    expect(text).toBe("::error file=a%2Cb%3Ac%25.yaml,line=1,col=2,title=x::y\n");
  });

  test("are one line each, whatever a fault says", () => {
    expect(githubAnnotations(sampleFaults).trimEnd().split("\n")).toHaveLength(3);
    expect(githubAnnotations(faultReport([], "en"))).toBe("");
  });
});

describe("GitLab code quality", () => {
  const schema = JSON.parse(
    readFileSync(new URL("../testing/gitlab-code-quality.schema.json", import.meta.url), "utf8"),
  ) as object;
  const validate = new Ajv({ allErrors: true }).compile(schema);
  const issues = (report: CheckReport): Record<string, unknown>[] => {
    const list = JSON.parse(gitlabCodeQuality(report)) as Record<string, unknown>[];
    validate(list);
    expect(validate.errors ?? []).toEqual([]);
    return list;
  };

  test("has every finding once, with GitLab's severities", () => {
    const list = issues(sampleReport);
    expect(list.map(({ severity }) => severity)).toEqual([...Array<string>(5).fill("critical"), "info", "minor"]);
    expect(list[0]).toMatchObject({
      description: `${NASTY} 1`,
      check_name: "NET-01",
      location: { path: "stacks/agencies/stttt.yaml", lines: { begin: 3 } },
    });
    expect(issues(sampleFaults).map(({ severity }) => severity)).toEqual(["blocker", "blocker", "blocker"]);
    expect(issues(faultReport([], "en"))).toEqual([]);
  });

  test("knows a finding again when only its line has changed", () => {
    const [first] = sampleReport.findings;
    if (first === undefined) throw new Error("no finding");
    const moved = { ...sampleReport, findings: [{ ...first, place: { file: first.place.file, line: 40 } }] };
    expect(issues(moved)[0]?.["fingerprint"]).toBe(issues(sampleReport)[0]?.["fingerprint"]);
    const other = { ...sampleReport, findings: [{ ...first, resource: `${first.resource}x` }] };
    expect(issues(other)[0]?.["fingerprint"]).not.toBe(issues(sampleReport)[0]?.["fingerprint"]);
  });
});

describe("JSON", () => {
  test("has the stacks with their findings and places", async () => {
    const { stacks, problems } = JSON.parse(await reportJson(sampleReport)) as {
      stacks: { name: string; counts: object; findings: { policy: string; place: object }[] }[];
      problems: object[];
    };
    expect(stacks.map(({ name }) => name)).toEqual(["15061", "skhdt", "stttt"]);
    expect(stacks[2]?.findings[0]).toMatchObject({ policy: "NET-01", place: { line: 3, column: 3 } });
    expect(stacks[0]?.counts).toEqual({
      resources: 60,
      networks: 2,
      ipv4Subnets: 2,
      ipv6Subnets: 2,
      servers: 2,
      rules: 40,
    });
    expect(problems).toEqual([]);
    expect(stacks[0]).toMatchObject({ waived: [{ policy: "NET-06", waiver: { expires: "2027-06-30" } }] });
    expect(JSON.parse(await reportJson(sampleFaults))).toEqual({
      stacks: [],
      problems: sampleFaults.problems,
      notes: [],
    });
    const notes = sampleFaults.problems.slice(0, 1);
    expect(JSON.parse(await reportJson({ ...sampleReport, notes }))).toMatchObject({ problems: [], notes });
  });
});

describe("the text for a person", () => {
  test("says the sum first, then the policies, then the agencies, the worst first", async () => {
    const text = await (await CHECK_FORMATS.table({}))(sampleReport);
    const order = [
      "3 stacks, 180 resources: ✗ 5 mandatory, 1 to repair, 1 advice in 2 stacks; 1 stack without; 1 waived",
      "By policy",
      "✗ NET-01 5 in 1 stack       Every network",
      "~ TAG-01 1 in 1 stack",
      "! CMP-03",
      "stttt  Sở Thông tin",
      "stacks/agencies/stttt.yaml:3:3  stttt-app-1",
      "stacks/agencies/stttt.yaml:3:3  stttt-app-3",
      "and 2 more",
      "skhdt  Sở Kế hoạch",
      "Waived",
      "1 finding of NET-06 until 2027-06-30, approved by Sở TT&TT (12/QĐ): the vendor",
    ].map((part) => text.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(text).not.toContain("stttt-app-4");
    expect(checkText(sampleReport, { all: true })).toContain("stttt-app-5");
  });

  test("stays short for a whole province", () => {
    const [, , worst] = sampleReport.stacks;
    if (worst === undefined) throw new Error("no stack");
    const stacks = Array.from({ length: 613 }, (_, index) => ({ ...worst, stack: String(15000 + index) }));
    const report = checkReport(stacks, {}, "en");
    const text = checkText(report);
    expect(text.split("\n").length).toBeLessThan(250);
    expect(text).toContain("613 stacks, 36,780 resources: ✗ 3065 mandatory, 613 advice in 613 stacks");
    expect(text).toContain("… and 593 more stacks with findings; all of them: --all");
    expect(checkText(report, { all: true })).toContain("15612");
  });
});

test.each([sarif, junit, githubAnnotations, gitlabCodeQuality, checkText])(
  "findings in any order give the same bytes: %o",
  (render) => {
    const reversed = sampleReport.stacks.map((each) => ({ ...each, findings: each.findings.toReversed() }));
    expect(render(checkReport(reversed, {}, "en"))).toBe(render(checkReport(sampleReport.stacks, {}, "en")));
  },
);
