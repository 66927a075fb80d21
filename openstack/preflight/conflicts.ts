import { BlockList, isIPv6 } from "node:net";
import type { Text } from "../../model/text.ts";
import { answered, CloudApiError } from "../cloud-api-error.ts";
import { listAll } from "../list-all.ts";
import type { OpenStackSession } from "../session.ts";

/** A resource of the operator's stacks, as its program gives it to the provider; what is not known yet is no value here. */
export interface WantedResource {
  /** Type token of @pulumi/openstack. */
  type: string;
  inputs: Record<string, unknown>;
}

export interface Wanted {
  /** What the stacks hold when they are up. */
  all: readonly WantedResource[];
  /** Of these, what no state holds yet. */
  missing: readonly WantedResource[];
  /** Names of the roles that deployers get. */
  roles: readonly string[];
}

type Row = Record<string, unknown>;
type Look = (session: OpenStackSession, wanted: Wanted) => Promise<Text[]>;

const [PROJECT, NETWORK, SUBNET, POOL, SCOPE, IMAGE] = [
  "openstack:identity/project:Project",
  "openstack:networking/network:Network",
  "openstack:networking/subnet:Subnet",
  "openstack:networking/subnetPool:SubnetPool",
  "openstack:networking/addressScope:AddressScope",
  "openstack:images/image:Image",
];

/**
 * What stands in the cloud and is in the way of what is still to be made: one text each, which says what to do. Looked
 * for is what a search by name in the operator's own project does not see, each only when something of its kind is to be
 * made. What the login may not see is passed over: whoever makes it will be told.
 * @throws CloudApiError when the cloud is silent or unwell
 */
export async function conflicts(session: OpenStackSession, wanted: Wanted): Promise<Text[]> {
  const looks: Look[] = [projects, roles, physicalNetworks, pools, networkQuota, imageQuota];
  const found = looks.map(async (look) => {
    try {
      return await look(session, wanted);
    } catch (error) {
      if (error instanceof CloudApiError && error.refused) return [];
      throw error;
    }
  });
  return (await Promise.all(found)).flat();
}

const ofType = (resources: readonly WantedResource[], type: string | undefined): Row[] =>
  resources.flatMap((resource) => (resource.type === type ? [resource.inputs] : []));

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** "network 'internet' (id of project p)", for a message. */
const named = (row: Row): Text => {
  const [name, id, project] = [text(row["name"]), text(row["id"]), text(row["project_id"])];
  return { en: `'${name}' (${id} of project ${project})`, vi: `'${name}' (${id} của dự án ${project})` };
};

/**
 * Making projects is for operators of the cloud; a disabled project keeps its name within its domain; and deployers,
 * who are made where the operator's project lies, log in to the domain `Default`.
 */
async function projects(session: OpenStackSession, { missing }: Wanted): Promise<Text[]> {
  const names = ofType(missing, PROJECT).map(({ name }) => text(name));
  if (names.length === 0) return [];
  let disabled: Row[];
  try {
    disabled = await listAll(session, "identity", "/projects?enabled=false", "projects");
  } catch (error) {
    if (!(error instanceof CloudApiError) || error.status !== 403) throw error;
    return [
      {
        en: "The login may not list the cloud's projects (403), so it can't make any: give one that has the role admin in its project.",
        vi: "Tài khoản đăng nhập không được liệt kê dự án của đám mây (403) nên không tạo được dự án: hãy dùng tài khoản có vai trò admin trong dự án của mình.",
      },
    ];
  }
  const own = await identityRecord(session, `/projects/${session.projectId}`, "project");
  const domain = await identityRecord(session, `/domains/${text(own["domain_id"])}`, "domain");
  const elsewhere =
    domain["name"] === "Default"
      ? []
      : [
          {
            en: `The operator's project lies in the domain '${text(domain["name"])}', where projects and deployers would be made, and deployers log in to the domain 'Default': log in to a project of 'Default'.`,
            vi: `Dự án của người vận hành nằm trong domain '${text(domain["name"])}', dự án và tài khoản triển khai sẽ được tạo ở đó, còn tài khoản triển khai đăng nhập vào domain 'Default': hãy đăng nhập vào một dự án của 'Default'.`,
          },
        ];
  const taken = disabled
    .filter((row) => names.includes(text(row["name"])) && row["domain_id"] === own["domain_id"])
    .map((row) => {
      const [id, name] = [text(row["id"]), text(row["name"])];
      return {
        en: `The project '${name}' (${id}) is there already, disabled. Use it again: openstack project set --enable ${id}. Or, if nobody needs what is in it: openstack project delete ${id}.`,
        vi: `Dự án '${name}' (${id}) đã có và đang bị khóa. Dùng lại: openstack project set --enable ${id}. Hoặc, nếu không ai cần những gì trong đó: openstack project delete ${id}.`,
      };
    });
  return [...elsewhere, ...taken];
}

