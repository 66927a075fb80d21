"""Starts the units of the given files, keeps their state in /run/devcloud/status.json, and on
SIGTERM stops them in order, so that the tree below can be frozen.

    supervise.py UNIT-FILE...
"""
import json
import os
import signal
import subprocess
import sys
import threading
import time

from forked import Forker
from readiness import wait_until_ready
from units import read_units

STATE_DIR, LOG_DIR = "/run/devcloud", "/var/log/devcloud"
READY_TIMEOUT = int(os.environ.get("DEVCLOUD_READY_TIMEOUT", "240"))


class Supervisor:
    def __init__(self, units):
        self.units = units
        self.begun = time.time()
        self.processes = {}
        modules = sorted({unit.main.split(":")[0] for unit in units.values() if unit.main})
        self.forker = Forker(modules, f"{LOG_DIR}/forker.out") if modules else None
        self.ready = {name: threading.Event() for name in units}
        self.status = {name: {"state": "waiting"} for name in units}
        self.failure = None
        self.lock = threading.Lock()

    def note(self, name, state, **more):
        with self.lock:
            self.status[name] = {"state": state, "seconds": round(time.time() - self.begun, 1), **more}
            if state == "failed" and not self.failure:
                self.failure = {"unit": name, "reason": more["reason"], "log": f"{name}.out"}
            done = all(unit["state"] == "ready" for unit in self.status.values())
            overall = "broken" if self.failure else "running" if done else "starting"
            write_json(f"{STATE_DIR}/status.json",
                       {"state": overall, "begun": self.begun, "failure": self.failure, "units": self.status})

    def start(self, unit):
        for name in unit.after:
            self.ready[name].wait()
        if self.failure:
            return
        process = self.launch(unit, f"{LOG_DIR}/{unit.name}.out")
        self.processes[unit.name] = process
        self.note(unit.name, "starting", pid=process.pid)
        if unit.long_running:
            reason = wait_until_ready(unit.ready, lambda: process.poll() is None, READY_TIMEOUT)
        else:
            try:
                code = process.wait(READY_TIMEOUT)
                reason = f"exit code {code}" if code else None
            except subprocess.TimeoutExpired:
                reason = f"not done after {READY_TIMEOUT} s"
        if reason:
            self.note(unit.name, "failed", reason=reason)
        else:
            self.note(unit.name, "ready", **({"pid": process.pid} if unit.long_running else {}))
            self.ready[unit.name].set()

    def launch(self, unit, log_path):
        if unit.main:
            return self.forker.start(unit.main, unit.argv, log_path)
        with open(log_path, "ab") as log:
            return subprocess.Popen(unit.argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                                    env={**os.environ, **unit.env})

    def start_all(self):
        for unit in self.units.values():
            threading.Thread(target=self.start_or_fail, args=(unit,), daemon=True).start()

    def start_or_fail(self, unit):
        try:
            self.start(unit)
        except Exception as error:  # a missing program, a full disk: the reader of status.json must learn it
            self.note(unit.name, "failed", reason=str(error))

    def notice_ends(self):
        for name, process in list(self.processes.items()):
            ended = self.units[name].long_running and process.poll() is not None
            if ended and self.status[name]["state"] == "ready":
                self.note(name, "failed", reason=f"ended with code {process.returncode}")

    def stop_all(self):
        for data in (False, True):
            chosen = [p for name, p in self.processes.items() if self.units[name].data == data and p.poll() is None]
            for process in chosen:
                process.terminate()
            deadline = time.monotonic() + (25 if data else 8)
            for process in chosen:
                try:
                    process.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    print(f"{process.args[0]} had to be killed", flush=True)
                    process.kill()


def write_json(path, value):
    with open(f"{path}.new", "w") as file:
        json.dump(value, file, indent=1)
    os.replace(f"{path}.new", path)


def main():
    supervisor = Supervisor(read_units(sys.argv[1:]))
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    supervisor.start_all()
    while not stopping.wait(1):
        supervisor.notice_ends()
    supervisor.stop_all()


if __name__ == "__main__":
    main()
