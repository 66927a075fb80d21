terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}

variable "name" { type = string }
variable "rules" { type = any }
variable "peer" {
  type    = string
  default = null
}
variable "delete_default_rules" {
  type    = bool
  default = true
}

resource "openstack_networking_secgroup_v2" "group" {
  name                 = var.name
  delete_default_rules = var.delete_default_rules
}

resource "openstack_networking_secgroup_rule_v2" "rule" {
  for_each                = var.rules
  security_group_id       = openstack_networking_secgroup_v2.group.id
  direction               = try(each.value.direction, "ingress")
  ethertype               = each.value.ethertype
  protocol                = try(each.value.protocol, null)
  port_range_min          = try(each.value.port, null)
  port_range_max          = try(each.value.port, null)
  remote_ip_prefix        = try(each.value.cidr, null)
  remote_group_id         = try(each.value.peer, null)
  remote_address_group_id = null
}

output "id" { value = openstack_networking_secgroup_v2.group.id }
