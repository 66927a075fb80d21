/** One resource that a program registered, as the engine would have got it. */
export interface PlannedResource {
  urn: string;
  type: string;
  name: string;
  /** URN of the parent; absent for the stack itself. */
  parent?: string;
  /** False for components. */
  custom: boolean;
  /** As sent to the engine: secrets and unknown values in the engine's own marks (see property-value.ts). */
  raw: Record<string, unknown>;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  protect: boolean;
  aliases: string[];
  /** `<provider URN>::<id>` or empty for the default provider. */
  provider: string;
}

/** The plan of one stack: what its program would make. */
export interface StackPreview {
  stack: string;
  /** Sorted by URN. */
  resources: PlannedResource[];
  /** Stack outputs in the engine's marks; feed them to another stack's reference. */
  outputs: Record<string, unknown>;
}
