import { listed, type Text } from "../messages/text.ts";
import type { PlannedStep } from "../policy.ts";
import { isRecord } from "../resources/inputs.ts";
import type { Json, Read } from "./json.ts";
import { partialPlan, partialPreview, partialState } from "./partial.ts";
import { readPulumiPreview, readPulumiState } from "./pulumi.ts";
import { readTerraformPlan, readTerraformState } from "./terraform.ts";

/** What a file says that another tool wrote. */
export interface ReadResources extends Read {
  kind: "pulumi state" | "pulumi preview" | "terraform plan" | "terraform state";
  /** What the update does, where the file is of an update: also what goes away. */
  steps?: PlannedStep[];
  /** Where the modules of a Terraform plan come from, by their paths of names: `network.ports`. */
  moduleSources?: ReadonlyMap<string, string>;
}

/** The file is none that can be judged; the message says why, and what would be. */
export class UnreadableFile extends Error {
  /** The message in both languages. */
  readonly text: Text;

  constructor(file: string, { en, vi }: Text, wanted: Text = WANTED) {
    super(`${file}: ${en}.${wanted.en}`);
    this.name = "UnreadableFile";
    this.text = { en: this.message, vi: `${file}: ${vi}.${wanted.vi}` };
  }
}

const KINDS = [
  "`pulumi stack export`",
  "`pulumi preview --json --show-sames`",
  "`terraform show -json PLANFILE`",
  "`terraform show -json`",
];
const ANY_KIND = listed(KINDS, { en: "or", vi: "hoặc" });
const WANTED: Text = {
  en: ` It must hold the JSON of one of ${ANY_KIND.en}.`,
  vi: ` Tệp phải chứa JSON của một trong các lệnh ${ANY_KIND.vi}.`,
};
const NOTHING_ELSE: Text = { en: "", vi: "" };

const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Reads what Pulumi or Terraform wrote of a stack; the content tells which.
 *
 * @param text the file's text
 * @param file its name, for errors
 * @throws UnreadableFile
 */
export function readResources(text: string, file: string): ReadResources {
  const refuse = (en: string, vi: string): never => {
    throw new UnreadableFile(file, { en, vi });
  };
  const refusePartial = (fault: Text | undefined): void => {
    if (fault !== undefined) throw new UnreadableFile(file, fault, NOTHING_ELSE);
  };
  const data = parsed(text, file);
  if (isRecord(data["deployment"])) {
    const { version } = data;
    if (typeof version === "number" && version > 4) {
      refuse(
        `version ${version} of Pulumi's states is not known here`,
        `chưa biết phiên bản ${version} của trạng thái Pulumi`,
      );
    }
    refusePartial(partialState(data["deployment"]));
    return { kind: "pulumi state", ...readPulumiState(data["deployment"]) };
  }
  if (["steps", "diagnostics"].some((key) => Array.isArray(data[key])) || isRecord(data["changeSummary"])) {
    refusePartial(partialPreview(data));
    return { kind: "pulumi preview", ...readPulumiPreview(Array.isArray(data["steps"]) ? data["steps"] : []) };
  }
  refuseUnknownFormat(data, refuse);
  if (isRecord(data["planned_values"]) || data["errored"] === true) {
    refusePartial(partialPlan(data));
    return { kind: "terraform plan", ...readTerraformPlan(data) };
  }
  if (isRecord(data["values"])) return { kind: "terraform state", ...readTerraformState(data["values"]) };
  if ("terraform_version" in data && "resources" in data) {
    return refuse(
      "this is a raw Terraform state, whose form changes between versions",
      "đây là trạng thái Terraform thô, dạng của nó thay đổi theo phiên bản",
    );
  }
  if ("terraform_version" in data || "format_version" in data) {
    return refuse(
      "this Terraform state holds nothing, or it is another of Terraform's files",
      "trạng thái Terraform này không chứa gì, hoặc đây là một tệp khác của Terraform",
    );
  }
  return refuse("this is JSON of something else", "đây là JSON của thứ khác");
}

/** The JSON object that a text holds. @throws UnreadableFile */
function parsed(text: string, file: string): Json {
  if (text.length > MOST_BYTES) {
    throw new UnreadableFile(file, { en: "this is more than 512 MiB", vi: "tệp lớn hơn 512 MiB" });
  }
  if (text.trim() === "") throw new UnreadableFile(file, { en: "the file is empty", vi: "tệp trống" });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnreadableFile(file, { en: `this is no JSON (${reason})`, vi: `đây không phải JSON (${reason})` });
  }
  if (isRecord(data)) return data;
  throw new UnreadableFile(file, { en: "this is JSON, but no object", vi: "đây là JSON nhưng không phải đối tượng" });
}

/**
 * Terraform's formats of plans and states: whoever reads them refuses a major version that he does not know (HashiCorp,
 * JSON Output Format); 0 is that of Terraform before 1.1.
 */
function refuseUnknownFormat(data: Json, refuse: (en: string, vi: string) => void): void {
  const given = data["format_version"];
  if (given === undefined) return;
  const version = typeof given === "string" ? given : JSON.stringify(given);
  if (/^[01]\.\d+$/.test(version)) return;
  refuse(
    `version ${version} of Terraform's format is not known here, only 0 and 1`,
    `chưa biết phiên bản ${version} của định dạng Terraform, chỉ biết 0 và 1`,
  );
}

const SHORTEST_SECRET = 4;

/** A text without the secrets in it; shorter ones would blot out ordinary words. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((masked, secret) => masked.replaceAll(secret, "[secret]"), text);
}
