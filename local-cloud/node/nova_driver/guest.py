"""Starts, stops and removes a server: a root in namespaces (see /opt/devcloud/guest), or a virtual machine (.../vm)."""
import os
import shlex
import shutil
import signal
import subprocess
import time

from nova.virt.namespaces.network import namespace_of

SERVERS = "/var/lib/nova/instances"
# Present in a cloud whose servers are virtual machines.
HYPERVISOR = "/srv/vm/hypervisor"


def server_dir(uuid):
    return os.path.join(SERVERS, uuid)


def init_pid(uuid):
    """Number of the server's first process while it lives."""
    try:
        with open(os.path.join(server_dir(uuid), "init.pid")) as file:
            pid = int(file.read())
        own, its = os.readlink("/proc/self/ns/pid"), os.readlink(f"/proc/{pid}/ns/pid")
        return pid if own != its else None
    except (OSError, ValueError):
        return None


def seed_config_drive(uuid, files):
    """Lays a config drive's files where cloud-init looks for them without a block device."""
    seed = os.path.join(server_dir(uuid), "upper/var/lib/cloud/seed/config_drive")
    for path, data in files:
        target = os.path.join(seed, path)
        os.makedirs(os.path.dirname(target), mode=0o755, exist_ok=True)
        with open(target, "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())


def are_machines():
    return os.path.isdir(HYPERVISOR)


def describe_machine(uuid, flavor):
    """Writes what a virtual machine is to be, for enter.sh; its disk has room for the image at least."""
    os.makedirs(server_dir(uuid), exist_ok=True)
    with open(os.path.join(server_dir(uuid), "machine"), "w") as file:
        file.write(f"uuid={uuid}\nmemory_mb={flavor.memory_mb}\nvcpus={flavor.vcpus}\n")
        file.write(f"disk_gb={max(2, flavor.root_gb)}\n")


def start(uuid, hostname):
    directory = server_dir(uuid)
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, "hostname"), "w") as file:
        file.write(hostname)
    script = "/opt/devcloud/vm/enter.sh" if are_machines() else "/opt/devcloud/guest/enter.sh"
    enter = ["nsenter", f"--net=/run/netns/{namespace_of(uuid)}", "unshare", "--fork", "--pid", "--mount", "--uts",
             "--ipc", "--kill-child=KILL", "/bin/sh", script, directory, hostname]
    with open(os.path.join(directory, "console.log"), "ab") as console:
        # script(1) gives the server a terminal as console and copies what is written there.
        subprocess.Popen(["script", "--quiet", "--flush", "--command", shlex.join(enter), "/dev/null"],
                         stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True)


def stop(uuid):
    pid = init_pid(uuid)
    if pid is None:
        return
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while init_pid(uuid) is not None and time.monotonic() < deadline:
        time.sleep(0.02)


def remove(uuid):
    stop(uuid)
    shutil.rmtree(server_dir(uuid), ignore_errors=True)


def console_output(uuid):
    try:
        with open(os.path.join(server_dir(uuid), "console.log"), "rb") as file:
            return file.read().replace(b"\r\n", b"\n")
    except OSError:
        return b""


def run_inside(uuid, *argv):
    """Runs a program in the server; False when it failed or the server is off."""
    pid = init_pid(uuid)
    if pid is None:
        return False
    enter = ["nsenter", "--target", str(pid), "--mount", "--pid", "--net", "--uts", "--ipc", "--root", "--wd"]
    return subprocess.run([*enter, *argv], capture_output=True, timeout=30, check=False).returncode == 0
