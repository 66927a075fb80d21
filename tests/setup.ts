import { rmSync } from "node:fs";
import { afterAll, afterEach } from "vitest";
import { TEST_CACHE } from "./test-cache.ts";

// The Pulumi SDK takes a stack trace for every output property; without a limit that is most of the
// run time of a test that registers many resources.
if (!process.env["KEEP_STACK_TRACES"]) Error.stackTraceLimit = 0;

// `--as-of` sets it for the programs that a command starts. Tests share their process, and the day of none is another's.
function forgetTheDay(): void {
  delete process.env["PROVINCE_AS_OF"];
}
forgetTheDay();
afterEach(forgetTheDay);
afterAll(() => rmSync(TEST_CACHE, { recursive: true, force: true }));
