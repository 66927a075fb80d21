"""Tells what a guest sees of itself; changes nothing. Needs Python 3 and iproute2.

The last line, added by the sender, calls main() with
  {"patience": seconds to wait for cloud-init and metadata, "metadata": families to ask it over}.
Prints one JSON document; see verify/guest-facts.ts for its form.
"""
import json
import os
import socket
import subprocess
import sys
import time

RESULTS = ("/run/cloud-init/result.json", "/var/lib/cloud/data/result.json")
METADATA_PATH = "/openstack/latest/meta_data.json"


def ip(*arguments):
    return json.loads(subprocess.run(["ip", "-j", *arguments], capture_output=True, check=True, text=True).stdout or "[]")


def text_of(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def interfaces():
    found = []
    for link in ip("address", "show"):
        name = link["ifname"]
        if "LOOPBACK" in link["flags"] or link.get("operstate") == "DOWN":
            continue
        mtu6 = text_of("/proc/sys/net/ipv6/conf/%s/mtu" % name)
        found.append({
            "name": name,
            "mtu": link["mtu"],
            "ipv6Mtu": int(mtu6) if mtu6 else None,
            "addresses": sorted(entry["local"] for entry in link["addr_info"]
                                if entry.get("scope") == "global" and "local" in entry),
        })
    return found


def default_routes(family):
    found = []
    for route in ip(family, "route", "show", "default"):
        if route.get("type") in ("unreachable", "blackhole", "prohibit"):
            continue
        hops = route.get("nexthops") or [route]
        mtu = next((metric["mtu"] for metric in route.get("metrics", []) if "mtu" in metric), None)
        found.extend({"gateway": (hop.get("gateway") or hop.get("via", {}).get("host")), "interface": hop.get("dev"),
                      "mtu": mtu} for hop in hops)
    return found


def resolvers():
    lines = (text_of("/etc/resolv.conf") or "").splitlines()
    words = [line.split() for line in lines]
    return [word[1] for word in words if len(word) > 1 and word[0] == "nameserver"]


def fetch(host, interface):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    where = (host, 80, 0, socket.if_nametoindex(interface)) if family == socket.AF_INET6 else (host, 80)
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.settimeout(10)
        sock.connect(where)
        name = "[%s]" % host if ":" in host else host
        sock.sendall(("GET %s HTTP/1.0\r\nHost: %s\r\n\r\n" % (METADATA_PATH, name)).encode())
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


def metadata(host, interface, until):
    while True:
        try:
            answer = fetch(host, interface)
        except (OSError, ValueError) as error:
            answer = {"error": str(error) or type(error).__name__}
        if "error" not in answer or time.monotonic() >= until:
            return answer
        time.sleep(0.5)


def cloud_init(until):
    while True:
        for path in RESULTS:
            text = text_of(path)
            if text:
                result = json.loads(text).get("v1", {})
                return {"finished": True, "datasource": result.get("datasource"), "errors": result.get("errors") or []}
        if time.monotonic() >= until:
            stage = json.loads(text_of("/run/cloud-init/status.json") or "{}").get("v1", {}).get("stage")
            return {"finished": False, "datasource": None, "errors": ["still in stage %s" % (stage or "unknown")]}
        time.sleep(0.25)


def main(job):
    until = time.monotonic() + job["patience"]
    facts = {"cloudInit": cloud_init(until), "interfaces": interfaces()}
    facts["routes"] = {"ipv4": default_routes("-4"), "ipv6": default_routes("-6")}
    facts["resolvers"] = resolvers()
    facts["hostname"] = socket.gethostname()
    names = [entry["name"] for entry in facts["interfaces"]]
    # One after the other: the service works out an instance's metadata once and then has it at hand.
    soon = min(until, time.monotonic() + 10)
    facts["metadata"] = {family: metadata(host, names[0], soon) if names else {"error": "no interface is up"}
                         for family, host in (("ipv4", "169.254.169.254"), ("ipv6", "fe80::a9fe:a9fe"))
                         if family in job["metadata"]}
    json.dump(facts, sys.stdout)


