"""Asks the metadata service who this guest is, over each family; needs Python 3 alone.

The last line, added by the sender, calls main() with
  {"patience": seconds to go on asking, "families": some of "ipv4" and "ipv6"}.
Prints {family: {"uuid", "hostname", "name"} or {"error"}}; see verify/guests/guest-metadata.ts.
"""
import json
import os
import socket
import sys
import time

PATH = "/openstack/latest/meta_data.json"
HOSTS = {"ipv4": "169.254.169.254", "ipv6": "fe80::a9fe:a9fe"}


def first_interface():
    return next((name for name in sorted(os.listdir("/sys/class/net")) if name != "lo"), "lo")


def fetch(host, interface):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    where = (host, 80, 0, socket.if_nametoindex(interface)) if family == socket.AF_INET6 else (host, 80)
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.settimeout(10)
        sock.connect(where)
        name = f"[{host}]" if ":" in host else host
        sock.sendall(f"GET {PATH} HTTP/1.0\r\nHost: {name}\r\n\r\n".encode())
        answer = b""
        while True:
            part = sock.recv(65536)
            if not part:
                break
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1:2]
    if status != [b"200"]:
        return {"error": "HTTP status " + (status[0].decode() if status else "missing")}
    document = json.loads(body)
    # Only what is compared leaves the guest: the document may hold an administrator's password.
    return {key: document.get(key) for key in ("uuid", "hostname", "name")}


def ask(host, interface, until):
    while True:
        try:
            answer = fetch(host, interface)
        except (OSError, ValueError) as error:
            answer = {"error": str(error) or type(error).__name__}
        if "error" not in answer or time.monotonic() >= until:
            return answer
        time.sleep(0.5)


def main(job):
    until = time.monotonic() + job["patience"]
    interface = first_interface()
    # One family after the other: the service works out an instance's metadata once and then has it at hand.
    json.dump({family: ask(HOSTS[family], interface, until) for family in job["families"]}, sys.stdout)


