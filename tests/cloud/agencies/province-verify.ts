import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { runIn, setInternetRoutes } from "../../../local-cloud/cloud.ts";
import type { VerifyReport } from "../../../verify/verify-stacks.ts";
import { reportOf } from "./report-of.ts";

// The proof against a real cloud: it passes on what `province up` built, and notices what somebody changes by hand.

const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

const found = ({ findings }: VerifyReport): string[] => findings.map(({ policy, resource }) => `${policy} ${resource}`);

/** Tests of `province verify`, which bring up first what is not up on the cloud. */
export function provinceVerify(cloud: string): void {
  const province = (...args: string[]): Promise<Run> =>
    new Promise((resolve) => {
      const inherited = Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_)/.test(name));
      const env = { ...Object.fromEntries(inherited), PROVINCE_CLOUD: cloud };
      const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024 };
      execFile(process.execPath, ["cli/province.js", ...args], options, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr }),
      );
    });

  const verify = async (...agencies: string[]): Promise<{ code: number; report: VerifyReport }> => {
    const { code, stdout, stderr } = await province("verify", "--json", ...agencies);
    if (stdout === "") throw new Error(`province verify printed nothing: ${stderr}`);
    return { code, report: reportOf(stdout) };
  };

  /** An `openstack` command as the cloud's operator; its output without the last line break. */
  const openstack = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runIn(cloud, { node: true }, ["openstack", ...args]);
    if (code !== 0) throw new Error(`openstack ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  };

  /** Lets traffic into a security group, as somebody would by hand; the rule's id. */
  const addRule = async (
    group: string,
    family: string,
    protocol: string,
    port: string,
    from: string,
  ): Promise<string> => {
    const groups = await openstack("security", "group", "list", "-f", "value", "-c", "ID", "-c", "Name");
    const id =
      groups
        .split("\n")
        .find((line) => line.endsWith(` ${group}`))
        ?.split(" ")[0] ?? "";
    const traffic = ["--ethertype", family, "--protocol", protocol, "--dst-port", port, "--remote-ip", from];
    return openstack("security", "group", "rule", "create", id, "--ingress", ...traffic, "-f", "value", "-c", "id");
  };

  beforeAll(async () => {
    const { code, stdout, stderr } = await province("up", "--no-prove", "15061", "stttt");
    if (code !== 0) throw new Error(`province up ended with ${code}: ${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  });

  test("both agencies are what their YAML says, in both families", async () => {
    const { code, report } = await verify();
    expect(report.findings.map(({ policy, message }) => `${policy} ${message.en}`)).toEqual([]);
    expect(code).toBe(0);
    expect(report).toMatchObject({ passed: true, view: "inside", stacks: ["15061", "stttt"] });
    const { counts } = report;
    expect(counts.otherwise).toBe(0);
    expect(counts.probes).toBeGreaterThan(1000);
    // From the Internet and from each server, in each family, some let through and most dropped.
    expect(counts.sources).toBe(counts.guests + 1);
    expect(Math.min(counts.ipv4, counts.ipv6)).toBeGreaterThan(counts.probes / 3);
    expect(counts.letThrough).toBeGreaterThan(50);
    expect(counts.dropped).toBeGreaterThan(1000);
    expect(counts.rules).toBeGreaterThan(100);
  });

  test("a rule opened by hand in one family lets packets in, divides the families and is named", async () => {
    const rule = await addRule("stttt-db", "IPv6", "tcp", "5432", "::/0");
    try {
      const { code, report } = await verify("stttt");
      expect(code).toBe(1);
      expect(found(report)).toEqual(["VER-02 stttt/db-1", "VER-04 stttt/db-1", "VER-12 stttt/stttt-db"]);
      expect(report.findings[0]?.message.en).toMatch(/^internet to stttt\/db-1 tcp\/5432 over IPv6 .* was answered/);
      expect(report.findings[2]?.message.en).toContain("ingress IPv6 tcp 5432 from anywhere is there and not planned");
    } finally {
      await openstack("security", "group", "rule", "delete", rule);
    }
    expect(found((await verify("stttt")).report)).toEqual([]);
  });

  test("a rule that no probe can hit is named by its properties", async () => {
    const rule = await addRule("15061-dmz", "IPv4", "udp", "9999", "192.0.2.7/32");
    try {
      const { code, report } = await verify("15061");
      expect(code).toBe(1);
      expect(found(report)).toEqual(["VER-12 15061/15061-dmz"]);
      expect(report.findings[0]?.message.en).toContain(
        "ingress IPv4 udp 9999 from 192.0.2.7/32 is there and not planned",
      );
    } finally {
      await openstack("security", "group", "rule", "delete", rule);
    }
  });

  test("an edge without routes to the tenants is no proof that their doors are shut", async () => {
    try {
      await setInternetRoutes(cloud, []);
      const { code, report } = await verify("15061");
      expect(code).toBe(1);
      expect(new Set(report.findings.map(({ policy }) => policy))).toContain("VER-03");
    } finally {
      // `province up` sets the routes again, and finds nothing else to do.
      expect((await province("up", "--no-prove", "15061", "stttt")).code).toBe(0);
    }
    expect(found((await verify("15061")).report)).toEqual([]);
  });

  test("a resolver missing in one server is noticed", async () => {
    const { stdout } = await runIn(cloud, { node: true }, [
      "openstack",
      "server",
      "list",
      "--all-projects",
      "-f",
      "json",
    ]);
    const servers = JSON.parse(stdout) as { ID: string; Name: string }[];
    const server = servers.find(({ Name }) => Name === "15061-web-1")?.ID ?? "";
    const inside = (script: string): Promise<Run> => runIn(cloud, { server }, ["sh", "-c", script]);
    expect((await inside("cp /etc/resolv.conf /tmp/resolv && grep -v : /tmp/resolv > /etc/resolv.conf")).code).toBe(0);
    try {
      const { report } = await verify("15061");
      expect(found(report)).toEqual(["VER-07 15061/web-1"]);
    } finally {
      await inside("cat /tmp/resolv > /etc/resolv.conf");
    }
  });
}
