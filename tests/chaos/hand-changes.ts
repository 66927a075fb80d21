import type { CheckId } from "../../verify/finding.ts";
import type { Hand } from "./hand.ts";

/** What puts a change back. */
export type Mender =
  /** `up --refresh`: the provider reads it, so that the engine sees it. */
  | "refresh"
  /** `up --repair`: no refresh sees it; it is put back through the API. */
  | "repair"
  /** A person: it is of somebody else's making, so it is named with the command that takes it away, which `undo` sends. */
  | "person";

/** A change that somebody makes in the cloud by hand, past the toolkit. */
export interface HandChange {
  name: string;
  mendedBy: Mender;
  /** What `verify` calls it; probes and the servers' facts may say more. */
  seenAs: CheckId;
  make(hand: Hand): Promise<unknown>;
  /** What the command does that `verify` names; with `mendedBy: "person"` alone. */
  undo?(hand: Hand): Promise<unknown>;
}

/** Every kind of change by hand that is tried, on an agency that is up; none needs another one first. */
export const handChanges: readonly HandChange[] = [
  {
    name: "a network is renamed",
    mendedBy: "refresh",
    seenAs: "VER-13",
    make: async (hand) => {
      const { id } = await hand.network("networks", `${hand.agency}-dmz`);
      return hand.request("PUT", "network", `/networks/${id}`, { network: { name: "made-by-hand" } });
    },
  },
  {
    name: "a server is deleted",
    mendedBy: "refresh",
    seenAs: "VER-14",
    make: async (hand) => {
      const { id } = await hand.server(`${hand.agency}-web-1`);
      return hand.request("DELETE", "compute", `/servers/${id}`);
    },
  },
  {
    name: "a group is made",
    mendedBy: "person",
    seenAs: "VER-12",
    make: (hand) =>
      hand.request("POST", "network", "/security-groups", {
        security_group: { name: "made-by-hand", project_id: hand.projectId },
      }),
    undo: async (hand) => {
      const { id } = await hand.network("security-groups", "made-by-hand");
      return hand.request("DELETE", "network", `/security-groups/${id}`);
    },
  },
];
