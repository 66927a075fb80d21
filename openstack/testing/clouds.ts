import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { CloudApiError } from "../cloud-api-error.ts";

/** The login of an entry, as one line of YAML. */
export const AUTH = "auth_url: https://k.example:5000/v3, username: operator, password: s3cret, project_name: p";

/** A folder with files, by their paths in it; it goes when the test is over. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "clouds-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What a refusal says; any other error is thrown. */
export function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CloudApiError) return error.message;
    throw error;
  }
  return "no error";
}
