import { execFile } from "node:child_process";
import { globSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../../../infra/repository/repository.ts";

// All states of a cloud's stacks are lost, and are made anew from what stands there.

const root = repositoryRoot();

/** Tests of `province state rebuild`, which bring up first what is not up on the cloud. */
export function stateRebuild(cloud: string): void {
  const province = (...args: string[]): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const inherited = Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name));
      const env = { ...Object.fromEntries(inherited), PROVINCE_CLOUD: cloud, NO_COLOR: "1" };
      const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024 };
      execFile(process.execPath, ["cli/province.js", ...args], options, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, output: stdout + stderr }),
      );
    });

  beforeAll(async () => {
    expect((await province("up", "--no-prove", "15061")).code).toBe(0);
  });

  test("what stands is taken over, nothing is made twice, and an update has nothing to do", async () => {
    const [state = ""] = globSync(`.state/clouds/${cloud}-*`, { cwd: root });
    const lost = join(root, `${state}.lost`);
    renameSync(join(root, state), lost);
    const { code, output } = await province("state", "rebuild", "15061");
    expect(code, output).toBe(0);
    for (const [stack, least] of Object.entries({ platform: 10, "project-15061": 5, "15061": 60 })) {
      const [, count = "0"] = new RegExp(`^${stack}: (\\d+) taken over, no change left$`, "m").exec(output) ?? [];
      expect(Number(count), stack).toBeGreaterThanOrEqual(least);
    }
    rmSync(lost, { recursive: true });
    const again = await province("up", "15061");
    expect(again.output.match(/nothing changed/g)).toHaveLength(3);
    expect(again.output).toContain("none otherwise");
    expect((await province("state", "rebuild", "15061")).output).toContain("15061: its state lacks nothing");
  });
}
