import type { Faults } from "../faults.ts";
import { canonicalPrefix, familyOf } from "../ip-text.ts";
import type { Families, Family } from "../stack-mode.ts";
import type { RuleRemote, SecurityPeer } from "./rules.ts";

/** A peer as rules name it, by family; a family that the rules do not have is absent. */
export type Remotes = Partial<Record<Family, RuleRemote>>;

/** Peer as it stands in keys; `name` stands in for a name that the peer had before. */
export function peerKey(peer: SecurityPeer, name = peerName(peer)): string {
  return peer.kind === "group" || peer.kind === "prefixes" ? `${peer.kind}-${name}` : peer.kind;
}

/** Peer in words. */
export function peerName(peer: SecurityPeer): string {
  return "name" in peer ? peer.name : peer.kind;
}

/** Names that the peer had before. */
export function formerNames(peer: SecurityPeer): readonly string[] {
  return "formerNames" in peer ? (peer.formerNames ?? []) : [];
}

/** The peer in each family that the rules may have; notes a fault for each family that is missing or faulty. */
export function remotesOf(peer: SecurityPeer, families: Families, faults: Faults): Remotes {
  switch (peer.kind) {
    case "anywhere":
      // Written out: a rule without a remote means the same to Neutron, yet not to whoever reads it.
      return alike(families, {
        ipv4: { kind: "prefix", prefix: "0.0.0.0/0" },
        ipv6: { kind: "prefix", prefix: "::/0" },
      });
    case "self":
      return alike(families, { ipv4: { kind: "self" }, ipv6: { kind: "self" } });
    case "group": {
      const remote: RuleRemote = { kind: "group", name: peer.name };
      return alike(families, { ipv4: remote, ipv6: remote });
    }
    default:
      return prefixRemotes(peer, families, faults);
  }
}

const alike = ({ allowed }: Families, remotes: Record<Family, RuleRemote>): Remotes =>
  Object.fromEntries(allowed.map((family) => [family, remotes[family]]));

function prefixRemotes(
  peer: Extract<SecurityPeer, { kind: "prefixes" }>,
  { required, allowed }: Families,
  faults: Faults,
): Remotes {
  const remotes: Remotes = {};
  for (const family of allowed) {
    const text = peer[family];
    if (text === undefined) {
      if (required.includes(family)) {
        faults.add(`peer '${peer.name}' has no ${family} prefix: both families must be let through alike, give it`);
      }
    } else if (familyOf(text) !== family || !text.includes("/")) {
      faults.add(`peer '${peer.name}' has ${family} '${text}', which is no prefix of that family`);
    } else {
      const prefix = canonicalPrefix(text);
      if (prefix.endsWith("/0")) {
        faults.add(`peer '${peer.name}' has ${family} '${text}', which is everyone: say { kind: "anywhere" }`);
      }
      remotes[family] = { kind: "prefix", prefix };
    }
  }
  return remotes;
}
