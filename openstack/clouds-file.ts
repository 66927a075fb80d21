import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import type { Text } from "../model/text.ts";
import { CloudApiError } from "./cloud-api-error.ts";
import { type Words, wordsOf } from "./words.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** A cloud as the files have it: secure.yaml over clouds.yaml over its profile in clouds-public.yaml. */
export interface CloudEntry {
  /** The clouds.yaml that names it. */
  file: string;
  words: Words;
  /** Its `regions`, each with the words that it has otherwise. */
  regions: { name: string; words: Words }[];
}

/** A clouds.yaml has no entry of the name that was asked for. */
export class UnknownCloudError extends CloudApiError {
  readonly asked: string;
  readonly known: readonly string[];

  constructor(asked: string, known: readonly string[], text: Text) {
    super(text);
    this.asked = asked;
    this.known = known;
  }
}

/**
 * Reads one cloud. The first clouds.yaml counts: that of `OS_CLIENT_CONFIG_FILE`, then of `cwd`, ~/.config/openstack and
 * /etc/openstack; .yml and .json as well. secure.yaml (or `OS_CLIENT_SECURE_FILE`) and clouds-public.yaml are looked for
 * beside it and then in the same places. Other entries may be whatever they are.
 * @throws CloudApiError that says which file, cloud or profile is missing, or which file can't be read
 */
export function readCloud(name: string, environment: Environment, cwd: string): CloudEntry {
  const folders = [cwd, join(homeOf(environment), ".config/openstack"), "/etc/openstack"];
  const named = (variable: string): string[] => (environment[variable] ? [resolve(cwd, environment[variable])] : []);
  const file = firstOf([...named("OS_CLIENT_CONFIG_FILE"), ...candidates("clouds", folders)]);
  if (file === undefined) {
    const searched = folders.join(", ");
    throw new CloudApiError({
      en: `the cloud is '${name}' (OS_CLOUD) and there is no clouds.yaml in ${searched}; set OS_CLIENT_CONFIG_FILE`,
      vi: `đám mây là '${name}' (OS_CLOUD) nhưng không có clouds.yaml trong ${searched}; hãy đặt OS_CLIENT_CONFIG_FILE`,
    });
  }
  const around = [dirname(file), ...folders];
  const secureFile = firstOf([...named("OS_CLIENT_SECURE_FILE"), ...candidates("secure", around)]);
  const clouds = valueAt(readTree(file), "clouds");
  const entry = valueAt(clouds, name);
  if (entry === undefined) {
    const names = isMapping(clouds) ? Object.keys(clouds) : [];
    const known = names.join(", ");
    throw new UnknownCloudError(name, names, {
      en: `${file} has no cloud '${name}'; it has ${known || "none"}`,
      vi: `${file} không có đám mây '${name}'; tệp ${known === "" ? "không có đám mây nào" : `có ${known}`}`,
    });
  }
  const secrets = secureFile === undefined ? undefined : valueAt(valueAt(readTree(secureFile), "clouds"), name);
  const layers = [profileOf(entry, file, around), entry, secrets];
  return {
    file,
    words: Object.assign({}, ...layers.map(entryWords)) as Words,
    regions: layers.map(regionsOf).findLast((regions) => regions.length > 0) ?? [],
  };
}

/** The folder that `~` stands for. */
export function homeOf(environment: Environment): string {
  return environment["HOME"] || homedir();
}

/** What a vendor says of its cloud. `cloud` is the older name of `profile`. */
function profileOf(entry: unknown, file: string, folders: readonly string[]): unknown {
  const name = wordsOf(entry)["profile"] ?? wordsOf(entry)["cloud"];
  if (name === undefined) return undefined;
  const vendors = firstOf(candidates("clouds-public", folders));
  const profile = vendors === undefined ? undefined : valueAt(valueAt(readTree(vendors), "public-clouds"), name);
  if (profile === undefined) {
    const where =
      vendors === undefined
        ? { en: "no clouds-public.yaml has", vi: "không có trong clouds-public.yaml nào" }
        : { en: `${vendors} has not`, vi: `không có trong ${vendors}` };
    throw new CloudApiError({
      en: `${file} names the profile '${name}', which ${where.en}`,
      vi: `${file} ghi profile '${name}', ${where.vi}`,
    });
  }
  return profile;
}

function candidates(stem: string, folders: readonly string[]): string[] {
  return folders.flatMap((folder) => [".yaml", ".yml", ".json"].map((suffix) => join(folder, stem + suffix)));
}

function firstOf(paths: readonly string[]): string | undefined {
  return paths.find((path) => existsSync(path));
}

/**
 * A YAML or JSON file in which each scalar is its own text, as a password or an id of digits alone must stay; with the
 * merge keys of YAML 1.1. The parser's messages quote the file, so they are not passed on.
 */
function readTree(file: string): unknown {
  let text: string;
  try {
    const bytes = readFileSync(file);
    // As gophercloud reads it; what Notepad and PowerShell of Windows may write.
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
    text = new TextDecoder(encoding).decode(bytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CloudApiError({ en: `${file} can't be read: ${why}`, vi: `không đọc được ${file}: ${why}` });
  }
  const document = parseDocument(text, {
    schema: "failsafe",
    customTags: ["null", "merge"],
    uniqueKeys: false,
    logLevel: "error",
  });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const { line, col } = fault.linePos?.[0] ?? { line: 1, col: 1 };
    throw new CloudApiError({
      en: `${file}:${line}:${col} is not valid YAML`,
      vi: `${file}:${line}:${col} không đúng cú pháp YAML`,
    });
  }
  try {
    return document.toJS();
  } catch {
    throw new CloudApiError({
      en: `${file} is not valid YAML: one of its aliases or merge keys leads nowhere`,
      vi: `${file} không đúng cú pháp YAML: có bí danh (alias) hoặc khóa ghép (merge key) không dẫn đến đâu`,
    });
  }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueAt(value: unknown, key: string): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function entryWords(entry: unknown): Words {
  return { ...wordsOf(entry), ...wordsOf(valueAt(entry, "auth")) };
}

/** A region is a name, or a name and the values that differ in it. */
function regionsOf(entry: unknown): CloudEntry["regions"] {
  const regions = valueAt(entry, "regions");
  return (Array.isArray(regions) ? regions : []).flatMap((region: unknown) => {
    const name = typeof region === "string" ? region : wordsOf(region)["name"];
    return name === undefined ? [] : [{ name, words: entryWords(valueAt(region, "values")) }];
  });
}
