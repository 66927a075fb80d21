"""Says when a unit is ready: a socket or port is open, an API answers, a command succeeds."""
import http.client
import socket
import subprocess
import time


def socket_answers(path):
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(path)
            return True
        except OSError:
            return False


def port_is_open(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        return True
    except OSError:
        return False


def apis_answer(ports):
    # The listening sockets stand before the applications are loaded; the requests wait until they are.
    try:
        for port in ports:
            connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=90)
            connection.request("GET", "/")
            connection.getresponse()
        return True
    except OSError:
        return False


def command_succeeds(command):
    return subprocess.run(command, shell=True, capture_output=True, timeout=30, check=False).returncode == 0


CHECKS = {"socket": socket_answers, "tcp": port_is_open, "http": apis_answer, "command": command_succeeds}


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
