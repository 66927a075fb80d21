import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SourceFile } from "./files/yaml-file.ts";
import type { Fault } from "./messages/fault.ts";
import * as say from "./messages/repository.ts";
import { PROVINCE_DOCUMENTS } from "./schema/documents.ts";
import { REFORMS_FOLDER } from "./units/reform-files.ts";
import { REGISTER_FILES } from "./units/register.ts";

const AGENCIES = "stacks/agencies";
const CLOUD_INIT = "stacks/province/cloud-init";
const REGISTER = "stacks/province/register";

/** All files of stacks/ that the model reads, before anything of them was understood. */
export interface Sources {
  /** By path relative to the repository. */
  files: Map<string, SourceFile>;
  /** Files that are in the way: what cannot be read, what has the wrong ending. */
  faults: Fault[];
}

/** Each path as it was read last: two versions of a province share most files, which then need no second look. */
const lastRead = new Map<string, SourceFile>();

function readSource(root: string, path: string): SourceFile {
  const bytes = readFileSync(join(root, path));
  const last = lastRead.get(path);
  if (last !== undefined && bytes.equals(last.bytes)) return last;
  const source: SourceFile = { path, bytes };
  lastRead.set(path, source);
  return source;
}

/** Reads stacks/ of a repository from disk; never throws. */
export function readSources(root: string): Sources {
  const sources: Sources = { files: new Map(), faults: [] };
  const fault = (path: string, finding: ReturnType<typeof say.unreadable>): void => {
    sources.faults.push({ file: path, line: 1, column: 1, path: [], ...finding });
  };
  const read = (path: string): void => {
    try {
      sources.files.set(path, readSource(root, path));
    } catch (error) {
      fault(path, (error as NodeJS.ErrnoException).code === "ENOENT" ? say.missingFile() : say.unreadable(error));
    }
  };
  const list = (folder: string): string[] => {
    try {
      return readdirSync(join(root, folder)).toSorted();
    } catch (error) {
      // A province without agencies yet has no such folder.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") fault(folder, say.unreadable(error));
      return [];
    }
  };

  /** Without editors' own files. */
  const own = (folder: string): string[] => list(folder).filter((name) => !name.startsWith(".") && !name.endsWith("~"));

  const documents = Object.values(PROVINCE_DOCUMENTS).map(({ path }) => path as string);
  for (const path of documents) read(path);
  for (const folder of ["stacks", "stacks/province"]) {
    const known = documents.filter((path) => dirname(path) === folder).map((path) => basename(path));
    for (const name of own(folder)) {
      if (/\.ya?ml$/i.test(name) && !known.includes(name)) fault(`${folder}/${name}`, say.notRead(name, known));
    }
  }
  for (const name of list(CLOUD_INIT)) if (name.endsWith(".yaml")) read(`${CLOUD_INIT}/${name}`);
  const registers = Object.values(REGISTER_FILES) as string[];
  for (const name of own(REGISTER)) {
    const path = `${REGISTER}/${name}`;
    if (registers.includes(path)) read(path);
    else fault(path, say.notInRegister(registers.map((file) => basename(file))));
  }
  for (const name of own(REFORMS_FOLDER)) {
    if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}\.yaml$/.test(name)) read(`${REFORMS_FOLDER}/${name}`);
    else fault(`${REFORMS_FOLDER}/${name}`, say.notAReformFile());
  }
  const agencies = own(AGENCIES);
  for (const name of agencies) {
    if (name.endsWith(".yaml")) read(`${AGENCIES}/${name}`);
    else fault(`${AGENCIES}/${name}`, say.wrongEnding(name, agencies));
  }
  return sources;
}
