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
  [NETWORK]: "Mạng",
  [SUBNET]: "Mạng con",
  [SUBNET_POOL]: "Pool mạng con",
  [SUBNET_ROUTE]: "Tuyến của mạng con",
  [ADDRESS_SCOPE]: "Phạm vi địa chỉ",
  [ROUTER]: "Bộ định tuyến",
  [ROUTER_INTERFACE]: "Giao diện bộ định tuyến",
  [ROUTER_ROUTE]: "Tuyến của bộ định tuyến",
  [ROUTER_ROUTES]: "Các tuyến của bộ định tuyến",
  [PORT]: "Cổng mạng",
  [PORT_SEC_GROUP_ASSOCIATE]: "Liên kết cổng mạng với nhóm bảo mật",
  [SEC_GROUP]: "Nhóm bảo mật",
  [SEC_GROUP_RULE]: "Quy tắc nhóm bảo mật",
  [ADDRESS_GROUP]: "Nhóm địa chỉ",
  [FIREWALL_RULE]: "Quy tắc tường lửa",
  [FIREWALL_POLICY]: "Chính sách tường lửa",
  [FLOATING_IP]: "Địa chỉ nổi",
  [FLOATING_IP_ASSOCIATE]: "Liên kết địa chỉ nổi",
  [COMPUTE_FLOATING_IP_ASSOCIATE]: "Liên kết địa chỉ nổi",
  [PORT_FORWARDING]: "Chuyển tiếp cổng",
  [TRUNK]: "Cổng trunk",
  [QOS_POLICY]: "Chính sách QoS",
  [QOS_BANDWIDTH_LIMIT_RULE]: "Giới hạn băng thông QoS",
  [BGP_SPEAKER]: "Bộ phát BGP",
  [BGP_PEER]: "Đầu xa BGP",
  [INSTANCE]: "Máy chủ",
  [SERVER_GROUP]: "Nhóm máy chủ",
  [COMPUTE_SEC_GROUP]: "Nhóm bảo mật",
  [COMPUTE_FLOATING_IP]: "Địa chỉ nổi",
  [LOAD_BALANCER]: "Bộ cân bằng tải",
  [LISTENER]: "Bộ lắng nghe",
  [POOL]: "Nhóm máy chủ đích",
  [MEMBER]: "Thành viên",
  [MEMBERS]: "Các thành viên",
  [MONITOR]: "Bộ giám sát",
  [L7_POLICY]: "Chính sách L7",
  [L7_RULE]: "Quy tắc L7",
  [DNS_ZONE]: "Vùng DNS",
  [RECORD_SET]: "Bản ghi DNS",
  [IMAGE]: "Ảnh đĩa",
  [FLAVOR]: "Cấu hình máy chủ",
  [VOLUME]: "Ổ đĩa",
  [VOLUME_TYPE]: "Loại ổ đĩa",
  [SHARE]: "Thư mục chia sẻ",
  [DATABASE_INSTANCE]: "Máy chủ cơ sở dữ liệu",
  [OBJECT_CONTAINER]: "Kho đối tượng",
  [STORED_OBJECT]: "Đối tượng",
  [SHARE_ACCESS]: "Quyền truy cập thư mục chia sẻ",
  [CLUSTER]: "Cụm máy chủ",
  [CLUSTER_TEMPLATE]: "Mẫu cụm máy chủ",
  [HEAT_STACK]: "Stack Heat",
  [SECRET]: "Bí mật",
  [PROVIDER_BLOCK]: "Khối provider",
  [PROJECT]: "Dự án",
  [USER]: "Người dùng",
  [ROLE]: "Vai trò",
  [ROLE_ASSIGNMENT]: "Việc gán vai trò",
  [INHERIT_ROLE_ASSIGNMENT]: "Việc gán vai trò kế thừa",
  [APPLICATION_CREDENTIAL]: "Thông tin xác thực ứng dụng",
  [NETWORK_QUOTA]: "Hạn mức mạng",
  [COMPUTE_QUOTA]: "Hạn mức máy chủ",
  [VOLUME_QUOTA]: "Hạn mức ổ đĩa",
  [LOAD_BALANCER_QUOTA]: "Hạn mức cân bằng tải",
  [RBAC_POLICY]: "Chính sách RBAC",
  [SITE_CONNECTION]: "Kết nối VPN",
  [ENDPOINT_GROUP]: "Nhóm đầu cuối VPN",
  [IKE_POLICY]: "Chính sách IKE",
  [IPSEC_POLICY]: "Chính sách IPsec",
};

/** What Vietnamese messages call a kind of resource: the field's word, else the name that the program has for it. */
export function vietnameseType(type: string): string {
  return VIETNAMESE[type] ?? shortType(type);
}
