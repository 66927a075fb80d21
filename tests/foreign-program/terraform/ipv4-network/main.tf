terraform {
  required_providers {
    openstack = {
      source = "terraform-provider-openstack/openstack"
    }
  }
}

variable "router_id" {
  type = string
}

resource "openstack_networking_network_v2" "old" {}

resource "openstack_networking_subnet_v2" "old-ipv4" {
  network_id = openstack_networking_network_v2.old.id
  cidr       = "198.51.100.0/25"
  ip_version = 4
}

resource "openstack_networking_router_interface_v2" "old-leg-ipv4" {
  router_id = var.router_id
  subnet_id = openstack_networking_subnet_v2.old-ipv4.id
}

output "network_id" {
  value = openstack_networking_network_v2.old.id
}