async function identityRecord(session: OpenStackSession, path: string, key: string): Promise<Row> {
  const { status, body } = await session.call("identity", "GET", path);
  if (status !== 200) throw new CloudApiError(answered(`GET ${path}`, status), { status });
  return ((body ?? {}) as Record<string, Row>)[key] ?? {};
}

async function roles(session: OpenStackSession, wanted: Wanted): Promise<Text[]> {
  if (ofType(wanted.missing, PROJECT).length === 0) return [];
  const known = (await listAll(session, "identity", "/roles", "roles")).map(({ name }) => name);
  return wanted.roles
    .filter((role) => !known.includes(role))
    .map((role) => ({
      en: `The cloud has no role '${role}', which deployers get. Make it: openstack role create ${role}.`,
      vi: `Đám mây không có vai trò '${role}' dành cho tài khoản triển khai. Hãy tạo: openstack role create ${role}.`,
    }));
}

/** A physical network carries one flat network, and one of each VLAN, whatever their names. */
async function physicalNetworks(session: OpenStackSession, { missing }: Wanted): Promise<Text[]> {
  const wanted = ofType(missing, NETWORK).flatMap(({ name, segments }) =>
    (Array.isArray(segments) ? (segments as Row[]) : []).map((segment) => ({ name, ...segment })),
  ) as { name: unknown; networkType?: string; physicalNetwork?: string; segmentationId?: unknown }[];
  if (wanted.length === 0) return [];
  const lists = [...new Set(wanted.map(({ physicalNetwork = "" }) => physicalNetwork))].map((each) =>
    listAll(session, "network", `/networks?provider:physical_network=${encodeURIComponent(each)}`, "networks"),
  );
  const standing = (await Promise.all(lists)).flat();
  return wanted.flatMap(({ name, networkType, physicalNetwork, segmentationId }) => {
    const other = standing.find(
      (row) =>
        row["provider:physical_network"] === physicalNetwork &&
        row["provider:network_type"] === networkType &&
        (networkType === "flat" || text(row["provider:segmentation_id"]) === text(segmentationId)) &&
        !(row["name"] === name && row["project_id"] === session.projectId),
    );
    if (other === undefined) return [];
    const [what, standingThere, id] = [
      networkType === "flat" ? "" : `, VLAN ${text(segmentationId)},`,
      named(other),
      text(other["id"]),
    ];
    return {
      en: `The physical network '${physicalNetwork}'${what} carries the network ${standingThere.en} already, so '${text(name)}' can't be made on it. Write another physicalNetwork in stacks/province/environments.yaml; or, if nobody uses that network: openstack network delete ${id}.`,
      vi: `Mạng vật lý '${physicalNetwork}'${what} đã mang mạng ${standingThere.vi} nên không tạo được '${text(name)}' trên đó. Hãy ghi physicalNetwork khác trong stacks/province/environments.yaml; hoặc, nếu không ai dùng mạng đó: openstack network delete ${id}.`,
    };
  });
}

