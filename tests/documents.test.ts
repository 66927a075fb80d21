import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY as root } from "./sources-with.ts";

const read = (file: string): string => readFileSync(join(root, file), "utf8");
const pages = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((page) => page !== "" && existsSync(join(root, page)));

/** The anchors of a page's headings, as forges make them. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(pages)("every link of %s leads somewhere", (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g)];
  for (const [, target = "", anchor] of links) {
    const file = target === "" ? page : join(dirname(page), target);
    expect([target, existsSync(join(root, file))]).toEqual([target, true]);
    if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor);
  }
});

test("docs/README.md leads to every page", () => {
  const map = read("docs/README.md");
  for (const page of pages.filter((name) => /^docs\/[\w-]+(\.vi)?\.md$/.test(name) && name !== "docs/README.md")) {
    expect(map).toContain(`(${page.slice("docs/".length)})`);
  }
});

test("the version stands in package.json, and in the pack where Pulumi reads it", () => {
  const versionOf = (file: string): unknown => (JSON.parse(read(file)) as { version?: string }).version;
  expect(versionOf("policies/package.json")).toBe(versionOf("package.json"));
  expect(versionOf("cli/package.json")).toBeUndefined();
});
