import { readState } from "./backend/damage.ts";

/** A resource in Pulumi's state (apitype.ResourceV3; only what we read). */
export interface ResourceState {
  urn: string;
  type: string;
  custom?: boolean;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  provider?: string;
  /** By input: URNs that it was made from. */
  propertyDependencies?: Record<string, string[]>;
  [other: string]: unknown;
}

/** What the engine had begun and not heard the end of (apitype.OperationV2). */
export interface PendingOperation {
  resource: ResourceState;
  type: "creating" | "updating" | "deleting" | "reading" | "importing";
}

/** Pulumi's state of one stack, as `pulumi stack export` writes it. */
export interface Deployment {
  manifest: { time: string; [other: string]: unknown };
  resources?: ResourceState[];
  pending_operations?: PendingOperation[];
  [other: string]: unknown;
}

/** The envelope of `pulumi stack export` and `import`. */
export interface Export {
  version: number;
  deployment: Deployment;
  [other: string]: unknown;
}

/** Marks a secret in state: what stands beside it is ciphertext, or plaintext with --show-secrets. */
export const secretSignature = "4dabf18193072939515e22adb298388d";

/**
 * The state of a stack as it lies in a file backend; undefined when there is no such stack.
 *
 * @param folder - of the backend, which holds `.pulumi/`
 * @throws DamagedStateError
 */
export function readCheckpoint(folder: string, project: string, stack: string): Deployment | undefined {
  const state = readState(folder, project, stack);
  return state && ((state.deployment as Deployment | undefined) ?? { manifest: { time: "" } });
}

/** The outputs of a stack, its secrets encrypted; undefined where it holds nothing. */
export function rootOutputs(state: Deployment | undefined): Record<string, unknown> | undefined {
  const root = state?.resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
  return root && (root.outputs ?? {});
}

/** A value in which `put` gives what stands in place of each secret, however deep. */
function withSecrets(value: unknown, put: (secret: { plaintext?: string }) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => withSecrets(each, put));
  if (typeof value !== "object" || value === null) return value;
  if (secretSignature in value) return put(value as { plaintext?: string });
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSecrets(each, put)]));
}

/**
 * A value with its secrets in the clear, from state exported with --show-secrets. Never log the result.
 * A secret that is still encrypted becomes undefined.
 */
export function revealed(value: unknown): unknown {
  return withSecrets(value, ({ plaintext }) => (plaintext === undefined ? undefined : revealed(JSON.parse(plaintext))));
}

/** A value fit for the screen: secrets masked. */
export function masked(value: unknown): unknown {
  return withSecrets(value, () => "[secret]");
}

/** The resource's own name: the last part of its URN. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** What a resource is called where another stack of its project holds it. */
export function urnIn(stack: string, urn: string): string {
  return urn.replace(/^urn:pulumi:[^:]+/, `urn:pulumi:${stack}`);
}

/** The resource's own type: the last of those that its URN says. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The same state with nothing pending. */
export function withoutPending(deployment: Deployment): Deployment {
  const { pending_operations: _, ...rest } = deployment;
  return rest;
}
