import { execFileSync, spawn } from "node:child_process";
import { readFileSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { kill, processIds } from "../../engine/host/process-table.ts";
import { startCloud, stopCloud } from "../../local-cloud/cloud.ts";
import { cloudConfig } from "../../openstack/cloud-config.ts";
import { type OpenStackSession, openSession } from "../../openstack/session.ts";
import { type Difference, differences, type Listing } from "./listing/listing.ts";
import { readCloud } from "./listing/read-cloud.ts";
import { processTree, runsIn } from "./processes.ts";
import { type SmallProvince, smallProvince } from "./province.ts";
import { type FaultProxy, startFaultProxy } from "./proxy/fault-proxy.ts";

/** What a command of the toolkit came to. */
export interface CommandEnd {
  /** 124 when it had to be ended because its time was over. */
  code: number;
  output: string;
  seconds: number;
}

/** A command that runs. */
export interface RunningCommand {
  pid: number;
  ended: Promise<CommandEnd>;
}

/** A local cloud with a proxy before its APIs, and a small province that is brought up there. */
export interface World {
  cloud: string;
  province: SmallProvince;
  proxy: FaultProxy;
  /** The operator's, past the proxy. */
  session: OpenStackSession;
  /** All that its commands said, one after another. */
  transcript: string[];
  /** Starts `province` with these words. */
  start(words: readonly string[]): RunningCommand;
  /** Leaves the file system of the state no room, or much. */
  limitState(room: "full" | "roomy"): void;
  /** What stands now. */
  list(): Promise<Listing>;
  /** How the cloud differs from a listing, once it has come to rest. */
  differencesTo(expected: Listing): Promise<Difference[]>;
  /** Takes everything away, the cloud too. */
  close(): Promise<void>;
}

/** A command that takes longer than this is stuck; ten times what it takes on two processors of its own. */
const PATIENCE_MS = 600_000;
/** Of the state's own file system, which is memory: a full disk is this one alone. */
const ROOMY = 1 << 30;
/** What is left of a request outlives its sender; servers and ports settle. */
const REST_MS = 15_000;
/** Of Keystone, Nova, Placement, Glance, Neutron. */
const PORTS = [5000, 8774, 8778, 9292, 9696];

/** Starts a cloud of this name anew, whatever stood there, and a province that has nothing in it yet. */
export async function newWorld(cloud: string, silenceMs: number): Promise<World> {
  await stopCloud(cloud);
  const info = await startCloud({ name: cloud, progress: () => {} });
  const environment = { OS_CLIENT_CONFIG_FILE: info.cloudsYaml, OS_CLOUD: info.osCloud };
  const session = await openSession(cloudConfig(environment));
  const proxy = await startFaultProxy(
    PORTS.map((port) => `http://${info.address}:${port}`),
    silenceMs,
  );
  const province = smallProvince();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${ROOMY},mode=0700`, "chaos", province.state]);
  const cloudsYaml = join(province.root, "clouds.yaml");
  writeFileSync(cloudsYaml, proxy.rewrite(readFileSync(info.cloudsYaml, "utf8")), { mode: 0o600 });
  const list = () => readCloud(session);
  let closed = false;
  const transcript: string[] = [];
  return {
    cloud,
    transcript,
    province,
    proxy,
    session,
    start: (words) => {
      const running = startProvince(province.root, words, { ...environment, OS_CLIENT_CONFIG_FILE: cloudsYaml });
      void running.ended.then(({ code, output }) =>
        transcript.push(`$ province ${words.join(" ")}\n${output}\n(ended with ${code})\n`),
      );
      return running;
    },
    limitState: (room) => {
      const { blocks, bfree, bsize } = statfsSync(province.state);
      const size = room === "full" ? (blocks - bfree) * bsize : ROOMY;
      execFileSync("mount", ["-o", `remount,size=${size}`, province.state]);
    },
    list,
    differencesTo: async (expected) => {
      for (const end = Date.now() + REST_MS; ; await sleep(1000)) {
        const found = await list().then((now) => differences(expected, now), unreadable);
        if (found.length === 0 || Date.now() > end) return found;
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      for (const pid of processIds().filter((each) => runsIn(each, province.root))) kill(pid, "SIGKILL");
      await proxy.close();
      execFileSync("umount", ["--lazy", province.state]);
      province.remove();
      await stopCloud(cloud);
    },
  };
}

/** A cloud that can't be read is not as it should be. */
function unreadable(error: unknown): Difference[] {
  return [{ kind: "the cloud", what: "lost", text: String(error) }];
}

function startProvince(root: string, words: readonly string[], cloud: Record<string, string>): RunningCommand {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OS_|PULUMI_|PROVINCE_)/.test(name));
  const env = { ...Object.fromEntries(inherited), ...cloud, NO_COLOR: "1" };
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, "cli/province.js"), ...words], { cwd: root, env });
  let output = "";
  let late = false;
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const pid = child.pid ?? 0;
  const timer = setTimeout(() => {
    late = true;
    for (const each of processTree(pid)) kill(each.pid, "SIGKILL");
  }, PATIENCE_MS);
  const ended = new Promise<CommandEnd>((resolve) => {
    // Not `close`: what outlives a killed command holds its output.
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 137), output, seconds: (performance.now() - begun) / 1000 });
    });
  });
  return { pid, ended };
}
