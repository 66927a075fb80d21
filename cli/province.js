#!/usr/bin/env node
// Plain JavaScript on purpose: this file must run on any Node, to find one that runs TypeScript.
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A reader that leaves early, such as `head`, ends the command as the signal would (128 + SIGPIPE): it is no fault, and
 * a verdict that nobody saw to its end is not a good one either.
 * @param {NodeJS.ErrnoException} error
 */
const endWithoutReader = (error) => {
  if (error.code !== "EPIPE") console.error(`The output can't be written: ${error.message}`);
  process.exit(error.code === "EPIPE" ? 141 : 1);
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  Error.stackTraceLimit = process.env["PROVINCE_DEBUG"] ? 50 : 0;
  process.stdout.on("error", endWithoutReader);
  const { main } = await import("./main.ts");
  await main(process.argv.slice(2));
} else {
  const bundled = join(root, "node_modules", ".bin", "node");
  if (existsSync(bundled) && !process.env["PROVINCE_NODE_TRIED"]) {
    const { runUnder } = await import("./terminal/run-under.js");
    process.exitCode = await runUnder(bundled, process.argv.slice(1), {
      ...process.env,
      PROVINCE_NODE_TRIED: "1",
      PATH: `${dirname(bundled)}${delimiter}${process.env["PATH"] ?? ""}`,
    });
  } else {
    console.error(`province needs Node 22.18 or newer (this is ${process.versions.node}).`);
    console.error("On Linux `npm ci` brings a fitting one; elsewhere install Node 24 and try again.");
    process.exitCode = 3;
  }
}
