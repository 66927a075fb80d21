import type { Text } from "../../model/text.ts";
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
      ...application.map(
        (entry) =>
          [
            entry,
            {
              en: `application credential ${textIn(entry, "name")}`,
              vi: `application credential ${textIn(entry, "name")}`,
            },
          ] as const,
      ),
      ...trusts.map(
        (entry) =>
          [
            entry,
            {
              en: `trust for user ${textIn(entry, "trustee_user_id")}`,
              vi: `ủy quyền (trust) cho người dùng ${textIn(entry, "trustee_user_id")}`,
            },
          ] as const,
      ),
      ...credentials.map(
        (entry) =>
          [
            entry,
            {
              en: `credential of type ${textIn(entry, "type")}`,
              vi: `thông tin xác thực loại ${textIn(entry, "type")}`,
            },
          ] as const,
      ),
    ];
    return ways
      .filter(([entry]) => here(entry))
      .map(([entry, what]) =>
        difference("VER-15", `${agency}/${textIn(entry, "id")}`, {
          en: `${what.en} (${textIn(entry, "id")}) of user ${user} lets somebody into the project of ${agency} ${until(entry).en}, also after that user's password was changed. Find out who made it, and delete it`,
          vi: `${what.vi} (${textIn(entry, "id")}) của người dùng ${user} cho phép vào dự án của ${agency} ${until(entry).vi}, kể cả khi người đó đã đổi mật khẩu. Hãy tìm xem ai đã tạo và xóa đi`,
        }),
      );
  });
  return (await Promise.all(perUser)).flat();
}

function until(entry: Entry): Text {
  const end = textIn(entry, "expires_at");
  return end === "" ? { en: "for ever", vi: "vô thời hạn" } : { en: `until ${end}`, vi: `đến ${end}` };
}

const idOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "id" in value && typeof value.id === "string" ? value.id : "";
