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
const secretSignature = "4dabf18193072939515e22adb298388d";

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

/**
 * State in which interrupted creations whose result was found count as done: the engine then reads them
 * from the cloud at the next refresh, as it does with any other resource. Creations that are in the
 * state already are left alone, so that a recovery that was itself interrupted can be repeated.
 *
 * @param found - URN to the id in the cloud
 */
export function withAdopted(deployment: Deployment, found: ReadonlyMap<string, string>): Deployment {
  const resources = deployment.resources ?? [];
  const present = new Set(resources.map((r) => r.urn));
  const adopted = (deployment.pending_operations ?? [])
    .filter((op) => op.type === "creating" && found.has(op.resource.urn) && !present.has(op.resource.urn))
    // Last in the list: a resource may only refer to earlier ones, and its own are all there.
    .map(({ resource }) => ({ ...resource, id: found.get(resource.urn), outputs: { ...resource.inputs } }));
  return { ...deployment, resources: [...resources, ...adopted] };
}

/** The same state with nothing pending. */
export function withoutPending(deployment: Deployment): Deployment {
  const { pending_operations: _, ...rest } = deployment;
  return rest;
}
