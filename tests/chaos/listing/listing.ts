import { BlockList, isIP } from "node:net";

/** What a cloud's APIs list, by kind, as they gave it. */
export type RawListing = Readonly<Record<string, readonly Record<string, unknown>[]>>;

/**
 * What stands in a cloud, by kind: each object as JSON with sorted keys, sorted. Two bringings-up of the same stacks have
 * the same listing: names stand where ids did, and what a cloud draws by lot or counts is left out.
 */
export type Listing = Readonly<Record<string, readonly string[]>>;

/** Of any kind: ids, times, counters, and what a cloud draws by lot. */
const DRAWN =
  /^(id|uuid|created(_at)?|updated(_at)?|revision_number|mac_address|links|self|file|fingerprint|public_key|hostId|user_id_created|tenant_id|progress|provider:segmentation_id|binding:.*|OS-EXT-SRV-ATTR:(?!user_data).*|OS-SRV-USG:.*|OS-EXT-IPS-MAC:.*|password_expires_at|security_group_rules|dns_assignment|standard_attr_id|router_id_changed)$/;

/** Neutron tells here how far its agents are, which takes a while and says nothing of what was made. */
const STATUS_OF = ["servers", "images"];

/** Lists whose order says something. */
const ORDERED = ["dns_nameservers"];

const UUID = /\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})\b/g;

/** The listing of what the APIs gave. */
export function normalised(raw: RawListing): Listing {
  const names = namesById(raw);
  const external = externalAddresses(raw);
  return Object.fromEntries(
    Object.entries(raw).map(([kind, objects]) => {
      const texts = objects
        .filter((object) => !isOfServices(object, names) && !isGone(kind, object))
        .map((object) => JSON.stringify(plain(object, { kind, names, external, object })));
      return [kind, texts.toSorted()];
    }),
  );
}

/** Neutron makes a group `default` for the project of the cloud's own services when Nova first asks it for a port. */
function isOfServices(object: Record<string, unknown>, names: ReadonlyMap<string, string>): boolean {
  return (
    names.get(textOf(object["project_id"]).replaceAll("-", "")) === "projects service" &&
    (object["name"] === "default" || object["belongs_to_default_sg"] === true)
  );
}

/** Nova lists a server for a moment after it has said that there is none any more. */
function isGone(kind: string, { status }: Record<string, unknown>): boolean {
  return kind === "servers" && status === "DELETED";
}

/** What a value is read with: the names of all ids, the addresses that are drawn by lot, the object that it is part of. */
interface Context {
  kind: string;
  names: ReadonlyMap<string, string>;
  external: BlockList;
  object: Record<string, unknown>;
}

function plain(value: unknown, context: Context, key = ""): unknown {
  if (typeof value === "string") return plainText(value, context, key);
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(item, context, key));
    return ORDERED.includes(key) ? items : items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value)
    .filter(([name]) => !DRAWN.test(name) && (name !== "status" || STATUS_OF.includes(context.kind)))
    // A network's own port for metadata has an address of each subnet that was there when it was looked at.
    .filter(([name]) => name !== "fixed_ips" || context.object["device_owner"] !== "network:distributed")
    .map(([name, each]) => [plainText(name, context), plain(each, context, name)] as const);
  return Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function plainText(text: string, { names, external }: Context, key = ""): string {
  if (/address$|^addr$/.test(key) && isIP(text) !== 0) {
    return external.check(text, isIP(text) === 4 ? "ipv4" : "ipv6") ? "<external>" : text;
  }
  if (key === "checksum") return text;
  return text.replaceAll(UUID, (id) => `<${names.get(id.replaceAll("-", "")) ?? "gone"}>`);
}

/** Names by id without hyphens: Keystone writes ids without, and some of Neutron's fields too. */
function namesById(raw: RawListing): Map<string, string> {
  return new Map(
    Object.entries(raw).flatMap(([kind, objects]) =>
      objects.flatMap(({ id, name }) =>
        typeof id === "string" ? [[id.replaceAll("-", ""), `${kind} ${textOf(name)}`.trim()] as const] : [],
      ),
    ),
  );
}

function externalAddresses(raw: RawListing): BlockList {
  const block = new BlockList();
  const external = new Set(
    (raw["networks"] ?? []).filter((each) => each["router:external"] === true).map(({ id }) => id),
  );
  for (const { network_id: network, cidr } of raw["subnets"] ?? []) {
    if (!external.has(network) || typeof cidr !== "string") continue;
    const [prefix = "", length] = cidr.split("/");
    block.addSubnet(prefix, Number(length), isIP(prefix) === 4 ? "ipv4" : "ipv6");
  }
  return block;
}

/** A value that should be a text; empty when it is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What a listing has that the other has not. */
export interface Difference {
  kind: string;
  /** `doubled`: one more of what should be there; `changed`: there under its name, and something about it is not so. */
  what: "lost" | "extra" | "doubled" | "changed";
  /** The object, or of a changed one its name and what differs. */
  text: string;
}

/** What should stand and does not, what stands and should not, in words. */
export function differences(expected: Listing, found: Listing): Difference[] {
  const told = [...new Set([...Object.keys(expected), ...Object.keys(found)])].flatMap((kind) => {
    const lost = without(expected[kind] ?? [], found[kind] ?? []);
    const extra = without(found[kind] ?? [], expected[kind] ?? []);
    const all: Difference[] = [];
    for (const text of extra) {
      const twin = lost.findIndex((other) => identity(other) === identity(text));
      if (twin >= 0) all.push({ kind, what: "changed", text: changes(lost.splice(twin, 1)[0]!, text) });
      else all.push({ kind, what: expected[kind]?.includes(text) ? "doubled" : "extra", text });
    }
    return [...all, ...lost.map((text) => ({ kind, what: "lost" as const, text }))];
  });
  // Where a whole stack is missing, what is there and should not be says why.
  return told.toSorted((a, b) => Number(a.what === "lost") - Number(b.what === "lost"));
}

function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return list.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** What an object is called in its project; one without a name is itself alone. */
function identity(text: string): string {
  const { name, project_id: project } = JSON.parse(text) as Record<string, unknown>;
  return name === undefined || name === "" ? text : JSON.stringify([name, project]);
}

function changes(before: string, after: string): string {
  const [a, b] = [before, after].map((text) => JSON.parse(text) as Record<string, unknown>);
  const keys = [...new Set([...Object.keys(a!), ...Object.keys(b!)])];
  const told = keys
    .map((key) => [key, JSON.stringify(a![key]), JSON.stringify(b![key])] as const)
    .filter(([, from, to]) => from !== to)
    .map(([key, from, to]) => `${key} ${short(from)} is ${short(to)}`);
  return `${textOf(a!["name"])}: ${told.join(", ")}`;
}

/** User data is long. */
function short(text = "absent"): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
