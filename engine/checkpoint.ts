import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";

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
const secretSignature = "4dabf18193072939515e22adb298388d";

/** Where a file backend keeps the state of a stack, unless it packs it. */
export function checkpointFile(folder: string, project: string, stack: string): string {
  return join(folder, ".pulumi", "stacks", project, `${stack}.json`);
}

/**
 * The state of a stack as it lies in a file backend; undefined when there is no such stack.
 *
 * @param folder - of the backend, which holds `.pulumi/`
 */
export function readCheckpoint(folder: string, project: string, stack: string): Deployment | undefined {
  const path = checkpointFile(folder, project, stack);
  // Packed with PULUMI_DIY_BACKEND_GZIP=true.
  for (const file of [path, `${path}.gz`]) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch {
      continue;
    }
    const text = (file === path ? bytes : gunzipSync(bytes)).toString();
    const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: Deployment } };
    return checkpoint.latest ?? { manifest: { time: "" } };
  }
  return undefined;
}

/** Names of the stacks that a file backend has of a project, also of those that hold nothing any more. */
export function stackNames(folder: string, project: string): string[] {
  try {
    const files = readdirSync(dirname(checkpointFile(folder, project, "")));
    const names = files.flatMap((file) => /^(.+)\.json(?:\.gz)?$/.exec(file)?.[1] ?? []);
    return [...new Set(names)].toSorted();
  } catch {
    return [];
  }
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
