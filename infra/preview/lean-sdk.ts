import "./lean-loading.ts";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
/* oxlint-disable typescript/no-explicit-any */
const debuggable: any = require("@pulumi/pulumi/runtime/debuggable");
const rpc: any = require("@pulumi/pulumi/runtime/rpc");
const { Output }: any = require("@pulumi/pulumi/output");
const { Resource }: any = require("@pulumi/pulumi/resource");
const { Struct }: any = createRequire(require.resolve("@pulumi/pulumi/package.json"))(
  "google-protobuf/google/protobuf/struct_pb",
);
const { isGrpcError }: any = require("@pulumi/pulumi/errors");

interface Settled {
  value: unknown;
  isKnown: boolean;
  isSecret: boolean;
  dependencies: unknown[];
}

/** An output property that nobody has read yet: the SDK makes some thirty promises for each, and few are ever read. */
class LateOutput {
  readonly #owner: unknown;
  #output: unknown;
  #settled: Settled | undefined;
  #error: unknown;
  #resolve: ((settled: Settled) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(owner: unknown) {
    this.#owner = owner;
  }

  settle(value: unknown, isKnown: boolean, isSecret: boolean, dependencies: unknown[] = [], error?: unknown): void {
    if (error !== undefined && error !== null) {
      // A monitor that is shutting down: the SDK leaves such outputs open as well.
      if (isGrpcError(error)) return;
      this.#error = error;
      this.#reject?.(error);
      return;
    }
    this.#settled = { value, isKnown, isSecret, dependencies };
    this.#resolve?.(this.#settled);
  }

  get(): unknown {
    return (this.#output ??= this.#make());
  }

  #make(): unknown {
    const settled = this.#promise();
    return new Output(
      this.#owner,
      settled.then(({ value }) => value),
      settled.then(({ isKnown }) => isKnown),
      settled.then(({ isSecret }) => isSecret),
      settled.then(({ dependencies }) => dependencies),
    );
  }

  #promise(): Promise<Settled> {
    if (this.#settled !== undefined) return Promise.resolve(this.#settled);
    if (this.#error !== undefined) return Promise.reject(this.#error);
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }
}

function transferProperties(onto: any, label: string, props: Record<string, unknown>): Record<string, unknown> {
  const resolvers: Record<string, unknown> = {};
  for (const key of Object.keys(props)) {
    if (key === "id" || key === "urn") continue;
    if (Object.hasOwn(onto, key)) throw new Error(`Property '${key}' is already initialized on target '${label}`);
    const late = new LateOutput(onto);
    resolvers[key] = late.settle.bind(late);
    Object.defineProperty(onto, key, {
      enumerable: true,
      configurable: true,
      get: () => late.get(),
      set: (value) => {
        Object.defineProperty(onto, key, { value, enumerable: true, configurable: true, writable: true });
      },
    });
  }
  return resolvers;
}

/** Values as they are where the SDK would write them into a protocol message and read them out of it again. */
class PlainStruct extends Struct {
  readonly #value: unknown;
  constructor(value: unknown) {
    super();
    this.#value = value;
  }
  toJavaScript(): unknown {
    return this.#value;
  }
}

const sdk = {
  transferProperties: rpc.transferProperties,
  debuggablePromise: debuggable.debuggablePromise,
  callsites: Resource.callsites,
  fromJavaScript: Struct.fromJavaScript,
};

function put(functions: typeof sdk): void {
  rpc.transferProperties = functions.transferProperties;
  debuggable.debuggablePromise = functions.debuggablePromise;
  Resource.callsites = functions.callsites;
  Struct.fromJavaScript = functions.fromJavaScript;
}

let users = 0;

/**
 * Runs some work with an SDK that skips what a plan never shows: outputs that nobody reads, stack traces of its
 * promises, where in the program each resource was made, and the protocol's own encoding. What a program registers is
 * the same (a test compares). The SDK is as it was once the last of such works is over.
 */
export async function withLeanSdk<T>(work: () => Promise<T>): Promise<T> {
  if (users === 0) {
    put({
      transferProperties,
      debuggablePromise: (promise: unknown) => promise,
      callsites: () => [],
      fromJavaScript: (value: unknown) => new PlainStruct(value),
    });
  }
  users += 1;
  try {
    return await work();
  } finally {
    users -= 1;
    if (users === 0) put(sdk);
  }
}
