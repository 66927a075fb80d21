import type { PlannedStep } from "../policy.ts";
import { isRecord } from "../resources/inputs.ts";
import type { Read } from "./json.ts";
import { readPulumiPreview, readPulumiState, unchangedLeftOut } from "./pulumi.ts";
import { readTerraformPlan, readTerraformState } from "./terraform.ts";

/** What a file says that another tool wrote. */
export interface ReadResources extends Read {
  kind: "pulumi state" | "pulumi preview" | "terraform plan" | "terraform state";
  /** What the update does, where the file is of an update: also what goes away. */
  steps?: PlannedStep[];
}

/** The file is none that can be judged; the message says what would be. */
export class UnreadableFile extends Error {
  constructor(file: string, what: string) {
    super(
      `${file}: ${what}. It must hold the JSON of one of \`pulumi stack export\`, \`pulumi preview --json --show-sames\`, \`terraform show -json PLANFILE\` or \`terraform show -json\`.`,
    );
    this.name = "UnreadableFile";
  }
}

const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Reads what Pulumi or Terraform wrote of a stack; the content tells which.
 *
 * @param text the file's text
 * @param file its name, for errors
 * @throws UnreadableFile
 */
export function readResources(text: string, file: string): ReadResources {
  if (text.length > MOST_BYTES) throw new UnreadableFile(file, "this is more than 512 MiB");
  let data: unknown;
  try {
    // Windows shells write a byte order mark before what they redirect.
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const reason =
      text.trim() === ""
        ? "the file is empty"
        : `this is no JSON (${error instanceof Error ? error.message : String(error)})`;
    throw new UnreadableFile(file, reason);
  }
  if (!isRecord(data)) throw new UnreadableFile(file, "this is JSON, but no object");
  if (isRecord(data["deployment"])) return { kind: "pulumi state", ...readPulumiState(data["deployment"]) };
  if (Array.isArray(data["steps"])) {
    const left = unchangedLeftOut(data["steps"], data["changeSummary"]);
    if (left > 0) {
      const what = `this preview leaves out ${left} unchanged resources, so that what they belong to would look incomplete`;
      throw new UnreadableFile(file, what);
    }
    return { kind: "pulumi preview", ...readPulumiPreview(data["steps"]) };
  }
  if (isRecord(data["planned_values"])) return { kind: "terraform plan", ...readTerraformPlan(data) };
  if (isRecord(data["values"])) return { kind: "terraform state", ...readTerraformState(data["values"]) };
  if ("terraform_version" in data && "resources" in data) {
    throw new UnreadableFile(file, "this is a raw Terraform state, whose form changes between versions");
  }
  if ("terraform_version" in data || "format_version" in data) {
    throw new UnreadableFile(file, "this Terraform state holds nothing, or it is another of Terraform's files");
  }
  throw new UnreadableFile(file, "this is JSON of something else");
}

const SHORTEST_SECRET = 4;

/** A text without the secrets in it; shorter ones would blot out ordinary words. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((masked, secret) => masked.replaceAll(secret, "[secret]"), text);
}
