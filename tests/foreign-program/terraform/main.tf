# The program of ../resources.ts once more, for terraform-provider-openstack. plan.json is what
# `terraform plan -out plan && terraform show -json plan` says of it; a test wants the same verdicts of both.
terraform {
  required_providers {
    openstack = {
      source = "terraform-provider-openstack/openstack"
    }
  }
}

resource "openstack_networking_network_v2" "good" {}

resource "openstack_networking_subnet_v2" "good-ipv4" {
  network_id = openstack_networking_network_v2.good.id
  cidr       = "192.0.2.0/25"
  ip_version = 4
}

resource "openstack_networking_subnet_v2" "good-ipv6" {
  network_id        = openstack_networking_network_v2.good.id
  cidr              = "2001:db8:1::/64"
  ip_version        = 6
  ipv6_address_mode = "dhcpv6-stateful"
  ipv6_ra_mode      = "dhcpv6-stateful"
  dns_nameservers   = ["2001:db8::53", "2001:db8::54"]
}

resource "openstack_networking_router_v2" "router" {
  external_network_id = "3a1f5e1c-9a51-4b7b-8f4b-3c1a4a0e7f11"
}

resource "openstack_networking_router_interface_v2" "good-leg-ipv4" {
  router_id = openstack_networking_router_v2.router.id
  subnet_id = openstack_networking_subnet_v2.good-ipv4.id
}

resource "openstack_networking_router_interface_v2" "good-leg-ipv6" {
  router_id = openstack_networking_router_v2.router.id
  subnet_id = openstack_networking_subnet_v2.good-ipv6.id
}

# IPv4 only, through a module, whose outputs and variables are links too.
module "old" {
  source    = "./ipv4-network"
  router_id = openstack_networking_router_v2.router.id
}

resource "openstack_networking_network_v2" "odd" {
  mtu                   = 1200
  port_security_enabled = false
}

resource "openstack_networking_subnet_v2" "odd-ipv4" {
  network_id = openstack_networking_network_v2.odd.id
  cidr       = "198.51.100.64/26"
  ip_version = 4
}

resource "openstack_networking_subnet_v2" "odd-ipv6" {
  network_id      = openstack_networking_network_v2.odd.id
  cidr            = "2001:db8:2::/56"
  ip_version      = 6
  dns_nameservers = ["2001:db8::53"]
}

resource "openstack_networking_router_interface_v2" "odd-leg-ipv4" {
  router_id = openstack_networking_router_v2.router.id
  subnet_id = openstack_networking_subnet_v2.odd-ipv4.id
}

resource "openstack_networking_secgroup_v2" "web" {
  name                 = "web"
  delete_default_rules = true
}

resource "openstack_networking_secgroup_rule_v2" "https" {
  for_each          = { IPv4 = "0.0.0.0/0", IPv6 = "::/0" }
  security_group_id = openstack_networking_secgroup_v2.web.id
  direction         = "ingress"
  ethertype         = each.key
  protocol          = "tcp"
  port_range_min    = 443
  port_range_max    = 443
  remote_ip_prefix  = each.value
}

resource "openstack_networking_secgroup_rule_v2" "ssh-ipv4" {
  security_group_id = openstack_networking_secgroup_v2.web.id
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = "192.0.2.0/25"
}

resource "openstack_networking_secgroup_rule_v2" "ssh-ipv6" {
  security_group_id = openstack_networking_secgroup_v2.web.id
  direction         = "ingress"
  ethertype         = "IPv6"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = "::/0"
}

resource "openstack_networking_secgroup_rule_v2" "ping-ipv4" {
  security_group_id = openstack_networking_secgroup_v2.web.id
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "icmp"
}

resource "openstack_networking_secgroup_rule_v2" "ping-ipv6" {
  security_group_id = openstack_networking_secgroup_v2.web.id
  direction         = "ingress"
  ethertype         = "IPv6"
  protocol          = "icmp"
}

resource "openstack_networking_secgroup_rule_v2" "tunnel" {
  security_group_id = openstack_networking_secgroup_v2.web.id
  direction         = "egress"
  ethertype         = "IPv4"
  protocol          = "41"
}

resource "openstack_networking_port_v2" "good-port" {
  network_id         = openstack_networking_network_v2.good.id
  security_group_ids = [openstack_networking_secgroup_v2.web.id]

  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.good-ipv4.id
  }
  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.good-ipv6.id
  }
}

resource "openstack_networking_port_v2" "half-port" {
  network_id         = openstack_networking_network_v2.good.id
  security_group_ids = [openstack_networking_secgroup_v2.web.id]

  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.good-ipv4.id
  }
}

resource "openstack_networking_port_v2" "bare-port" {
  network_id = openstack_networking_network_v2.good.id
}

resource "openstack_networking_floatingip_v2" "published" {
  pool    = "public"
  port_id = openstack_networking_port_v2.half-port.id
}

resource "openstack_compute_instance_v2" "good-server" {
  name        = "good-server"
  image_name  = "debian"
  flavor_name = "small"
  key_pair    = "operators"

  network {
    port = openstack_networking_port_v2.good-port.id
  }
}

variable "first_setup" {
  type      = string
  sensitive = true
  default   = "#cloud-config\nchpasswd:\n  list: |\n    root:example\npassword: example\nruncmd:\n  - ping -c1 192.0.2.1\n"
}

resource "openstack_compute_instance_v2" "old-server" {
  name            = "old-server"
  image_name      = "debian"
  flavor_name     = "small"
  key_pair        = "operators"
  security_groups = ["default"]
  user_data       = var.first_setup

  network {
    uuid = module.old.network_id
  }
}
