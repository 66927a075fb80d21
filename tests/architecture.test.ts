import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../infra/repository/repository.ts";

const root = repositoryRoot();
const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
const EVERYTHING = ["cli", "tests"];

/** Folders, and single files that are open without theirs. */
const named = (cell: string): string[] =>
  [...cell.matchAll(/`([\w/-]+(?:\/|\.ts))`/g)].map(([, name = ""]) => name.replace(/\/$/, ""));

/** The rows of docs/architecture.md: whose values and whose types a folder may import. */
const allowed = new Map(
  [...page.matchAll(/^\| `([\w/-]+)\/` \| [^|\n]+ \| ([^|\n]*)\|$/gm)].map(([, folder = "", cell = ""]) => {
    const [values = "", types = ""] = cell.split("types of");
    return [folder, { values: named(values), types: named(types) }] as const;
  }),
);

interface Import {
  from: string;
  to: string;
  type: boolean;
}

const folders = [...allowed.keys()].filter((folder) => !folder.includes("/") && folder !== "stacks");
const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes(".test.") && !file.includes("/testing/") && !file.includes("node_modules")),
);
const imports: Import[] = sources.flatMap((from) => {
  const text = readFileSync(join(root, from), "utf8");
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?[^;"]*?from\s+"(\.[^"]+)"|import\("(\.[^"]+)"\)/gm);
  return [...statements].map(([, type, fixed, dynamic]) => {
    return { from, to: normalize(join(dirname(from), fixed ?? dynamic ?? "")), type: type !== undefined };
  });
});

/** The folder of the table that a file belongs to: the longest of those that hold it. */
const roomOf = (file: string): string | undefined =>
  [...allowed.keys()]
    .filter((folder) => file.startsWith(`${folder}/`))
    .toSorted((a, b) => b.length - a.length)
    .at(0);

function mayImport({ from, to, type }: Import): boolean {
  const room = roomOf(from) ?? "";
  const target = roomOf(to) ?? "";
  if (EVERYTHING.includes(room) || room === target || target.startsWith(`${room}/`)) return true;
  const { values = [], types = [] } = allowed.get(room) ?? {};
  const names = type ? [...values, ...types] : values;
  return names.some((name) => to === name || target === name || target.startsWith(`${name}/`));
}

/** The groups of names that reach each other, each but those of one. */
function circlesOf(edges: readonly (readonly [string, string])[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const [a, b] of edges) next.set(a, (next.get(a) ?? new Set()).add(b));
  const reached = (start: string): Set<string> => {
    const seen = new Set<string>();
    const queue = [start];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      queue.push(...[...(next.get(at) ?? [])].filter((name) => !seen.has(name)));
      for (const name of next.get(at) ?? []) seen.add(name);
    }
    return seen;
  };
  const reach = new Map([...next.keys()].map((name) => [name, reached(name)]));
  const inCircle = [...reach].filter(([name, names]) => names.has(name));
  const groups = inCircle.map(([name, names]) => [...names].filter((each) => reach.get(each)?.has(name)).toSorted());
  return [...new Map(groups.map((group) => [group.join(), group])).values()];
}

test.each([...allowed.keys()])("%s/ imports only what the architecture allows, types too", (folder) => {
  const faults = imports.filter((each) => roomOf(each.from) === folder && !mayImport(each));
  expect(faults.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test("no files import each other in a circle, types too", () => {
  expect(circlesOf(imports.map(({ from, to }) => [from, to]))).toEqual([]);
});

test("the rooms of a folder import each other in one direction", () => {
  const rooms = new Set(sources.map((file) => dirname(file)));
  const above = (room: string): string[] => (room === "." ? [] : [...above(dirname(room)), room]);
  const between = imports.flatMap(({ from, to }) => {
    const a = above(dirname(from));
    const b = above(dirname(to));
    const level = a.findIndex((room, index) => room !== b[index]);
    return level > 0 && b[level] !== undefined ? [[a[level]!, b[level]] as const] : [];
  });
  expect(between.length).toBeGreaterThan(rooms.size);
  expect(circlesOf(between)).toEqual([]);
});

test("a function that is exported is a declaration", () => {
  const arrow = /^export const \w+ = (?:async )?(?:<[^>]*>)?\((?:[^()]|\([^()]*\))*\)[^=;]*=> /m;
  expect("export const f = async (a: number): Promise<void> => {").toMatch(arrow);
  expect(sources.filter((file) => arrow.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});

test("production code imports no test code", () => {
  const faults = imports.filter(({ to }) => /^tests\/|\.test\.|\/testing\//.test(to));
  expect(faults.filter(({ from }) => !from.startsWith("tests/"))).toEqual([]);
});

test("the page names every room, and says why where one is large", () => {
  const rooms = page
    .slice(page.indexOf("## The rooms"))
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const listed = rooms.flatMap((row) => {
    const [first = "", ...others] = named(row.split("|")[1] ?? "");
    return [first, ...others.map((other) => `${dirname(first)}/${other}`)];
  });
  for (const room of listed) expect([room, existsSync(join(root, room))]).toEqual([room, true]);
  const inOne = /^(components|policies\/(rules|resources|examples)|engine\/go|local-cloud\/\w+|tests)\//;
  const missing = new Set(sources.map((file) => dirname(file)).filter((room) => !inOne.test(`${room}/`)));
  expect(
    [...missing].filter((room) => !listed.includes(room) && !allowed.has(room) && room !== "cli/report/page"),
  ).toEqual(["cli/report/formats", "cli/report/picture"]);
});

test("no folder holds over twenty files of its own, but those that the page gives the reason for", () => {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  const count = new Map<string, number>();
  for (const file of listed.split("\n").filter((name) => name !== "" && existsSync(join(root, name)))) {
    count.set(dirname(file), (count.get(dirname(file)) ?? 0) + 1);
  }
  const large = [...count].filter(([, files]) => files > 20).map(([folder, files]) => `${folder}: ${files}`);
  const reasons = [...page.matchAll(/(\d+) files in `([\w/-]+)\/`/g)].map(([, files, folder]) => `${folder}: ${files}`);
  expect(large.toSorted()).toEqual(reasons.toSorted());
});
