import { rmSync } from "node:fs";
import { afterAll, afterEach } from "vitest";
import { TEST_CACHE } from "./test-cache.ts";

// The Pulumi SDK takes a stack trace for every output property; without a limit that is most of the
// run time of a test that registers many resources.
if (!process.env["KEEP_STACK_TRACES"]) Error.stackTraceLimit = 0;

// `--as-of` and `--lang` set them for the programs that a command starts. Tests share their process, and the day and the
// language of none are another's.
function forgetOptions(): void {
  delete process.env["PROVINCE_AS_OF"];
  delete process.env["PROVINCE_LANG"];
}
forgetOptions();
afterEach(forgetOptions);
afterAll(() => rmSync(TEST_CACHE, { recursive: true, force: true }));
