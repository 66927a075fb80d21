import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { type CommandResult, runProvince } from "./province-command.ts";
import { REPOSITORY } from "./sources-with.ts";

/** A repository that holds stacks/ alone, to be changed at will. Files are named relative to it. */
export interface StacksCopy {
  /** Its folder, another one for each test. */
  readonly root: string;
  read: (file: string) => string;
  edit: (file: string, change: (text: string) => string) => void;
  /** Replaces a text that must be there, once. */
  replace: (file: string, from: string, to: string) => void;
  /** Adds a unit, in YAML's flow style, to the register. */
  register: (unit: string) => void;
  /** Runs `province` on it, in this process. */
  province: (...argv: string[]) => Promise<CommandResult>;
  git: (...args: string[]) => void;
}

/** Gives each test of the file or of the `describe` that calls it a copy of stacks/ of its own. */
export function stacksCopy(): StacksCopy {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "province-"));
    cpSync(join(REPOSITORY, "stacks"), join(root, "stacks"), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const edit = (file: string, change: (text: string) => string) => writeFileSync(join(root, file), change(read(file)));
  const replace = (file: string, from: string, to: string): void => {
    expect(read(file)).toContain(from);
    edit(file, (text) => text.replace(from, () => to));
  };
  return {
    get root() {
      return root;
    },
    read,
    edit,
    replace,
    register: (unit) => replace("stacks/province/units.yaml", "\nunits:\n", `\nunits:\n  - ${unit}\n`),
    province: (...argv) => runProvince(root, ...argv),
    git: (...args) => {
      const who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
      execFileSync("git", [...who, ...args], { cwd: root, stdio: "pipe" });
    },
  };
}
