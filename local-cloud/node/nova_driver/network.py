"""Plugs a server's ports: one veth pair each, between br-int and the server's network namespace."""
import os

from nova import utils
from nova.virt.namespaces.command import run


def namespace_of(uuid):
    return f"server-{uuid[:8]}"


def ensure_namespace(uuid):
    name = namespace_of(uuid)
    if not os.path.exists(f"/run/netns/{name}"):
        run("ip", "netns", "add", name)


def tap_of(port_id):
    return f"tap{port_id[:11]}"


def interfaces(namespace):
    lines = run("ip", "-n", namespace, "-o", "link", "show", "type", "veth").splitlines()
    return [line.split(": ")[1].split("@")[0] for line in lines]


def first_free_name(namespace):
    taken = set(interfaces(namespace))
    return next(name for number in range(100) if (name := f"eth{number}") not in taken)


def owner_of(tap):
    """The server that a tap on br-int was made for, empty for none; plug() says so last."""
    return run("ovs-vsctl", "--if-exists", "get", "Interface", tap, "external_ids:vm-id").strip().strip('"')


@utils.synchronized("ports")
def plug(uuid, vif):
    """Returns the name of the card that the server got; None when it has the port already."""
    tap, namespace = tap_of(vif["id"]), namespace_of(uuid)
    if os.path.exists(f"/sys/class/net/{tap}") and owner_of(tap) == uuid:
        return None
    # A server that died while it was being built may have left the port half plugged, or plugged to itself.
    remove(tap)
    name = first_free_name(namespace)
    # The MTU is left at 1500: the server learns the network's from DHCP or the router advertisement.
    run("ip", "link", "add", tap, "type", "veth", "peer", "name", name, "address", vif["address"], "netns", namespace)
    # The userspace data path gets no checksums from a veth that leaves them to hardware.
    run("ethtool", "-K", tap, "tx", "off")
    run("ip", "netns", "exec", namespace, "ethtool", "-K", name, "tx", "off")
    run("ip", "link", "set", tap, "up")
    run("ovs-vsctl", "add-port", "br-int", tap, "--", "set", "Interface", tap,
        f"external_ids:iface-id={vif['id']}", f"external_ids:attached-mac={vif['address']}",
        f"external_ids:vm-id={uuid}", "external_ids:iface-status=active")
    return name


@utils.synchronized("ports")
def unplug(uuid, port_id):
    """Takes a port from a server, unless another server has it by now."""
    tap = tap_of(port_id)
    if owner_of(tap) in ("", uuid):
        remove(tap)


def remove(tap):
    run("ovs-vsctl", "--if-exists", "del-port", "br-int", tap)
    run("ip", "link", "del", tap, check=False)


def delete_namespace(uuid):
    run("ip", "netns", "del", namespace_of(uuid), check=False)
