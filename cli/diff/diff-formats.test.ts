import { describe, expect, test } from "vitest";
import { diffMarkdown } from "./diff-markdown.ts";
import { diffText } from "./diff-text.ts";
import type { ProvinceDiff } from "./province-diff.ts";
import type { StackDiff } from "./stack-diff.ts";

const ref = (type: string, name: string) => ({ urn: `urn:${name}`, type: `openstack:networking/x:${type}`, name });

const change = (more: Partial<StackDiff> = {}): StackDiff => ({
  stack: "stttt",
  name: "Sở <b>Thông tin</b> | *x*",
  status: "changed",
  added: Array.from({ length: 12 }, (_, index) => ref("SecGroupRule", `rule-${index}`)),
  changed: [
    {
      ...ref("Instance", "stttt-web-1"),
      inputs: [
        { key: "flavorId", before: "small", after: "large" },
        { key: "tags", before: ["a=1", "b=2"], after: ["b=2", "a=3"] },
        { key: "userData", before: "x".repeat(500), after: "y".repeat(500) },
        { key: "imageId", after: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      ],
    },
  ],
  removed: [ref("Port", "stttt-`old`")],
  newFindings: [
    {
      policy: "NET-01",
      level: "mandatory",
      resource: "r",
      message: { en: "Network `a` <img src=x> has\nno IPv6", vi: "Mạng `a` không có IPv6" },
      place: { file: "stacks/agencies/stttt.yaml", line: 12, column: 3 },
    },
  ],
  resolvedFindings: [],
  destructive: [
    {
      en: 'Volume "records" would be removed with the data it holds',
      vi: "Ổ đĩa “records” sẽ bị xóa cùng dữ liệu trong đó",
    },
  ],
  ...more,
});

const diff = (changes: StackDiff[], more: Partial<ProvinceDiff> = {}): ProvinceDiff => ({
  base: "main",
  head: "HEAD",
  code: "same",
  stacks: { all: 613, planned: 2 },
  changes,
  addresses: { added: [], retired: [], renumbered: [], rewritten: [] },
  ...more,
});

describe("the text", () => {
  test("says the sum first, then each agency, and names no more than one can read", () => {
    const text = diffText(diff([change()]));
    expect(text.split("\n")[0]).toBe(
      "main → HEAD: 1 of 613 stacks change; 12 resources added, 1 changed, 1 removed; 1 new mandatory; 1 destructive (2 of 613 stacks planned)",
    );
    expect(text).toContain("  + 12 added: 12 SecGroupRule\n");
    expect(text).toContain("… and 4 more (--all)");
    expect(text).toContain(
      "Instance stttt-web-1: flavorId small → large, tags -a=1 +a=3, userData (changed), imageId none → (known later)",
    );
    expect(text).toContain('✗ Volume "records" would be removed');
    expect(text).toMatch(/new: ✗ NET-01 .* stacks\/agencies\/stttt\.yaml:12:3\n/);
    expect(diffText(diff([change()]), { all: true })).toContain("rule-11");
  });

  test("says that nothing changes, and what was not compared", () => {
    expect(diffText(diff([]))).toBe("main → HEAD: nothing changes (2 of 613 stacks planned)");
    expect(diffText(diff([], { code: "ignored" }))).toContain("only stacks/ were compared");
    expect(diffText(diff([], { code: "compared" }))).not.toContain("only stacks/ were compared");
  });

  test("tells what the ledger may never do", () => {
    const addresses = {
      added: [],
      retired: [{ site: "15064", ipv6: "3fff:38::/56", ipv4: "10.0.0.0/22" }],
      renumbered: [{ site: "15061", before: "a", after: "b" }],
      rewritten: ['{"seq":1}'],
    };
    const text = diffText(diff([], { addresses }));
    expect(text).toContain('✗ the ledger lost or rewrote the line {"seq":1}; it only grows (AP-07)');
    expect(text).toContain("✗ 15061 would be renumbered from a to b");
    expect(text).toContain("- 15064  3fff:38::/56  10.0.0.0/22");
  });
});

describe("the comment on a pull request", () => {
  test("leads with the verdict and folds the details", () => {
    const text = diffMarkdown(diff([change()]));
    expect(text).toMatch(/^### ❌ What changes from `main` to `HEAD`\n/);
    expect(text).toMatch(/\n\| `stttt` \| .* \| 12 \| 1 \| 1 \| 1 \| 0 \| 1 \|\n/);
    expect(text.match(/<details(?: open)?>/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? -1);
    expect(text).toContain("\n- `stacks/agencies/stttt.yaml:12:3` NET-01 (");
    expect(diffMarkdown(diff([]))).toMatch(/^### ✅ .*\n\nNothing: 2 of 613 stacks had other inputs/);
  });

  test("keeps open what must not land, and shows what fails before what advises", () => {
    const advice = Array.from({ length: 30 }, (_, index) => ({
      policy: "CMP-03",
      level: "advisory" as const,
      resource: `r${index}`,
      message: { en: `advice ${index}`, vi: "" },
    }));
    const mixed = change({ newFindings: [...advice, ...change().newFindings] });
    const text = diffMarkdown(diff([mixed, change({ stack: "snv", newFindings: advice, destructive: [] })]));
    expect(text).toContain("<details open><summary>❌ stttt ");
    expect(text).toContain("<details><summary>snv ");
    expect(text.slice(0, text.indexOf("advice 0"))).toContain("NET-01");
  });

  test("takes no markup from what others wrote", () => {
    const text = diffMarkdown(diff([change()]));
    expect(text).toContain("Sở &lt;b>Thông tin&lt;/b> \\| \\*x\\*");
    expect(text).toContain("Network \\`a\\` &lt;img src=x> has no IPv6");
    expect(text).toContain("`Port stttt-'old'`");
    expect(text).not.toMatch(/<(?!\/?(details( open)?|summary)>)/);
  });

  test("is never too long for GitHub", () => {
    const many = diff(Array.from({ length: 700 }, (_, index) => change({ stack: String(15000 + index) })));
    const text = diffMarkdown(many);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("**700** of 613 stacks change");
    expect(text).toMatch(/… and the details of \d+ more stacks/);
    const lines = diff([], {
      addresses: {
        added: [],
        retired: [],
        renumbered: [],
        rewritten: Array.from({ length: 5000 }, (_, index) => `{"seq":${index},"name":"${"x".repeat(100)}"}`),
      },
    });
    expect(diffMarkdown(lines).length).toBeLessThan(65_536);
  });
});
