import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../../address-plan/ledger/ledger.ts";
import { checkReissue } from "../../address-plan/rules/check-references.ts";
import { addressesIn, type AddressReference } from "../../address-plan/rules/references.ts";
import { readableText } from "../../model/files/text-encoding.ts";
import { readSources } from "../../model/sources.ts";
import { linesOf } from "../../model/text.ts";
import type { JudgedResource } from "../../policies/policy.ts";
import { maskSecrets } from "../../policies/readers/read-resources.ts";
import { readStack } from "../check-file.ts";
import { printable } from "../report/printable.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { EXISTING_FILE } from "./existing.ts";

/**
 * What names addresses outside the ledger (AP-11): every file of stacks/, and every resource of the given states,
 * previews and plans of Pulumi or Terraform.
 * @throws UserError when a file can't be read, or holds something else
 */
export function readReferences(root: string, files: readonly string[] = []): AddressReference[] {
  return [
    ...stacksReferences(root),
    ...files.flatMap((file) => {
      const { resources, secrets } = readStack(file);
      return resources.flatMap((resource) => resourceReferences(resource, file, secrets));
    }),
  ];
}

/**
 * Refuses new lines that give somebody addresses which are still named as another's (AP-11).
 * @throws UserError with every such line and what names its prefix
 */
export function refuseReissue(root: string, before: Ledger, after: Ledger, files: readonly string[] = []): void {
  const findings = checkReissue(before, after, readReferences(root, files));
  if (findings.length > 0) throw new UserError(linesOf(findings.map(({ message }) => message)));
}

function stacksReferences(root: string): AddressReference[] {
  const texts = new Map([...readSources(root).files.values()].map(({ path, bytes }) => [path, readableText(bytes)]));
  const existing = join(root, EXISTING_FILE);
  if (existsSync(existing)) texts.set(EXISTING_FILE, readableText(readFileSync(existing)));
  return [...texts].flatMap(([path, text]) =>
    text.split("\n").flatMap((line, index) =>
      addressesIn(withoutComment(line)).map(({ index: column, ...found }) => ({
        ...found,
        place: `${path}:${index + 1}:${column + 1}`,
      })),
    ),
  );
}

/** What a comment tells leads no packet anywhere; YAML, shell and our CSV files begin them alike. */
const withoutComment = (line: string): string => line.replace(/(^|\s)#.*$/, "");

/** Every text of a resource's inputs, at any depth: a record of DNS, a route, a rule, an allowed pair, a script. */
function resourceReferences(resource: JudgedResource, file: string, secrets: readonly string[]): AddressReference[] {
  const references: AddressReference[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "string") {
      for (const { prefix, text } of addressesIn(value)) {
        const place = printable(`${file} (${resource.name}, ${path})`);
        references.push({ prefix, text: maskSecrets(text, secrets), place });
      }
    } else if (Array.isArray(value)) value.forEach((each, index) => visit(each, `${path}[${index}]`));
    else if (typeof value === "object" && value !== null) {
      for (const [key, each] of Object.entries(value)) visit(each, path === "" ? key : `${path}.${key}`);
    }
  };
  visit(resource.inputs, "");
  return references;
}
