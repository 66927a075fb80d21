import { defineConfig } from "vitest/config";

// `offline` and `slow` need Node alone; `browser` a Chromium; `cloud` starts a local cloud and the real engine, and so does
// `nightly`, which takes too long for every run.
const shared = { pool: "forks" as const, isolate: false, setupFiles: ["./tests/setup.ts"] };

// Whole repositories in git, commands and packs as processes, all stacks in worker threads: seconds for each test.
const SLOW = "**/*.slow.test.ts";
const NIGHTLY = "tests/cloud/**/*.nightly.test.ts";
const onCloud = { fileParallelism: false, testTimeout: 900_000, hookTimeout: 1_800_000 };

export default defineConfig({
  test: {
    maxWorkers: "100%",
    projects: [
      {
        test: {
          ...shared,
          name: "offline",
          include: ["**/*.test.ts"],
          exclude: [SLOW, "node_modules/**", "tests/cloud/**", "tests/browser/**"],
          testTimeout: 60_000,
        },
      },
      {
        test: { ...shared, name: "slow", include: [SLOW], testTimeout: 120_000 },
      },
      {
        test: {
          ...shared,
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          ...shared,
          ...onCloud,
          name: "cloud",
          include: ["tests/cloud/**/*.test.ts"],
          exclude: [NIGHTLY],
        },
      },
      { test: { ...shared, ...onCloud, name: "nightly", include: [NIGHTLY], testTimeout: 1_800_000 } },
    ],
  },
});
