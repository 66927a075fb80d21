import { createDecipheriv, pbkdf2 } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { inBoth, type Text } from "../../model/text.ts";
import { EngineError } from "../errors.ts";
import { fileNames, presentStateFile, readStateFile, stacksIn } from "./state-file.ts";

/** A stack whose secrets a passphrase opens. */
export interface SealedStack {
  /** Of Pulumi.yaml. */
  cwd: string;
  /** Of the backend; undefined where it is no file backend. */
  folder: string | undefined;
  project: string;
  stack: string;
}

/** The salt in a stack's settings; undefined when there are none, or another secrets provider has them. */
function saltOfSettings(cwd: string, stack: string): string | undefined {
  try {
    const settings = parse(readFileSync(settingsFile(cwd, stack), "utf8")) as { encryptionsalt?: string } | null;
    return settings?.encryptionsalt;
  } catch {
    return undefined;
  }
}

/** The salt in a stack's state; undefined when there is none. */
function saltOfState(folder: string, project: string, stack: string): string | undefined {
  const path = presentStateFile(folder, project, stack);
  try {
    const provider = path && readStateFile(path).deployment?.secrets_providers;
    return provider && provider.type === "passphrase" ? provider.state?.salt : undefined;
  } catch {
    // A damaged state is told of where it is read.
    return undefined;
  }
}

function readPassphrase(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}

const settingsFile = (cwd: string, stack: string): string => join(cwd, `Pulumi.${stack}.yaml`);

/**
 * Whether a passphrase is the one of a salt: `v1:salt:v1:nonce:box`, in which the word `pulumi` lies, sealed by AES-256-GCM
 * under a key of a million rounds of PBKDF2 (pkg/secrets/passphrase/manager.go).
 */
export async function opens(passphrase: string, sealed: string): Promise<boolean> {
  const [, salt = "", , nonce = "", box = ""] = sealed.split(":");
  const key = await promisify(pbkdf2)(passphrase, Buffer.from(salt, "base64"), 1_000_000, 32, "sha256");
  const bytes = Buffer.from(box, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(bytes.subarray(-16));
    return decipher.update(bytes.subarray(0, -16)).toString() + decipher.final("utf8") === "pulumi";
  } catch {
    return false;
  }
}

/**
 * Holds the passphrase of an environment against what a stack's settings and its state were sealed with. Takes a fifth of
 * a second beside other work.
 *
 * @throws EngineError that says what does not fit, and what can be saved
 */
export async function checkPassphrase(sealed: SealedStack, env: Record<string, string>): Promise<void> {
  const { cwd, folder, project, stack } = sealed;
  const salts = {
    settings: saltOfSettings(cwd, stack),
    state: folder === undefined ? undefined : saltOfState(folder, project, stack),
  };
  if (salts.settings === undefined && salts.state === undefined) return;
  const file = env["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "";
  const passphrase = env["PULUMI_CONFIG_PASSPHRASE"] ?? readPassphrase(file);
  // Pulumi says itself what it wants where nothing names one.
  if (passphrase === undefined) return;
  const where = env["PULUMI_CONFIG_PASSPHRASE"] === undefined ? file : "PULUMI_CONFIG_PASSPHRASE";
  const unfit = (
    await Promise.all(
      [...new Set([salts.settings, salts.state])].map(async (salt) =>
        salt === undefined || (await opens(passphrase, salt)) ? [] : [salt],
      ),
    )
  ).flat();
  if (unfit.length === 0) return;
  const settings = settingsFile(cwd, stack);
  const state = folder && presentStateFile(folder, project, stack);
  const files = [
    ...(salts.settings !== undefined && unfit.includes(salts.settings) ? [settings] : []),
    ...(state !== undefined && salts.state !== undefined && unfit.includes(salts.state) ? [state] : []),
  ];
  throw new EngineError(
    {
      en: `${files.join(" and ")}: sealed with another passphrase than that in ${where}.`,
      vi: `${files.join(" và ")}: được mã hóa bằng mật khẩu khác với mật khẩu trong ${where}.`,
    },
    inBoth((language) => {
      const without = {
        en: `There is no state of ${stack} in ${folder}.`,
        vi: `Không có trạng thái của ${stack} trong ${folder}.`,
      };
      const saved = whatCanBeSaved(cwd, where, [stack], files)[language];
      return state === undefined && folder !== undefined ? `${without[language]}\n${saved}` : saved;
    }),
  );
}

/**
 * Stops where a passphrase is to be made although stacks are there that an earlier one sealed: a new one opens none of them.
 *
 * @param path where the passphrase was
 * @throws EngineError
 */
export function refuseNewPassphrase(root: string, folder: string | undefined, path: string): void {
  const settings = fileNames(root).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
  const sealed = settings.filter((stack) => saltOfSettings(root, stack) !== undefined);
  const states = (folder === undefined ? [] : fileNames(join(folder, ".pulumi", "stacks"))).flatMap((project) =>
    stacksIn(folder ?? "", project).filter((stack) => saltOfState(folder ?? "", project, stack) !== undefined),
  );
  const stacks = [...new Set([...sealed, ...states])].toSorted();
  if (stacks.length === 0) return;
  const files = [...sealed.map((stack) => settingsFile(root, stack)), ...(states.length > 0 ? [folder ?? ""] : [])];
  throw new EngineError(
    {
      en: `The passphrase is gone: ${path}. ${stacks.join(", ")} were sealed with it, and a new one would not open them.`,
      vi: `Không còn tệp mật khẩu ${path}. ${stacks.join(", ")} đã được mã hóa bằng mật khẩu đó, mật khẩu mới không mở được.`,
    },
    whatCanBeSaved(root, path, stacks, files),
  );
}

function whatCanBeSaved(root: string, where: string, stacks: readonly string[], files: readonly string[]): Text {
  const lost = join(root, ".state", "lost");
  const anew = `mkdir -p ${lost} && mv ${files.join(" ")} ${lost}/ && npx province state rebuild`;
  const names = stacks.join(", ");
  return {
    en: [
      `Where a copy of the right passphrase is kept, put it back (${where}): then nothing is lost.`,
      `Without it the secrets in these files can't be read again. What ${names} made stays in the cloud, and new states can be made from that; deployers get new passwords.`,
      `To begin anew without it: ${anew}`,
    ].join("\n"),
    vi: [
      `Nếu còn giữ bản sao của đúng mật khẩu, hãy đặt lại vào chỗ cũ (${where}): khi đó không mất gì.`,
      `Không có nó thì không đọc lại được các bí mật trong những tệp này. Những gì ${names} đã tạo vẫn còn trên đám mây và có thể dựng lại trạng thái từ đó; các tài khoản triển khai nhận mật khẩu mới.`,
      `Bắt đầu lại khi không có mật khẩu: ${anew}`,
    ].join("\n"),
  };
}
