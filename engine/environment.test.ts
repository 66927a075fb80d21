import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { engineEnvironment } from "./environment.ts";
import { runTool } from "./host/tool.ts";
import { repositoryRoot } from "./setup/cache.ts";
import type { Engine } from "./setup/resolve.ts";
import { exportLines, shellVariables } from "./shell-environment.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "environment-test-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const plugin = { version: "1.0.0", program: "/x", origin: "built" } as const;
const engine: Engine = {
  pulumi: "/opt/engine/pulumi",
  version: "3.259.0",
  origin: "built",
  pulumiHome: "/opt/engine/home",
  providers: { openstack: { ...plugin, name: "openstack" }, random: { ...plugin, name: "random" } },
};

describe("the engine's environment", () => {
  test("Node 24 comes first on PATH, then the engine, each once", () => {
    const base = { PATH: "/usr/bin:/opt/engine:/bin", HOME: "/home/me" };
    const { PATH, HOME } = engineEnvironment(engine, { root, base });
    expect(PATH).toBe(`${repositoryRoot}/node_modules/.bin:/opt/engine:/usr/bin:/bin`);
    expect(HOME).toBe("/home/me");
  });

  test("Pulumi asks nobody anything", () => {
    expect(engineEnvironment(engine, { root, base: {} })).toMatchObject({
      PULUMI_HOME: "/opt/engine/home",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_BACKEND_URL: `file://${root}/.state/backend?metadata=skip`,
    });
  });

  test("what the user has set stays", () => {
    const base = {
      PULUMI_BACKEND_URL: "s3://state",
      PULUMI_CONFIG_PASSPHRASE: "x",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "false",
      NODE_OPTIONS: "--max-old-space-size=4096",
    };
    const env = engineEnvironment(engine, { root, backendUrl: "file:///elsewhere", base });
    expect(env).toMatchObject({ ...base, NODE_OPTIONS: "--max-old-space-size=4096 --stack-trace-limit=0" });
    expect(env).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE_FILE");
  });

  test("a stack trace limit of the user's own stays", () => {
    const base = { NODE_OPTIONS: "--stack-trace-limit=50" };
    expect(engineEnvironment(engine, { root, base })["NODE_OPTIONS"]).toBe("--stack-trace-limit=50");
  });
});

test("the lines of `province env` set a shell up, whatever its variables hold, and keep its PATH", async () => {
  const lines = exportLines({ ...shellVariables(engine, { root, base: {} }), ODD: "it's $HOME `x`\n2" }, ["OS_CLOUD"]);
  const script = `${lines}\nprintf '%s|%s|%s' "$PATH" "$ODD" "\${OS_CLOUD-none}"`;
  const { stdout } = await runTool("sh", ["-c", script], { env: { PATH: "/usr/bin:/bin", OS_CLOUD: "operator" } });
  expect(stdout.trimEnd()).toBe(
    `${repositoryRoot}/node_modules/.bin:/opt/engine:/usr/bin:/bin|it's $HOME \`x\`\n2|none`,
  );
  expect(lines).not.toContain("NODE_OPTIONS");
});
