import { linkSync, mkdirSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { type LoadOptions, readStacks } from "../load.ts";
import type { Problem } from "../messages/problem.ts";
import { readSources } from "../sources.ts";
import type { AgencyKind, Tenant } from "../tenant.ts";

/** What a new agency's file says; what the register knows can be absent, all else comes from the standard of its kind. */
export interface NewAgency {
  code: string;
  name?: string;
  kind?: AgencyKind;
  area?: string;
  /** For the reader, who can't know every code: the registered name. */
  remark?: string;
}

export interface NewAgencyFile {
  /** Relative to the repository. */
  path: string;
  text: string;
  /** What would be wrong with the file; it must not be written then. */
  problems: Problem[];
  /** What the file gives, when nothing is wrong with it. */
  tenant?: Tenant;
}

/** The file of a new agency, checked beside all other files of stacks/ before it is written. */
export function newAgencyFile(root: string, agency: NewAgency, options: LoadOptions = {}): NewAgencyFile {
  const path = `stacks/agencies/${agency.code}.yaml`;
  const schema = options.lang === "vi" ? "agency.vi.schema.json" : "agency.schema.json";
  const { code, name, kind, area, remark } = agency;
  const body = stringify({ code, name, kind, area }, { lineWidth: 0, keepUndefined: false });
  const note = remark === undefined ? "" : `# ${remark}\n`;
  const text = `# yaml-language-server: $schema=../schema/${schema}\n${note}${body}`;

  const sources = readSources(root);
  sources.files.set(path, { path, bytes: new TextEncoder().encode(text) });
  const { tenants, problems } = readStacks(sources, options);
  const tenant = tenants.find(({ source }) => source === path);
  return { path, text, problems: problems.filter(({ file }) => file === path), ...(tenant ? { tenant } : {}) };
}

/**
 * Writes a new file whole or not at all.
 * @returns false when a file of that name is there already; it is left as it is.
 */
export function writeNewFile(root: string, path: string, text: string): boolean {
  const target = join(root, path);
  const temporary = `${target}.${process.pid}.new`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(temporary, text, { flag: "wx" });
  try {
    // A link, not a rename: it fails when the name is taken, even when that happened a moment ago.
    linkSync(temporary, target);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(temporary);
  }
}
