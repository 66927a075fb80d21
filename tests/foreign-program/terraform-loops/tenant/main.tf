terraform {
  required_providers {
    openstack = {
      source = "terraform-provider-openstack/openstack"
    }
  }
}

variable "cidr" {
  type = string
}

variable "cidrs6" {
  type = list(string)
}

resource "openstack_networking_network_v2" "net" {}

resource "openstack_networking_subnet_v2" "ipv4" {
  network_id = openstack_networking_network_v2.net.id
  cidr       = var.cidr
  ip_version = 4
}

resource "openstack_networking_subnet_v2" "ipv6" {
  for_each          = toset(var.cidrs6)
  network_id        = openstack_networking_network_v2.net.id
  cidr              = each.key
  ip_version        = 6
  ipv6_address_mode = "dhcpv6-stateful"
  ipv6_ra_mode      = "dhcpv6-stateful"
  dns_nameservers   = ["2001:db8::53", "2001:db8::54"]
}

output "network" {
  value = openstack_networking_network_v2.net.id
}

output "subnet" {
  value = openstack_networking_subnet_v2.ipv4.id
}
