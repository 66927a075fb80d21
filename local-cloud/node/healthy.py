"""Ends with 0 as soon as the cloud is fit for use: every service reported in since this boot.

Asks the APIs by plain HTTP: loading the SDK takes a second of everyone's processor.
"""
import datetime
import http.client
import json
import sys
import time

import yaml

NOVA = {"nova-conductor", "nova-scheduler", "nova-compute"}
NEUTRON = {"OVN Controller Gateway agent", "OVN Metadata agent"}


def request(port, method, path, headers, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body and json.dumps(body), {"Content-Type": "application/json", **headers})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status >= 300:
        raise OSError(f"{method} {path} on port {port}: HTTP {answer.status}")
    return answer.headers, json.loads(content)


def token():
    with open("/run/devcloud/clouds.yaml") as file:
        auth = yaml.safe_load(file)["clouds"]["devcloud"]["auth"]
    domain = {"name": auth["user_domain_name"]}
    user = {"name": auth["username"], "password": auth["password"], "domain": domain}
    scope = {"project": {"name": auth["project_name"], "domain": {"name": auth["project_domain_name"]}}}
    body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}
    return request(5000, "POST", "/v3/auth/tokens", {}, body)[0]["X-Subject-Token"]


def boot_time():
    # A service may look "up" in the frozen database although it has not started yet.
    with open("/run/devcloud/booted") as file:
        return float(file.read())


def reported_since(service, moment):
    if not service["updated_at"]:
        return False
    at = datetime.datetime.fromisoformat(service["updated_at"]).replace(tzinfo=datetime.timezone.utc)
    return at.timestamp() > moment


def what_is_missing(own_token):
    def get(port, path, key):
        return request(port, "GET", path, {"X-Auth-Token": own_token})[1][key]

    moment = boot_time()
    services = get(8774, "/v2.1/os-services", "services")
    up = {service["binary"] for service in services if service["state"] == "up" and reported_since(service, moment)}
    if NOVA - up:
        return f"nova services {sorted(NOVA - up)}"
    alive = {agent["agent_type"] for agent in get(9696, "/v2.0/agents", "agents") if agent["alive"]}
    if NEUTRON - alive:
        return f"network agents {sorted(NEUTRON - alive)}"
    if not any(hypervisor["state"] == "up" for hypervisor in get(8774, "/v2.1/os-hypervisors", "hypervisors")):
        return "a hypervisor that is up"
    get(9292, "/v2/images", "images")
    return None


def main():
    own_token, missing = None, "everything"
    for _ in range(600):
        try:
            own_token = own_token or token()
            missing = what_is_missing(own_token)
        except (OSError, ValueError, KeyError) as error:  # any service may still be loading
            missing = f"{type(error).__name__}: {error}"
        if missing is None:
            with open("/run/devcloud/healthy", "w"):  # wsgi.py waits for it
                return 0
        print(f"waiting for {missing}", flush=True)
        time.sleep(0.3)
    return 1


if __name__ == "__main__":
    sys.exit(main())
