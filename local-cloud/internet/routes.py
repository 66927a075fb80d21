"""Replaces the edge's route table as a whole by the list of {destination, via} on standard input (JSON)."""
import ipaddress
import json
import subprocess
import sys

# Marks the routes of the toolkit (rtnetlink(7): 128-255 are free for applications).
PROTOCOL = "177"


def ip(family, *argv):
    result = subprocess.run(["ip", "-n", "internet", f"-{family}", *argv], capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"ip -{family} {' '.join(argv)}: {result.stderr.strip()}")
    return result.stdout


def normal(destination):
    # As `ip -json` prints it: a host without its length.
    network = ipaddress.ip_network(destination)
    return str(network.network_address) if network.num_addresses == 1 else str(network)


wanted = {normal(route["destination"]): route["via"] for route in json.load(sys.stdin)}
for family in (4, 6):
    mine = {destination: via for destination, via in wanted.items() if ipaddress.ip_address(via).version == family}
    routes = json.loads(ip(family, "-json", "route", "show", "proto", PROTOCOL) or "[]")
    present = {route["dst"]: route.get("gateway") for route in routes}
    for destination, via in mine.items():
        if present.get(destination) != via:
            ip(family, "route", "replace", destination, "via", via, "proto", PROTOCOL)
    for destination in set(present) - set(mine):
        ip(family, "route", "del", destination, "proto", PROTOCOL)
