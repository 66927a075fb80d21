# What the program of ../terraform has not: count, for_each over values, resources and modules, indexes written out, dynamic
# blocks, and resources that are younger than @pulumi/openstack 3.15. plan.json is what
# `terraform plan -out plan && terraform show -json plan` says of it; expected.json holds the verdicts.
terraform {
  required_providers {
    openstack = {
      source = "terraform-provider-openstack/openstack"
    }
  }
}

# Two networks by count. Both IPv6 subnets stand on the first: the second has IPv4 alone (NET-01).
resource "openstack_networking_network_v2" "lan" {
  count = 2
  name  = "lan-${count.index}"
}

resource "openstack_networking_subnet_v2" "lan-ipv4" {
  count      = 2
  network_id = openstack_networking_network_v2.lan[count.index].id
  cidr       = cidrsubnet("10.1.0.0/16", 8, count.index)
  ip_version = 4
}

resource "openstack_networking_subnet_v2" "lan-ipv6" {
  count             = 2
  network_id        = openstack_networking_network_v2.lan[0].id
  cidr              = cidrsubnet("2001:db8:1::/48", 16, count.index)
  ip_version        = 6
  ipv6_address_mode = "dhcpv6-stateful"
  ipv6_ra_mode      = "dhcpv6-stateful"
  dns_nameservers   = ["2001:db8::53", "2001:db8::54"]
}

# A port and a server whose blocks are generated: what they name is not known, but named it is.
locals {
  subnets = { a = openstack_networking_subnet_v2.lan-ipv4[0].id, b = openstack_networking_subnet_v2.lan-ipv6[0].id }
}

resource "openstack_networking_port_v2" "generated" {
  network_id         = openstack_networking_network_v2.lan[0].id
  security_group_ids = [openstack_networking_secgroup_v2.web.id]

  dynamic "fixed_ip" {
    for_each = local.subnets
    content {
      subnet_id = fixed_ip.value
    }
  }
}

resource "openstack_compute_instance_v2" "generated" {
  name        = "generated"
  image_name  = "debian"
  flavor_name = "small"

  dynamic "network" {
    for_each = [openstack_networking_port_v2.generated.id]
    content {
      port = network.value
    }
  }
}

# One tenant for each key; of y the module makes IPv4 alone (NET-01). Each tenant's port, made out here, stands on that
# tenant's network, x's without the IPv6 that it has (PRT-01).
module "tenant" {
  for_each = { x = ["2001:db8:20::/64"], y = [] }
  source   = "./tenant"
  cidr     = "10.${each.key == "x" ? 20 : 21}.0.0/24"
  cidrs6   = each.value
}

resource "openstack_networking_port_v2" "tenant" {
  for_each           = module.tenant
  network_id         = each.value.network
  security_group_ids = [openstack_networking_secgroup_v2.web.id]

  fixed_ip {
    subnet_id = each.value.subnet
  }
}

# for_each over resources.
resource "openstack_networking_network_v2" "zone" {
  for_each = toset(["app", "db"])
  name     = each.key
}

resource "openstack_networking_subnet_v2" "zone-ipv4" {
  for_each   = openstack_networking_network_v2.zone
  network_id = each.value.id
  cidr       = each.key == "app" ? "10.30.0.0/24" : "10.31.0.0/24"
  ip_version = 4
}

# The zone app alone has IPv6; db has not (NET-01).
resource "openstack_networking_subnet_v2" "app-ipv6" {
  network_id        = openstack_networking_network_v2.zone["app"].id
  cidr              = "2001:db8:30::/64"
  ip_version        = 6
  ipv6_address_mode = "dhcpv6-stateful"
  ipv6_ra_mode      = "dhcpv6-stateful"
  dns_nameservers   = ["2001:db8::53", "2001:db8::54"]
}

resource "openstack_networking_secgroup_v2" "web" {
  name                 = "web"
  delete_default_rules = true
}

# Everyone by IPv6, one office by IPv4 (SEC-02 twice, SEC-04; SEC-09 advises).
resource "openstack_networking_address_group_v2" "offices" {
  name      = "offices"
  addresses = ["192.0.2.0/24", "::/0"]
}

resource "openstack_networking_secgroup_rule_v2" "ssh" {
  for_each                = toset(["IPv4", "IPv6"])
  security_group_id       = openstack_networking_secgroup_v2.web.id
  direction               = "ingress"
  ethertype               = each.key
  protocol                = "tcp"
  port_range_min          = 22
  port_range_max          = 22
  remote_address_group_id = openstack_networking_address_group_v2.offices.id
}

# Speakers and peers of both families; the IPv6 speaker has AS_TRANS (BGP-01).
resource "openstack_networking_bgp_peer_v2" "carrier" {
  for_each  = { ipv4 = "192.0.2.1", ipv6 = "2001:db8::1" }
  name      = "carrier-${each.key}"
  peer_ip   = each.value
  remote_as = 64501
  auth_type = "md5"
  password  = "example"
}

resource "openstack_networking_bgp_speaker_v2" "border" {
  for_each                          = { ipv4 = 64500, ipv6 = 23456 }
  name                              = "border-${each.key}"
  ip_version                        = each.key == "ipv4" ? 4 : 6
  local_as                          = each.value
  advertise_tenant_networks         = false
  advertise_floating_ip_host_routes = false
  peers                             = [openstack_networking_bgp_peer_v2.carrier[each.key].id]
}

# Two families in one route, and IPv4 without IPv6 (RTR-03 twice).
resource "openstack_networking_router_v2" "core" {
  name = "core"
}

resource "openstack_networking_router_routes_v2" "areas" {
  router_id = openstack_networking_router_v2.core.id

  routes {
    destination_cidr = "10.128.0.0/9"
    next_hop         = "10.1.0.2"
  }
  routes {
    destination_cidr = "2001:db8:ffff::/48"
    next_hop         = "10.1.0.3"
  }
  routes {
    destination_cidr = "0.0.0.0/0"
    next_hop         = "10.1.0.2"
  }
}

# HTTPS through the firewall for IPv4 alone (SEC-02).
resource "openstack_fw_rule_v2" "https" {
  name             = "https"
  protocol         = "tcp"
  action           = "allow"
  destination_port = "443"
}

resource "openstack_fw_policy_v2" "in" {
  name  = "in"
  rules = [openstack_fw_rule_v2.https.id]
}
