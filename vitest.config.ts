import { defineConfig } from "vitest/config";

// `offline` needs Node alone; `cloud` starts a local cloud and the real engine.
const shared = { pool: "forks" as const, isolate: false, setupFiles: ["./tests/setup.ts"] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "offline",
          include: ["**/*.test.ts"],
          exclude: ["node_modules/**", "tests/cloud/**"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: "cloud",
          include: ["tests/cloud/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 900_000,
          hookTimeout: 1_800_000,
        },
      },
    ],
  },
});
