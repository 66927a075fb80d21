# One configuration with many faults that a cloud takes, written as modules are.
terraform {
  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "openstack" {}

variable "networks" {
  default = {
    both      = { v4 = "10.80.0.0/24", v6 = "3fff:80::/64" }
    ipv4-only = { v4 = "10.80.0.0/25", security = false }
    odd       = { v6 = "3fff:81::/80" }
  }
}

variable "image" { default = "image" }

resource "openstack_compute_flavor_v2" "small" {
  name      = "first-plans"
  ram       = 64
  vcpus     = 1
  disk      = 1
  is_public = true
}

resource "openstack_images_image_v2" "image" {
  name             = "first-plans"
  container_format = "bare"
  disk_format      = "raw"
  local_file_path  = "image.raw"
}

resource "openstack_networking_network_v2" "net" {
  for_each              = var.networks
  name                  = each.key
  port_security_enabled = try(each.value.security, null)
}

resource "openstack_networking_subnet_v2" "v4" {
  for_each        = { for key, net in var.networks : key => net if try(net.v4, null) != null }
  network_id      = openstack_networking_network_v2.net[each.key].id
  cidr            = each.value.v4
  gateway_ip      = try(each.value.gateway, null)
  dns_nameservers = try(each.value.dns, null)
}

resource "openstack_networking_subnet_v2" "v6" {
  for_each          = { for key, net in var.networks : key => net if try(net.v6, null) != null }
  network_id        = openstack_networking_network_v2.net[each.key].id
  ip_version        = 6
  cidr              = each.value.v6
  ipv6_address_mode = "dhcpv6-stateful"
  ipv6_ra_mode      = "dhcpv6-stateful"
}

resource "openstack_networking_router_v2" "router" {
  name = "router"
}

resource "openstack_networking_router_interface_v2" "leg" {
  router_id = openstack_networking_router_v2.router.id
  subnet_id = openstack_networking_subnet_v2.v4["both"].id
}

module "keeping" {
  source               = "./rules"
  name                 = "keeping"
  delete_default_rules = false
  rules                = {}
}

module "bare" {
  source = "./rules"
  name   = "bare"
  rules = {
    ssh    = { ethertype = "IPv4", protocol = "tcp", port = 22, cidr = "0.0.0.0/0" }
    ssh6   = { ethertype = "IPv6", protocol = "tcp", port = 22, cidr = "::/0" }
    docker = { ethertype = "IPv4", protocol = "tcp", port = 2375, cidr = "0.0.0.0/0" }
    all    = { ethertype = "IPv6" }
    tunnel = { ethertype = "IPv4", protocol = "4" }
    out    = { direction = "egress", ethertype = "IPv4" }
  }
}

module "peered" {
  source = "./rules"
  name   = "peered"
  rules = {
    db  = { ethertype = "IPv4", protocol = "tcp", port = 5432, peer = module.keeping.id }
    web = { ethertype = "IPv4", protocol = "tcp", port = 443, cidr = "0.0.0.0/0" }
  }
}

resource "openstack_networking_port_v2" "half" {
  name               = "half"
  network_id         = openstack_networking_network_v2.net["both"].id
  security_group_ids = [module.bare.id]
  fixed_ip {
    subnet_id  = openstack_networking_subnet_v2.v4["both"].id
    ip_address = null
  }
  allowed_address_pairs {
    ip_address = "10.80.0.0/24"
  }
}

resource "openstack_networking_port_v2" "default" {
  name               = "default"
  network_id         = openstack_networking_network_v2.net["both"].id
  security_group_ids = null
}

resource "openstack_compute_instance_v2" "by_port" {
  name            = "by-port"
  image_id        = openstack_images_image_v2.image.id
  flavor_id       = openstack_compute_flavor_v2.small.id
  security_groups = ["default"]
  network {
    port = openstack_networking_port_v2.half.id
  }
}

resource "openstack_compute_instance_v2" "in_default" {
  name            = "in-default"
  image_id        = openstack_images_image_v2.image.id
  flavor_id       = openstack_compute_flavor_v2.small.id
  security_groups = null
  network {
    uuid = openstack_networking_network_v2.net["both"].id
  }
  depends_on = [openstack_networking_subnet_v2.v4, openstack_networking_subnet_v2.v6]
}

resource "openstack_compute_instance_v2" "web" {
  count     = 2
  name      = "web-${count.index + 1}"
  image_id  = openstack_images_image_v2.image.id
  flavor_id = openstack_compute_flavor_v2.small.id
  network {
    uuid = openstack_networking_network_v2.net["ipv4-only"].id
  }
  depends_on = [openstack_networking_subnet_v2.v4, openstack_networking_subnet_v2.v6]
}

resource "openstack_networking_addressscope_v2" "ipv6" {
  name       = "ipv6"
  ip_version = 6
}

resource "openstack_networking_subnetpool_v2" "ipv6" {
  name             = "ipv6"
  prefixes         = ["3fff:82::/40"]
  address_scope_id = openstack_networking_addressscope_v2.ipv6.id
  max_prefixlen    = try(var.networks.both.longest, null)
}

locals {
  peers = { app = "10.80.0.0/16", db = null }
}

# What goes through locals, no plan shows: these groups are one, and no rule of the others.
resource "openstack_networking_secgroup_v2" "either" {
  for_each             = local.peers
  name                 = each.key
  delete_default_rules = true
}

resource "openstack_networking_secgroup_rule_v2" "either" {
  for_each          = local.peers
  security_group_id = openstack_networking_secgroup_v2.either[each.key == "db" ? "app" : "db"].id
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 3306
  port_range_max    = 3306
  remote_ip_prefix  = each.value
}

resource "openstack_networking_rbac_policy_v2" "everyone" {
  action        = "access_as_shared"
  object_id     = openstack_networking_network_v2.net["odd"].id
  object_type   = "network"
  target_tenant = "*"
}