/** Neutron refuses a prefix that overlaps another pool's of the same address scope, whoever owns it. */
async function pools(session: OpenStackSession, { all, missing }: Wanted): Promise<Text[]> {
  const wanted = ofType(missing, POOL);
  if (wanted.length === 0) return [];
  const names = ofType(all, SCOPE).map(({ name }) => name);
  const [scopes, standing] = await Promise.all([
    listAll(session, "network", "/address-scopes", "address_scopes"),
    listAll(session, "network", "/subnetpools", "subnetpools"),
  ]);
  const ours = scopes
    .filter((row) => names.includes(row["name"]) && row["project_id"] === session.projectId)
    .map(({ id }) => id);
  const others = standing.filter((row) => ours.includes(row["address_scope_id"]));
  return wanted.flatMap(({ name, prefixes }) =>
    others
      .filter((row) => row["name"] !== name)
      .flatMap((row) => {
        const met = texts(row["prefixes"]).find((one) => texts(prefixes).some((other) => overlap(one, other)));
        if (met === undefined) return [];
        const [standingThere, own, id] = [named(row), texts(prefixes).join(", "), text(row["id"])];
        return {
          en: `The subnet pool ${standingThere.en} holds ${met}, which overlaps ${own} of '${text(name)}' in the same address scope. Take it away: openstack subnet pool delete ${id} (its subnets first). If it is right, \`npx province address explain ${met}\` tells whose the prefix is.`,
          vi: `Pool mạng con ${standingThere.vi} có ${met}, chồng lấn với ${own} của '${text(name)}' trong cùng phạm vi địa chỉ. Hãy bỏ pool đó: openstack subnet pool delete ${id} (xóa các mạng con của nó trước). Nếu pool đó đúng, \`npx province address explain ${met}\` cho biết tiền tố là của ai.`,
        };
      }),
  );
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

/** Whether two prefixes share an address: then one holds the other's first. */
function overlap(a: string, b: string): boolean {
  return holds(a, b) || holds(b, a);
}

function holds(prefix: string, other: string): boolean {
  const [address = "", length] = prefix.split("/");
  const [first = ""] = other.split("/");
  const family = (each: string): "ipv4" | "ipv6" => (isIPv6(each) ? "ipv6" : "ipv4");
  if (family(address) !== family(first)) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(length), family(address));
  return list.check(first, family(first));
}

/** Room in the operator's own project; -1 is no limit. */
async function networkQuota(session: OpenStackSession, { missing }: Wanted): Promise<Text[]> {
  const wanted = Object.entries({ network: NETWORK, subnet: SUBNET, subnetpool: POOL }).map(([quota, type]) => {
    // What goes into another project names it, even where its id is not known yet.
    const own = ofType(missing, type).filter((inputs) => !("projectId" in inputs) && !("tenantId" in inputs));
    return { quota, count: own.length };
  });
  if (wanted.every(({ count }) => count === 0)) return [];
  const { status, body } = await session.call("network", "GET", `/quotas/${session.projectId}/details`);
  const quotas = status === 200 ? ((body ?? {}) as { quota?: Record<string, Row> }).quota : undefined;
  return wanted.flatMap(({ quota, count }) => {
    const { limit = -1, used = 0, reserved = 0 } = (quotas?.[quota] ?? {}) as Record<string, number>;
    if (count === 0 || limit < 0 || used + reserved + count <= limit) return [];
    const [project, command] = [session.projectId, `openstack quota set --${quota}s ${used + reserved + count}`];
    return {
      en: `The operator's project ${project} may have ${limit} of ${quota} and has ${used}; ${count} more are to be made. Raise it: ${command} ${project}.`,
      vi: `Dự án ${project} của người vận hành có hạn mức ${quota} là ${limit}, đã dùng ${used}; còn phải tạo thêm ${count}. Hãy nâng hạn mức: ${command} ${project}.`,
    };
  });
}

/** Glance counts only where the cloud's limits are unified; elsewhere it says nothing. */
async function imageQuota(session: OpenStackSession, { missing }: Wanted): Promise<Text[]> {
  const count = ofType(missing, IMAGE).length;
  if (count === 0) return [];
  const { status, body } = await session.call("image", "GET", "/info/usage");
  const usage = status === 200 ? ((body ?? {}) as { usage?: Record<string, Row> }).usage : undefined;
  const { limit = -1, usage: used = 0 } = (usage?.["image_count_total"] ?? {}) as Record<string, number>;
  if (limit < 0 || used + count <= limit) return [];
  return [
    {
      en: `The operator's project ${session.projectId} may have ${limit} images and has ${used}; ${count} more are to be made. Raise its limit image_count_total in Keystone (openstack limit set), or delete images that nobody uses.`,
      vi: `Dự án ${session.projectId} của người vận hành được có ${limit} ảnh đĩa, đã có ${used}; còn phải tạo thêm ${count}. Hãy nâng giới hạn image_count_total trong Keystone (openstack limit set), hoặc xóa ảnh đĩa không ai dùng.`,
    },
  ];
}
