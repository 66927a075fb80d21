"""Tells what a guest sees of itself; changes nothing. Needs Python 3 and iproute2.

The last line, added by the sender, calls main() with
  {"patience": seconds to wait for cloud-init}.
Prints one JSON document; see verify/guests/guest-facts.ts for its form.
"""
import json
import socket
import subprocess
import sys
import time

# Of this boot: cloud-init puts it there last of all, and /run does not outlive a boot as /var/lib/cloud does.
RESULT = "/run/cloud-init/result.json"


def ip(*arguments):
    said = subprocess.run(["ip", "-j", *arguments], capture_output=True, check=True, text=True).stdout
    return json.loads(said or "[]")


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
        mtu6 = text_of(f"/proc/sys/net/ipv6/conf/{name}/mtu")
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


def cloud_init(until):
    while True:
        text = text_of(RESULT)
        if text:
            result = json.loads(text).get("v1", {})
            return {"finished": True, "datasource": result.get("datasource"), "errors": result.get("errors") or []}
        if time.monotonic() >= until:
            stage = json.loads(text_of("/run/cloud-init/status.json") or "{}").get("v1", {}).get("stage")
            return {"finished": False, "datasource": None, "errors": [f"still in stage {stage or 'unknown'}"]}
        time.sleep(0.25)


def main(job):
    until = time.monotonic() + job["patience"]
    facts = {"cloudInit": cloud_init(until), "interfaces": interfaces()}
    facts["routes"] = {"ipv4": default_routes("-4"), "ipv6": default_routes("-6")}
    facts["resolvers"] = resolvers()
    facts["hostname"] = socket.gethostname()
    json.dump(facts, sys.stdout)


