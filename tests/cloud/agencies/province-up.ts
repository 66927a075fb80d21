import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../../../infra/repository/repository.ts";

// From YAML to packets by the commands that a user types: `province up`, then plain `pulumi` in the same shell.

const root = repositoryRoot();

interface Run {
  code: number;
  output: string;
}

const run = (program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> =>
  new Promise((resolve) => {
    execFile(program, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, output: stdout + stderr }),
    );
  });

const inherited = (cloud: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name))),
  PROVINCE_CLOUD: cloud,
  NO_COLOR: "1",
});

/** Tests of `province up` on a cloud that it starts itself when it does not stand. */
export function provinceUp(cloud: string): void {
  const province = (...args: string[]): Promise<Run> =>
    run(process.execPath, ["cli/province.js", ...args], root, inherited(cloud));

  /** Plain `pulumi` as it runs after `eval "$(npx province env)"`, in the repository or in a copy of it. */
  const pulumi = (cwd: string, stack: string, command: string): Promise<Run> => {
    const env = `eval "$(${process.execPath} ${join(root, "cli/province.js")} env ${stack === "15061" ? "" : "platform"})"`;
    return run("bash", ["-c", `${env} && pulumi stack select ${stack} && pulumi ${command}`], cwd, inherited(cloud));
  };

  let first: Run;
  beforeAll(async () => {
    first = await province("up", "15061");
  });

  test("one command shows the plan, builds the stacks, proves them and sums up", () => {
    expect(first.output).toContain("every policy passes");
    expect(first.output).toMatch(/proof by packets/);
    expect(first.output).toMatch(/none otherwise/);
    expect(first.output).toContain("3fff:38:84:8020::10:2");
    expect(first.code).toBe(0);
  });

  test("a second run changes nothing", async () => {
    const second = await province("up", "15061");
    expect(second.output.match(/nothing changed/g)).toHaveLength(3);
    expect(second.code).toBe(0);
  });

  test("plain pulumi with the policy pack shows no changes, for the platform, for a project and for an agency", async () => {
    for (const stack of ["platform", "project-15061", "15061"]) {
      const preview = await pulumi(root, stack, "preview --policy-pack policies --expect-no-changes --color never");
      expect(preview.output).toMatch(/✅ provincial-cloud-policies/);
      expect(preview.code).toBe(0);
    }
  });

  test("OS_CLOUD in the environment stops an agency's stack instead of moving it to the operator's project", async () => {
    const preview = await pulumi(root, "15061", `version && export OS_CLOUD=devcloud && pulumi preview --color never`);
    expect(preview.code).not.toBe(0);
    expect(preview.output).toContain("unset it for an agency's stack");
  });

  test("without the IPv6 subnet the policies fail, offline and in pulumi preview alike", async () => {
    const copy = mkdtempSync(join(tmpdir(), "provincial-cloud-"));
    try {
      cpSync(root, copy, {
        recursive: true,
        filter: (path) => !/\/(node_modules|\.state|\.git)$/.test(path),
      });
      symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
      const change = (file: string, from: string, to: string): void => {
        const text = readFileSync(join(copy, file), "utf8");
        expect(text).toContain(from);
        writeFileSync(join(copy, file), text.replace(from, to));
      };
      change(
        "components/dual-stack-network/index.ts",
        "new Map(specs.map(",
        'new Map(specs.filter(({ family }) => family === "ipv4").map(',
      );
      // The components would not let it come so far.
      change("components/faults.ts", "if (this.#list.length === 0) return;", "if (this.#list.length >= 0) return;");

      const offline = await run(process.execPath, ["cli/province.js", "check", "15061"], copy, inherited(cloud));
      // Resources of one finding stand below it, each with its place.
      expect(offline.output).toMatch(/✗ NET-01 Network .*has IPv4 subnets only[^✗]* 15061-app\n[^✗]* 15061-dmz\n/);
      expect(offline.code).toBe(1);
      const preview = await pulumi(copy, "15061", "preview --policy-pack policies --color never");
      expect(preview.output).toMatch(/net-01-network-dual-stack/);
      expect(preview.code).not.toBe(0);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
}
