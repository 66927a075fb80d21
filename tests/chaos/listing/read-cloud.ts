import { listAll } from "../../../openstack/list-all.ts";
import type { OpenStackSession } from "../../../openstack/session.ts";
import { type Listing, normalised, type RawListing, textOf } from "./listing.ts";

/** Of all projects, as the operator sees them. */
const LISTS = {
  projects: ["identity", "/projects"],
  users: ["identity", "/users"],
  groups: ["identity", "/groups"],
  role_assignments: ["identity", "/role_assignments?include_names=true"],
  trusts: ["identity", "/OS-TRUST/trusts"],
  images: ["image", "/images"],
  flavors: ["compute", "/flavors/detail?is_public=None"],
  servers: ["compute", "/servers/detail?all_tenants=1"],
  server_groups: ["compute", "/os-server-groups?all_projects=True"],
  networks: ["network", "/networks"],
  subnets: ["network", "/subnets"],
  ports: ["network", "/ports"],
  routers: ["network", "/routers"],
  floatingips: ["network", "/floatingips"],
  security_groups: ["network", "/security-groups"],
  security_group_rules: ["network", "/security-group-rules"],
  address_scopes: ["network", "/address-scopes"],
  subnetpools: ["network", "/subnetpools"],
  rbac_policies: ["network", "/rbac-policies"],
  network_quotas: ["network", "/quotas"],
} as const;

/** Tags of servers, and flavors' own data, are told from here on (OpenStack Stein). */
const HEADERS = { "openstack-api-version": "compute 2.64" };

/**
 * Lists all that the toolkit can make, and what an agency could, in every project of a cloud.
 * @throws CloudApiError when an API refuses or is silent
 */
export async function readCloud(session: OpenStackSession): Promise<Listing> {
  const list = (service: string, path: string, key: string): Promise<Record<string, unknown>[]> =>
    listAll(session, service, path, key, service === "compute" ? HEADERS : {});
  const lists = await Promise.all(
    Object.entries(LISTS).map(async ([kind, [service, path]]) => {
      const key = kind === "network_quotas" ? "quotas" : kind;
      return [kind, await list(service, path, key)] as const;
    }),
  );
  const raw: RawListing = Object.fromEntries(lists);
  const quotas = await Promise.all(
    (raw["projects"] ?? []).map(async ({ id, name }) => {
      const { body } = await session.call("compute", "GET", `/os-quota-sets/${textOf(id)}`);
      return { ...(body as { quota_set: object }).quota_set, id: undefined, name };
    }),
  );
  const people = await Promise.all(
    (raw["users"] ?? []).map(async ({ id, name }) => {
      const user = textOf(id);
      const [credentials, keypairs] = await Promise.all([
        list("identity", `/users/${user}/application_credentials`, "application_credentials"),
        list("compute", `/os-keypairs?user_id=${user}`, "keypairs"),
      ]);
      return {
        credentials,
        keypairs: keypairs.map(({ keypair }) => ({ ...(keypair as object), owner: name })),
      };
    }),
  );
  return normalised({
    ...raw,
    compute_quotas: quotas,
    application_credentials: people.flatMap(({ credentials }) => credentials),
    keypairs: people.flatMap(({ keypairs }) => keypairs),
  });
}
