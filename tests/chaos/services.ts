import { setTimeout as sleep } from "node:timers/promises";
import { runIn } from "../../local-cloud/cloud.ts";

/** In the node, by the unit's own description; what the supervisor thinks of it meanwhile matters to nobody here. */
const UNITS = `
import json, os, signal, subprocess, sys, time
sys.path.insert(0, "/opt/devcloud")
from readiness import wait_until_ready
from units import read_units
name = sys.argv[1]
pid_file = f"/run/devcloud/chaos-{name}.pid"

# The supervisor forgets one that ended.
def running():
    if os.path.exists(pid_file): return int(open(pid_file).read())
    return json.load(open("/run/devcloud/status.json"))["units"][name]["pid"]
`;

const STOP = `
pid = running()
def lives():
    try:
        return "Z" not in next(line for line in open(f"/proc/{pid}/status") if line.startswith("State"))
    except OSError:
        return False
os.kill(pid, signal.SIGTERM)
for _ in range(100):
    if not lives(): break
    time.sleep(0.1)
else:
    os.killpg(pid, signal.SIGKILL)
`;

const START = `
os.environ.update({k: v for k, v in (e.split("=", 1) for e in open("/proc/1/environ").read().split("\\0") if "=" in e)})
unit = read_units(["/opt/devcloud/services.yaml"])[name]
log = open(f"/var/log/devcloud/{name}.out", "ab")
process = subprocess.Popen(unit.argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, env={**os.environ, **unit.env})
open(pid_file, "w").write(str(process.pid))
reason = wait_until_ready(unit.ready, lambda: process.poll() is None, 120)
if reason: sys.exit(reason)
`;

/** Ends an API of the local cloud and starts it again after so many seconds; returns when it answers. */
export async function restartService(cloud: string, name: string, seconds: number): Promise<void> {
  await inNode(cloud, [UNITS, STOP], name);
  await sleep(seconds * 1000);
  await inNode(cloud, [UNITS, START], name);
}

/** Holds a service where it is for so many seconds: whoever asks it waits. */
export async function holdService(cloud: string, name: string, seconds: number): Promise<void> {
  await inNode(cloud, [UNITS, "os.killpg(running(), signal.SIGSTOP)"], name);
  await sleep(seconds * 1000);
  await inNode(cloud, [UNITS, "os.killpg(running(), signal.SIGCONT)"], name);
}

async function inNode(cloud: string, script: readonly string[], name: string): Promise<void> {
  const argv = ["python3", "-", name];
  const { code, stderr } = await runIn(cloud, { node: true }, argv, { input: script.join("\n"), timeoutMs: 180_000 });
  if (code !== 0) throw new Error(`${name} could not be stopped or started: ${stderr}`);
}
