import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where commands of tests keep verdicts: never in the user's own cache. tests/setup.ts removes it after each file. */
export const TEST_CACHE = join(tmpdir(), `province-test-cache-${process.pid}`);

/** Where commands of tests look for local clouds: never where the machine's own are. */
export const TEST_RUN_DIR = join(TEST_CACHE, "run");
