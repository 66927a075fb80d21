"""Plugs a server's ports: one veth pair each, between br-int and the server's network namespace."""
import os

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


def plug(uuid, vif):
    tap, namespace = tap_of(vif["id"]), namespace_of(uuid)
    if os.path.exists(f"/sys/class/net/{tap}"):
        return None
    name = first_free_name(namespace)
    # The MTU is left at 1500: the server learns the network's from DHCP or the router advertisement.
    run("ip", "link", "add", tap, "type", "veth", "peer", "name", name, "address", vif["address"], "netns", namespace)
    # The userspace data path gets no checksums from a veth that leaves them to hardware.
    run("ethtool", "-K", tap, "tx", "off")
    run("ip", "netns", "exec", namespace, "ethtool", "-K", name, "tx", "off")
    run("ip", "link", "set", tap, "up")
    run("ovs-vsctl", "--may-exist", "add-port", "br-int", tap, "--", "set", "Interface", tap,
        f"external_ids:iface-id={vif['id']}", f"external_ids:attached-mac={vif['address']}",
        f"external_ids:vm-id={uuid}", "external_ids:iface-status=active")
    return name


def unplug(port_id):
    tap = tap_of(port_id)
    run("ovs-vsctl", "--if-exists", "del-port", "br-int", tap)
    run("ip", "link", "del", tap, check=False)


def delete_namespace(uuid):
    run("ip", "netns", "del", namespace_of(uuid), check=False)
