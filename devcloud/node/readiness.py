"""Says when a unit is ready: a socket stands, a port is open, an API answers, a command succeeds."""
import http.client
import os
import socket
import stat
import subprocess
import time


def socket_stands(path):
    try:
        return stat.S_ISSOCK(os.stat(path).st_mode)
    except OSError:
        return False


def port_is_open(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        return True
    except OSError:
        return False


def api_answers(port):
    # The listening socket stands before the application is loaded; the request waits until it is.
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
        connection.request("GET", "/")
        return connection.getresponse().status > 0
    except OSError:
        return False


def command_succeeds(command):
    return subprocess.run(command, shell=True, capture_output=True, timeout=30, check=False).returncode == 0


CHECKS = {"socket": socket_stands, "tcp": port_is_open, "http": api_answers, "command": command_succeeds}


def wait_until_ready(ready, still_running, timeout):
    """Returns None when ready, else the reason why it is not."""
    deadline = time.monotonic() + timeout
    for kind, argument in ready.items():
        while not CHECKS[kind](argument):
            if not still_running():
                return "ended before it was ready"
            if time.monotonic() > deadline:
                return f"not ready ({kind} {argument}) after {timeout} s"
            time.sleep(0.1)
    return None
