import { readFileSync } from "node:fs";

/** The version of this toolkit: that of package.json, where it stands. */
export function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
