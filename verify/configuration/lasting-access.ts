import type { Finding } from "../../policies/policy.ts";
import { difference } from "../finding.ts";
import { type Entry, textIn } from "./project-content.ts";

/** Reads a list of Keystone's: `("/credentials?user_id=…", "credentials")`. */
export type IdentityReader = (path: string, key: string) => Promise<Entry[]>;

/**
 * Ways into an agency's project that outlive a new password of whoever made them, of which no stack makes any:
 * application credentials, trusts, and EC2, TOTP or other credentials of the users who have a role there. Reads as the
 * operator; no secret of a credential comes into a finding.
 */
export async function lastingAccess(read: IdentityReader, agency: string, projectId: string): Promise<Finding[]> {
  const assignments = await read(`/role_assignments?scope.project.id=${projectId}`, "role_assignments");
  const users = [...new Set(assignments.map(({ user }) => idOf(user)))].filter((id) => id !== "");
  const perUser = users.map(async (user) => {
    const [application, trusts, credentials] = await Promise.all([
      read(`/users/${user}/application_credentials`, "application_credentials"),
      read(`/OS-TRUST/trusts?trustor_user_id=${user}`, "trusts"),
      read(`/credentials?user_id=${user}`, "credentials"),
    ]);
    const here = (entry: Entry): boolean => [projectId, ""].includes(textIn(entry, "project_id"));
    const ways = [
      ...application.map((entry) => [entry, `application credential ${textIn(entry, "name")}`] as const),
      ...trusts.map((entry) => [entry, `trust for user ${textIn(entry, "trustee_user_id")}`] as const),
      ...credentials.map((entry) => [entry, `credential of type ${textIn(entry, "type")}`] as const),
    ];
    return ways
      .filter(([entry]) => here(entry))
      .map(([entry, what]) =>
        difference(
          "VER-15",
          `${agency}/${textIn(entry, "id")}`,
          `${what} (${textIn(entry, "id")}) of user ${user} lets somebody into the project of ${agency} ` +
            `${until(entry)}, also after that user's password was changed. Find out who made it, and delete it`,
        ),
      );
  });
  return (await Promise.all(perUser)).flat();
}

const until = (entry: Entry): string =>
  textIn(entry, "expires_at") ? `until ${textIn(entry, "expires_at")}` : "for ever";

const idOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "id" in value && typeof value.id === "string" ? value.id : "";
