import type { Document } from "yaml";
import { yamlLibrary } from "./yaml-library.ts";

/**
 * Where the quote or bracket stands that an error of the parser misses the end of: people look for it there, not at the
 * place where the parser gave up. Undefined when none is open at `offset`.
 */
export function openedBefore(document: Document, offset: number): number | undefined {
  const { isCollection, isScalar, visit } = yamlLibrary();
  let opened: number | undefined;
  visit(document, {
    Node(_, node) {
      const opens = isScalar(node)
        ? node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE"
        : isCollection(node) && node.flow === true;
      const [start, , end] = node.range ?? [0, 0, 0];
      if (opens && start < offset && offset <= end + 1) opened = start;
    },
  });
  return opened;
}
