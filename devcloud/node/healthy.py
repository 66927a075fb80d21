"""Ends with 0 as soon as the cloud is fit for use: every service reported in since this boot."""
import datetime
import sys
import time

import openstack

NOVA = {"nova-conductor", "nova-scheduler", "nova-compute"}
NEUTRON = {"OVN Controller Gateway agent", "OVN Metadata agent"}


def boot_time():
    # A service may look "up" in the frozen database although it has not started yet.
    with open("/run/devcloud/booted") as file:
        return float(file.read())


def reported_since(service, moment):
    if not service.updated_at:
        return False
    at = datetime.datetime.fromisoformat(service.updated_at).replace(tzinfo=datetime.timezone.utc)
    return at.timestamp() > moment


def what_is_missing(cloud):
    moment = boot_time()
    up = {s.binary for s in cloud.compute.services() if s.state == "up" and reported_since(s, moment)}
    if NOVA - up:
        return f"nova services {sorted(NOVA - up)}"
    alive = {agent.agent_type for agent in cloud.network.agents() if agent.is_alive}
    if NEUTRON - alive:
        return f"network agents {sorted(NEUTRON - alive)}"
    if not any(hypervisor.state == "up" for hypervisor in cloud.compute.hypervisors()):
        return "a hypervisor that is up"
    list(cloud.image.images())
    return None


def main():
    cloud = openstack.connect(cloud="devcloud")
    missing = "everything"
    for _ in range(400):
        try:
            missing = what_is_missing(cloud)
        except Exception as error:  # any service may still be loading
            missing = f"{type(error).__name__}: {error}"
        if missing is None:
            with open("/run/devcloud/healthy", "w"):  # wsgi.py waits for it
                return 0
        print(f"waiting for {missing}", flush=True)
        time.sleep(0.5)
    return 1


if __name__ == "__main__":
    sys.exit(main())
