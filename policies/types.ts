/** Type tokens of the OpenStack provider's resources that the policies look at. */
export const NETWORK = "openstack:networking/network:Network";
export const SUBNET = "openstack:networking/subnet:Subnet";
export const SUBNET_POOL = "openstack:networking/subnetPool:SubnetPool";
export const ADDRESS_SCOPE = "openstack:networking/addressScope:AddressScope";
export const ROUTER = "openstack:networking/router:Router";
export const ROUTER_INTERFACE = "openstack:networking/routerInterface:RouterInterface";
export const ROUTER_ROUTE = "openstack:networking/routerRoute:RouterRoute";
export const PORT = "openstack:networking/port:Port";
export const SEC_GROUP = "openstack:networking/secGroup:SecGroup";
export const SEC_GROUP_RULE = "openstack:networking/secGroupRule:SecGroupRule";
export const FLOATING_IP = "openstack:networking/floatingIp:FloatingIp";
export const FLOATING_IP_ASSOCIATE = "openstack:networking/floatingIpAssociate:FloatingIpAssociate";
export const PORT_FORWARDING = "openstack:networking/portForwardingV2:PortForwardingV2";
export const TRUNK = "openstack:networking/trunk:Trunk";
export const QOS_POLICY = "openstack:networking/qosPolicy:QosPolicy";
export const INSTANCE = "openstack:compute/instance:Instance";
export const SERVER_GROUP = "openstack:compute/serverGroup:ServerGroup";
export const COMPUTE_FLOATING_IP = "openstack:compute/floatingIp:FloatingIp";
export const LOAD_BALANCER = "openstack:loadbalancer/loadBalancer:LoadBalancer";
export const RECORD_SET = "openstack:dns/recordSet:RecordSet";
/** Outputs of another stack. */
export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** `Network` of `openstack:networking/network:Network`. */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
