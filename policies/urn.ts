/** The parts of `urn:pulumi:<stack>::<project>::<types of its parents>$<type>::<name>`. */
export interface UrnParts {
  stack: string;
  project: string;
  /** Of the resource itself, without its parents'. */
  type: string;
  name: string;
}

/** What a URN says; what one does not say is empty. */
export function parseUrn(urn: string): UrnParts {
  const [head = "", project = "", types = "", ...name] = urn.split("::");
  return {
    stack: head.slice("urn:pulumi:".length),
    project,
    type: types.slice(types.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}
