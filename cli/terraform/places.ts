import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readableText } from "../../model/files/text-encoding.ts";
import { compare } from "../../model/order.ts";
import { textOf } from "../../model/text.ts";
import type { ReadResources } from "../../policies/readers/read-resources.ts";
import { withoutIndexes } from "../../policies/readers/terraform-references.ts";
import { PROVIDER_BLOCK } from "../../policies/resources/types.ts";
import { checkoutPath } from "../report/checkout-path.ts";
import type { Place, PlaceFinder } from "../report/place.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { type Block, hclBlocks } from "./hcl-blocks.ts";
import { jsonBlocks } from "./json-blocks.ts";
import { moduleFolders } from "./module-folders.ts";

/** Of Terraform and of OpenTofu. */
const SOURCE_FILE = /^[^.].*\.(?:tf|tofu)(?:\.json)?$/;
/** Files that only change blocks of others. */
const OVERRIDE = /(?:^|_)override\.[^_]*$/;

/**
 * Finds the blocks that a plan's or state's resources come from, in the configuration in `folder`: of a resource its own,
 * of one in a module that is not at hand the block that calls the module, of a login the provider's.
 *
 * @param file the plan's name, for errors
 * @throws UserError when the folder is not there or holds no configuration, or another than the plan's
 */
export function terraformPlaces(folder: string, file: string, read: ReadResources): PlaceFinder {
  if (!read.kind.startsWith("terraform")) {
    throw new UserError({
      en: `${file} is of Pulumi, and --source is the folder of a Terraform configuration.`,
      vi: `${file} là của Pulumi, còn --source là thư mục của một cấu hình Terraform.`,
    });
  }
  if (!existsSync(folder)) {
    throw new UserError({
      en: `there is no folder ${folder}: --source is the folder that ${file} was planned in.`,
      vi: `không có thư mục ${folder}: --source là thư mục mà ${file} được lập kế hoạch từ đó.`,
    });
  }
  if (sourceFiles(folder).length === 0) {
    throw new UserError({
      en: `${folder} has no .tf file: --source is the folder that ${file} was planned in.`,
      vi: `${folder} không có tệp .tf nào: --source là thư mục mà ${file} được lập kế hoạch từ đó.`,
    });
  }
  const folders = moduleFolders(folder, read.moduleSources ?? new Map());
  const known = new Map<string, ReadonlyMap<string, Place>>();
  const placeIn = (module: readonly string[], block: string): Place | undefined => {
    const at = folders(module.join("."));
    if (at === undefined) return undefined;
    const blocks = known.get(at) ?? blocksIn(at);
    known.set(at, blocks);
    return blocks.get(block);
  };
  const placeOf = ({ module, block }: Written): Place | undefined => {
    const own = placeIn(module, block);
    if (own !== undefined || module.length === 0) return own;
    return placeOf({ module: module.slice(0, -1), block: `module.${module.at(-1)}` });
  };
  const written = writtenBlocks(read);
  const standing = read.resources.flatMap(({ address }) => (address === undefined ? [] : [writtenAt(address)]));
  const lost = standing.filter((each) => placeOf(each) === undefined).length;
  if (lost > standing.length / 2) {
    throw new UserError({
      en: `${folder} lacks the blocks of ${lost} of ${standing.length} resources in ${file}: --source is the folder that it was planned in.`,
      vi: `${folder} thiếu khối của ${lost} trong ${standing.length} tài nguyên của ${file}: --source là thư mục mà tệp được lập kế hoạch từ đó.`,
    });
  }
  return (_, { resource }) => {
    const block = written.get(resource);
    return block && placeOf(block);
  };
}

/** A block by the names of the modules around it and its own: `openstack_networking_network_v2.dmz`. */
interface Written {
  module: readonly string[];
  block: string;
}

/** By URN. What an update takes away may still be written: another instance of its block stays. */
function writtenBlocks({ resources, steps = [] }: ReadResources): Map<string, Written> {
  const addressed = [...steps, ...resources].flatMap(({ urn, address }): [string, Written][] =>
    address === undefined ? [] : [[urn, writtenAt(address)]],
  );
  const providers = resources.flatMap(({ urn, type, name }): [string, Written][] => {
    if (type !== PROVIDER_BLOCK) return [];
    const [provider = "", modules = ""] = name.split(":").toReversed();
    return [[urn, { ...writtenAt(modules), block: `provider.${provider}` }]];
  });
  return new Map([...addressed, ...providers]);
}

/** `module.a["x"].t.n[0]` is `t.n` in the module `a`. */
function writtenAt(address: string): Written {
  const steps = withoutIndexes(address).split(".");
  const module: string[] = [];
  let at = 0;
  for (; steps[at] === "module"; at += 2) module.push(steps[at + 1] ?? "");
  return { module, block: steps.slice(at).join(".") };
}

/** Names of the files of a configuration, those that only change others last. @throws UserError */
function sourceFiles(folder: string): string[] {
  const isSource = (name: string): boolean =>
    SOURCE_FILE.test(name) && statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true;
  return readAt(folder, () => readdirSync(folder).filter(isSource)).toSorted(
    (a, b) => Number(OVERRIDE.test(a)) - Number(OVERRIDE.test(b)) || compare(a, b),
  );
}

function readAt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { en, vi } = textOf(error);
    throw new UserError({ en: `${path} can't be read: ${en}`, vi: `không đọc được ${path}: ${vi}` });
  }
}

/** The places of the blocks in a module's folder; none where it is not there. Of a block written twice the first counts. */
function blocksIn(folder: string): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const name of existsSync(folder) ? sourceFiles(folder) : []) {
    const path = join(folder, name);
    const text = readAt(path, () => readableText(readFileSync(path)));
    const file = checkoutPath(path);
    for (const { line, column, ...block } of name.endsWith(".json") ? jsonBlocks(text) : hclBlocks(text)) {
      const key = nameOf(block);
      if (!places.has(key)) places.set(key, { file, line, column });
    }
  }
  return places;
}

function nameOf({ kind, labels, alias }: Pick<Block, "kind" | "labels" | "alias">): string {
  return [...(kind === "resource" ? [] : [kind]), ...labels, ...(alias === undefined ? [] : [alias])].join(".");
}
