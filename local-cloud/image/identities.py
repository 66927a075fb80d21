"""The services' users, and the catalogue of endpoints (personalise.py moves it to a cloud's own address)."""
import configparser

import openstack

SERVICES = {
    "placement": ("placement", "http://127.0.0.1:8778", "/etc/placement/placement.conf"),
    "glance": ("image", "http://127.0.0.1:9292", "/etc/glance/glance-api.conf"),
    "neutron": ("network", "http://127.0.0.1:9696", "/etc/neutron/neutron.conf"),
    "nova": ("compute", "http://127.0.0.1:8774/v2.1", "/etc/nova/nova.conf"),
}


def service_password(path):
    config = configparser.RawConfigParser(strict=False)
    config.read(path)
    return config["keystone_authtoken"]["password"]


identity = openstack.connect(cloud="devcloud").identity
project = identity.create_project(name="service", domain_id="default")
roles = [identity.find_role(name) or identity.create_role(name=name) for name in ("admin", "service")]
for name, (kind, url, config) in SERVICES.items():
    user = identity.create_user(name=name, password=service_password(config), domain_id="default")
    for role in roles:
        identity.assign_project_role_to_user(project, user, role)
    service = identity.create_service(name=name, type=kind)
    for interface in ("public", "internal", "admin"):
        identity.create_endpoint(service_id=service.id, interface=interface, region_id="RegionOne", url=url)
