import { readFileSync } from "node:fs";
import { CustomResource, type Inputs, type Output } from "@pulumi/pulumi";

/** A draft as seeded.json has it; `{ "$ref": name }` stands for the id of another one. */
interface WrittenDraft {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

// Raw resources by their tokens: some inputs are younger than what @pulumi/openstack declares.
class Raw extends CustomResource {
  constructor({ type, name }: WrittenDraft, inputs: Inputs) {
    super(type, name, inputs, { version: "3.15.2" });
  }
}

// What the test wrote
const drafts = JSON.parse(readFileSync("seeded.json", "utf8")) as WrittenDraft[];
const made = new Map<string, Raw>();

function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== "object" || value === null) return value;
  if ("$ref" in value) return idOf(String(value.$ref));
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, resolved(element)]));
}

function idOf(name: string): Output<string> {
  return make(drafts.find((draft) => draft.name === name)!).id;
}

function make(draft: WrittenDraft): Raw {
  const known = made.get(draft.name);
  if (known) return known;
  // A draft's inputs are any resource's
  const resource = new Raw(draft, resolved(draft.inputs) as Inputs);
  made.set(draft.name, resource);
  return resource;
}

for (const draft of drafts) make(draft);
