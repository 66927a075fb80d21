"""The supervisor's side of forker.py: daemons that are forked instead of executed."""
import json
import os
import select
import signal
import subprocess
import threading


class Forker:
    def __init__(self, modules, log):
        with open(log, "ab") as file:
            self.process = subprocess.Popen(["python3", "/opt/devcloud/forker.py", *modules], cwd="/opt/devcloud",
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=file, text=True,
                                            start_new_session=True)
        self.lock = threading.Lock()

    def start(self, main, argv, log):
        """Waits until the modules are imported."""
        with self.lock:
            self.process.stdin.write(json.dumps({"main": main, "argv": argv, "log": log}) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{main} could not be imported, see forker.out")
        return ForkedProcess(int(answer), argv)


class ForkedProcess:
    """As much of subprocess.Popen as the supervisor uses; the process is another one's child."""

    def __init__(self, pid, args):
        self.pid, self.args, self.returncode = pid, args, None
        self.handle = os.pidfd_open(pid)

    def wait(self, timeout):
        poller = select.poll()
        poller.register(self.handle, select.POLLIN)
        if not poller.poll(timeout * 1000):
            raise subprocess.TimeoutExpired(self.args, timeout)
        self.returncode = "unknown"  # its parent alone could tell
        return self.returncode

    def poll(self):
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def send_signal(self, number):
        if self.poll() is None:
            signal.pidfd_send_signal(self.handle, number)

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)
