import { EngineError } from "../../engine/errors.ts";
import { CloudApiError } from "../../openstack/cloud-api-error.ts";
import { newPasswordCommand, refusedLogin, type SecretOutputs } from "../../verify/configuration/deployer-login.ts";
import { exitCode, UserError } from "../terminal/exit-codes.ts";

/** How providers, services and Keystone itself speak of a login that is not good. */
const UNAUTHORIZED = /\b401\b|Unauthorized|Authentication failed/i;

/**
 * The failure of an agency's update, told by its cause where the cloud refuses the login of the agency's deployer. Logs in
 * only after a failure that looks like it, so that it costs nothing otherwise.
 *
 * @param environment - of an agency's stack
 */
export async function withRefusedLogin(
  error: unknown,
  agency: string,
  secretOutputs: SecretOutputs,
  environment: Record<string, string | undefined>,
): Promise<unknown> {
  if (!(error instanceof EngineError) || !UNAUTHORIZED.test(error.message)) return error;
  try {
    const refused = await refusedLogin(agency, secretOutputs, environment);
    if (refused === undefined) return error;
    const { userName, status } = refused;
    return new UserError(
      {
        en:
          `Nothing was changed in the cloud: it refuses the login of the agency's deployer ${userName} (${status}). ` +
          `Its password was changed elsewhere, or it was switched off.\nGive it a new one: ${newPasswordCommand(agency)}`,
        vi:
          `Chưa thay đổi gì trên đám mây: đám mây từ chối tài khoản triển khai ${userName} của cơ quan (${status}). ` +
          `Mật khẩu đã bị đổi ở nơi khác, hoặc tài khoản bị khóa.\nHãy cấp mật khẩu mới: ${newPasswordCommand(agency)}`,
      },
      exitCode.failed,
      { cause: error },
    );
  } catch (why) {
    // The update's own words are nearer to what happened.
    if (why instanceof EngineError || why instanceof CloudApiError) return error;
    throw why;
  }
}
