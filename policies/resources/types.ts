/** Type tokens of the OpenStack provider's resources that the policies look at. */
export const NETWORK = "openstack:networking/network:Network";
export const SUBNET = "openstack:networking/subnet:Subnet";
export const SUBNET_POOL = "openstack:networking/subnetPool:SubnetPool";
export const ADDRESS_SCOPE = "openstack:networking/addressScope:AddressScope";
/** A route that a subnet tells its hosts. */
export const SUBNET_ROUTE = "openstack:networking/subnetRoute:SubnetRoute";
export const ROUTER = "openstack:networking/router:Router";
export const ROUTER_INTERFACE = "openstack:networking/routerInterface:RouterInterface";
export const ROUTER_ROUTE = "openstack:networking/routerRoute:RouterRoute";
export const ROUTER_ROUTES = "openstack:networking/routerRoutesV2:RouterRoutesV2";
export const PORT = "openstack:networking/port:Port";
/** Gives a port of the stack or of another further groups. */
export const PORT_SEC_GROUP_ASSOCIATE = "openstack:networking/portSecGroupAssociate:PortSecGroupAssociate";
export const SEC_GROUP = "openstack:networking/secGroup:SecGroup";
export const SEC_GROUP_RULE = "openstack:networking/secGroupRule:SecGroupRule";
export const ADDRESS_GROUP = "openstack:networking/addressGroupV2:AddressGroupV2";
export const FIREWALL_RULE = "openstack:firewall/ruleV2:RuleV2";
export const FIREWALL_POLICY = "openstack:firewall/policyV2:PolicyV2";
export const FLOATING_IP = "openstack:networking/floatingIp:FloatingIp";
export const FLOATING_IP_ASSOCIATE = "openstack:networking/floatingIpAssociate:FloatingIpAssociate";
/** Nova's own kind, which names a server. */
export const COMPUTE_FLOATING_IP_ASSOCIATE = "openstack:compute/floatingIpAssociate:FloatingIpAssociate";
export const PORT_FORWARDING = "openstack:networking/portForwardingV2:PortForwardingV2";
export const TRUNK = "openstack:networking/trunk:Trunk";
export const QOS_POLICY = "openstack:networking/qosPolicy:QosPolicy";
export const QOS_BANDWIDTH_LIMIT_RULE = "openstack:networking/qosBandwidthLimitRule:QosBandwidthLimitRule";
export const BGP_SPEAKER = "openstack:networking/bgpSpeakerV2:BgpSpeakerV2";
export const BGP_PEER = "openstack:networking/bgpPeerV2:BgpPeerV2";
export const INSTANCE = "openstack:compute/instance:Instance";
export const SERVER_GROUP = "openstack:compute/serverGroup:ServerGroup";
/** Nova's own kind, with its rules inside. */
export const COMPUTE_SEC_GROUP = "openstack:compute/secGroup:SecGroup";
export const COMPUTE_FLOATING_IP = "openstack:compute/floatingIp:FloatingIp";
export const LOAD_BALANCER = "openstack:loadbalancer/loadBalancer:LoadBalancer";
export const LISTENER = "openstack:loadbalancer/listener:Listener";
export const POOL = "openstack:loadbalancer/pool:Pool";
export const MEMBER = "openstack:loadbalancer/member:Member";
export const MEMBERS = "openstack:loadbalancer/members:Members";
export const MONITOR = "openstack:loadbalancer/monitor:Monitor";
export const L7_POLICY = "openstack:loadbalancer/l7PolicyV2:L7PolicyV2";
export const L7_RULE = "openstack:loadbalancer/l7RuleV2:L7RuleV2";
export const DNS_ZONE = "openstack:dns/zone:Zone";
export const RECORD_SET = "openstack:dns/recordSet:RecordSet";
export const IMAGE = "openstack:images/image:Image";
export const FLAVOR = "openstack:compute/flavor:Flavor";
export const VOLUME = "openstack:blockstorage/volume:Volume";
export const VOLUME_TYPE = "openstack:blockstorage/volumeTypeV3:VolumeTypeV3";
export const SHARE = "openstack:sharedfilesystem/share:Share";
export const DATABASE_INSTANCE = "openstack:database/instance:Instance";
export const SHARE_ACCESS = "openstack:sharedfilesystem/shareAccess:ShareAccess";
export const CLUSTER = "openstack:containerinfra/cluster:Cluster";
export const CLUSTER_TEMPLATE = "openstack:containerinfra/clusterTemplate:ClusterTemplate";
export const HEAT_STACK = "openstack:orchestration/stackV1:StackV1";
export const SECRET = "openstack:keymanager/secretV1:SecretV1";
export const STORED_OBJECT = "openstack:objectstorage/containerObject:ContainerObject";
export const OBJECT_CONTAINER = "openstack:objectstorage/container:Container";
export const PROJECT = "openstack:identity/project:Project";
export const USER = "openstack:identity/user:User";
export const ROLE = "openstack:identity/role:Role";
export const ROLE_ASSIGNMENT = "openstack:identity/roleAssignment:RoleAssignment";
export const INHERIT_ROLE_ASSIGNMENT = "openstack:identity/inheritRoleAssignment:InheritRoleAssignment";
export const APPLICATION_CREDENTIAL = "openstack:identity/applicationCredential:ApplicationCredential";
export const NETWORK_QUOTA = "openstack:networking/quotaV2:QuotaV2";
export const COMPUTE_QUOTA = "openstack:compute/quotaSetV2:QuotaSetV2";
export const VOLUME_QUOTA = "openstack:blockstorage/quoteSetV3:QuoteSetV3";
export const LOAD_BALANCER_QUOTA = "openstack:loadbalancer/quota:Quota";
export const RBAC_POLICY = "openstack:networking/rbacPolicyV2:RbacPolicyV2";
export const SITE_CONNECTION = "openstack:vpnaas/siteConnection:SiteConnection";
export const ENDPOINT_GROUP = "openstack:vpnaas/endpointGroup:EndpointGroup";
export const IKE_POLICY = "openstack:vpnaas/ikePolicy:IkePolicy";
export const IPSEC_POLICY = "openstack:vpnaas/ipSecPolicy:IpSecPolicy";
/** What a program writes into Terraform's `provider "openstack"`: only its plan tells it from what comes from elsewhere. */
export const PROVIDER_BLOCK = "terraform:provider:Provider";
/** Outputs of another stack. */
export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** `Network` of `openstack:networking/network:Network`. */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** What a kind of resource is called in Vietnamese; the words of docs/glossary.md. */
const VIETNAMESE: Readonly<Record<string, string>> = {
  [NETWORK]: "mạng",
  [SUBNET]: "mạng con",
  [SUBNET_POOL]: "pool mạng con",
  [SUBNET_ROUTE]: "tuyến của mạng con",
  [ADDRESS_SCOPE]: "phạm vi địa chỉ",
  [ROUTER]: "bộ định tuyến",
  [ROUTER_INTERFACE]: "giao diện bộ định tuyến",
  [ROUTER_ROUTE]: "tuyến của bộ định tuyến",
  [ROUTER_ROUTES]: "các tuyến của bộ định tuyến",
  [PORT]: "cổng mạng",
  [PORT_SEC_GROUP_ASSOCIATE]: "liên kết cổng mạng với nhóm bảo mật",
  [SEC_GROUP]: "nhóm bảo mật",
  [SEC_GROUP_RULE]: "quy tắc nhóm bảo mật",
  [ADDRESS_GROUP]: "nhóm địa chỉ",
  [FIREWALL_RULE]: "quy tắc tường lửa",
  [FIREWALL_POLICY]: "chính sách tường lửa",
  [FLOATING_IP]: "địa chỉ nổi",
  [FLOATING_IP_ASSOCIATE]: "liên kết địa chỉ nổi",
  [COMPUTE_FLOATING_IP_ASSOCIATE]: "liên kết địa chỉ nổi",
  [PORT_FORWARDING]: "chuyển tiếp cổng",
  [TRUNK]: "cổng trunk",
  [QOS_POLICY]: "chính sách QoS",
  [QOS_BANDWIDTH_LIMIT_RULE]: "giới hạn băng thông QoS",
  [BGP_SPEAKER]: "bộ phát BGP",
  [BGP_PEER]: "đầu xa BGP",
  [INSTANCE]: "máy chủ",
  [SERVER_GROUP]: "nhóm máy chủ",
  [COMPUTE_SEC_GROUP]: "nhóm bảo mật",
  [COMPUTE_FLOATING_IP]: "địa chỉ nổi",
  [LOAD_BALANCER]: "bộ cân bằng tải",
  [LISTENER]: "bộ lắng nghe",
  [POOL]: "nhóm máy chủ đích",
  [MEMBER]: "thành viên",
  [MEMBERS]: "các thành viên",
  [MONITOR]: "bộ giám sát",
  [L7_POLICY]: "chính sách L7",
  [L7_RULE]: "quy tắc L7",
  [DNS_ZONE]: "vùng DNS",
  [RECORD_SET]: "bản ghi DNS",
  [IMAGE]: "ảnh đĩa",
  [FLAVOR]: "cấu hình máy chủ",
  [VOLUME]: "ổ đĩa",
  [VOLUME_TYPE]: "loại ổ đĩa",
  [SHARE]: "thư mục chia sẻ",
  [DATABASE_INSTANCE]: "máy chủ cơ sở dữ liệu",
  [OBJECT_CONTAINER]: "kho đối tượng",
  [STORED_OBJECT]: "đối tượng",
  [SHARE_ACCESS]: "quyền truy cập thư mục chia sẻ",
  [CLUSTER]: "cụm máy chủ",
  [CLUSTER_TEMPLATE]: "mẫu cụm máy chủ",
  [HEAT_STACK]: "stack Heat",
  [SECRET]: "bí mật",
  [PROVIDER_BLOCK]: "khối provider",
  [PROJECT]: "dự án",
  [USER]: "người dùng",
  [ROLE]: "vai trò",
  [ROLE_ASSIGNMENT]: "việc gán vai trò",
  [INHERIT_ROLE_ASSIGNMENT]: "việc gán vai trò kế thừa",
  [APPLICATION_CREDENTIAL]: "thông tin xác thực ứng dụng",
  [NETWORK_QUOTA]: "hạn mức mạng",
  [COMPUTE_QUOTA]: "hạn mức máy chủ",
  [VOLUME_QUOTA]: "hạn mức ổ đĩa",
  [LOAD_BALANCER_QUOTA]: "hạn mức cân bằng tải",
  [RBAC_POLICY]: "chính sách RBAC",
  [SITE_CONNECTION]: "kết nối VPN",
  [ENDPOINT_GROUP]: "nhóm đầu cuối VPN",
  [IKE_POLICY]: "chính sách IKE",
  [IPSEC_POLICY]: "chính sách IPsec",
};

/** What Vietnamese messages call a kind of resource: the field's word, else the name that the program has for it. */
export function vietnameseType(type: string): string {
  return VIETNAMESE[type] ?? shortType(type);
}
