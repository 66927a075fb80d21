"""Makes the network namespace `internet` and plugs it into br-ex, the external network."""
import ipaddress
import subprocess

from settings import SETTINGS


def run(*argv):
    subprocess.run(argv, check=True)


def inside(*argv):
    run("ip", "netns", "exec", "internet", *argv)


run("ip", "netns", "add", "internet")
run("ip", "link", "add", "internet0", "type", "veth", "peer", "name", "eth0", "netns", "internet")
# The userspace data path gets no checksums from a veth that leaves them to hardware.
run("ethtool", "-K", "internet0", "tx", "off")
inside("ethtool", "-K", "eth0", "tx", "off")
inside("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.disable_ipv6=0", "net.ipv6.conf.all.forwarding=1")
inside("ip", "link", "set", "lo", "up")
inside("ip", "link", "set", "eth0", "up")
run("ip", "link", "set", "internet0", "up")
run("ovs-vsctl", "--may-exist", "add-port", "br-ex", "internet0")

edge = SETTINGS["edge"]
inside("ip", "address", "add", edge["ipv4"], "dev", "eth0")
inside("ip", "address", "add", edge["ipv6"], "dev", "eth0", "nodad")
for text in (*SETTINGS["far_hosts"].values(), *SETTINGS["resolvers"]):
    address = ipaddress.ip_address(text)
    nodad = ["nodad"] if address.version == 6 else []
    inside("ip", "address", "add", f"{address}/{address.max_prefixlen}", "dev", "lo", *nodad)
# As a default-free zone does: what nobody announced is unreachable, at once.
for family in ("-4", "-6"):
    inside("ip", family, "route", "add", "unreachable", "default", "metric", "4294967295")
